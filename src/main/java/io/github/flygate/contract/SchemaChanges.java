package io.github.flygate.contract;

import io.github.flygate.contract.OldObjects.Routine;
import io.github.flygate.contract.OldObjects.View;
import io.github.flygate.rows.RowSchema;
import io.github.flygate.rows.RowTable;
import io.github.flygate.rows.RowTable.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what can be read before and after: by name, as an application does. */
final class SchemaChanges {
    private static final String COLUMN = """
            select format_type(a.atttypid, null) || ' ' || a.attnotnull || ' ' || a.atthasdef
              from pg_catalog.pg_attribute a
              join pg_catalog.pg_class c on c.oid = a.attrelid
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where a.attnum > 0 and not a.attisdropped""";
    private static final String LABELS = """
            select string_agg(e.enumlabel, ', ' order by e.enumsortorder)
              from pg_catalog.pg_enum e
              join pg_catalog.pg_type t on t.oid = e.enumtypid
              join pg_catalog.pg_namespace n on n.oid = t.typnamespace
             where""";
    private static final String RESULT = """
            select pg_get_function_result(p.oid)
              from pg_catalog.pg_proc p
              join pg_catalog.pg_namespace n on n.oid = p.pronamespace
             where""";

    private final List<SchemaChange> changes = new ArrayList<>();

    private SchemaChanges() {}

    static List<SchemaChange> between(OldVersion old, RowSchema schema, OldObjects objects) {
        SchemaChanges changes = new SchemaChanges();
        changes.tables(old.schema(), schema);
        changes.views(old.objects(), objects);
        changes.types(old.objects(), objects);
        changes.routines(old.objects(), objects);
        return changes.changes;
    }

    private void tables(RowSchema before, RowSchema after) {
        Map<String, RowTable> now = new HashMap<>();
        after.tables().values().forEach(table -> now.put(table.says(), table));
        for (RowTable table : before.tables().values()) {
            RowTable becomes = now.get(table.says());
            if (becomes == null || table.partition() || table.equals(becomes)) {
                continue;
            }
            Map<String, Column> columns =
                    becomes.columns().stream().collect(Collectors.toMap(Column::name, column -> column));
            for (Column column : table.columns()) {
                Column other = columns.get(column.name());
                if (other != null) {
                    column(table, column, other);
                }
            }
        }
    }

    private void column(RowTable table, Column before, Column after) {
        String object = table.says() + "." + before.name();
        Watch watch = column(table.schema(), table.name(), before.name());
        String was = bare(before.type());
        String becomes = bare(after.type());
        if (!was.equals(becomes)) {
            changes.add(new SchemaChange(table.says(), object, "type", was, becomes, watch));
        }
        if (before.notNull() && !after.notNull()) {
            changes.add(new SchemaChange(table.says(), object, "nullable", "NOT NULL", "nullable", watch));
        }
        boolean plain = before.generated().isEmpty()
                && before.identity().isEmpty()
                && after.identity().isEmpty();
        if (plain
                && !before.defaultExpression().isEmpty()
                && after.defaultExpression().isEmpty()
                && !after.notNull()) {
            changes.add(new SchemaChange(
                    table.says(), object, "default", "by default " + before.defaultExpression(), "null", watch));
        }
    }

    private static String bare(String type) {
        return type.replaceAll("\\([0-9, -]*\\)", "");
    }

    private static Watch column(String schema, String relation, String column) {
        return new Watch.Answer(COLUMN + " and n.nspname = " + Sql.literal(schema) + " and c.relname = "
                + Sql.literal(relation) + " and a.attname = " + Sql.literal(column));
    }

    private void views(OldObjects before, OldObjects after) {
        for (View view : before.views()) {
            String says = view.schema() + "." + view.name();
            after.views().stream()
                    .filter(other -> says.equals(other.schema() + "." + other.name()))
                    .forEach(other -> view(view, other, says));
        }
    }

    private void view(View before, View after, String says) {
        for (int i = 0; i < before.columns().size(); i++) {
            String column = before.columns().get(i);
            int at = after.columns().indexOf(column);
            String was = before.types().get(i);
            if (at >= 0 && !was.equals(after.types().get(at))) {
                changes.add(new SchemaChange(
                        says,
                        says + "." + column,
                        "type",
                        was,
                        after.types().get(at),
                        column(before.schema(), before.name(), column)));
            }
        }
    }

    private void types(OldObjects before, OldObjects after) {
        for (OldObjects.Type type : before.types()) {
            after.types().stream()
                    .filter(other -> type.isEnum() && type.title().equals(other.title()))
                    .forEach(other -> labels(type, other));
        }
    }

    private void labels(OldObjects.Type before, OldObjects.Type after) {
        List<String> added = new ArrayList<>(after.labels());
        added.removeAll(before.labels());
        if (!added.isEmpty()) {
            changes.add(new SchemaChange(
                    "",
                    before.title(),
                    "enum",
                    String.join(", ", before.labels()),
                    String.join(", ", after.labels()),
                    new Watch.Answer(LABELS + " n.nspname = " + Sql.literal(before.schema()) + " and t.typname = "
                            + Sql.literal(before.name()))));
        }
    }

    private void routines(OldObjects before, OldObjects after) {
        for (Routine routine : before.routines()) {
            after.routines().stream()
                    .filter(other -> routine.title().equals(other.title())
                            && !routine.result().equals(other.result()))
                    .forEach(other -> changes.add(new SchemaChange(
                            "",
                            routine.title(),
                            "type",
                            routine.result(),
                            other.result(),
                            new Watch.Answer(RESULT + " n.nspname = " + Sql.literal(routine.schema())
                                    + " and p.proname = " + Sql.literal(routine.name())
                                    + " and pg_get_function_identity_arguments(p.oid) = "
                                    + Sql.literal(routine.signature())))));
        }
    }
}
