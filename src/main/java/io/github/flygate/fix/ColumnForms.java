package io.github.flygate.fix;

import io.github.flygate.sql.StatementText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** New columns: added empty, filled in small transactions, and made to keep their promises at the end. */
final class ColumnForms {
    private static final Map<String, String> SERIALS = Map.of(
            "serial",
            "integer",
            "serial4",
            "integer",
            "bigserial",
            "bigint",
            "serial8",
            "bigint",
            "smallserial",
            "smallint",
            "serial2",
            "smallint");
    private static final String[] CLAUSES = {
        "default", "not", "null", "constraint", "check", "unique", "primary", "references", "collate", "generated"
    };
    private static final int TID_RANGES = 14;

    private ColumnForms() {}

    /** A column definition, taken apart. */
    private record Column(String name, String type, String defaultExpression, boolean notNull, List<Check> checks) {
        private record Check(String name, String body, String onlyColumn) {}

        /** Empty when there is a clause that these forms do not know. */
        static List<Column> read(StatementText at) {
            at.expect("add").eat("column");
            if (at.is("if")) {
                return List.of();
            }
            String name = at.name();
            String type = at.until(CLAUSES);
            String defaultExpression = "";
            boolean notNull = false;
            List<Check> checks = new ArrayList<>();
            while (!at.atEnd()) {
                if (at.eat("default")) {
                    defaultExpression = at.until(CLAUSES);
                } else if (at.eat("not", "null")) {
                    notNull = true;
                } else if (at.is("check") || at.is("constraint")) {
                    String given = at.eat("constraint") ? at.name() : "";
                    int body = at.here();
                    String condition = at.expect("check").group();
                    checks.add(new Check(given, at.since(body), ConstraintForms.onlyColumn(condition)));
                } else if (!at.eat("null")) {
                    return List.of();
                }
            }
            return List.of(new Column(name, type, defaultExpression, notNull, List.copyOf(checks)));
        }
    }

    /** New rows get the default at once, old ones a few at a time. */
    static List<Step> volatileDefault(StatementText text, Target target) {
        return TableAction.replaced(text, (action, at) -> {
            List<Step> steps = new ArrayList<>();
            for (Column column : Column.read(at)) {
                if (!column.defaultExpression().isEmpty() && column.checks().isEmpty()) {
                    steps.add(Step.here(action.with("add column " + column.name() + " " + column.type())));
                    steps.add(Step.here(action.with(
                            "alter column " + column.name() + " set default " + column.defaultExpression())));
                    steps.add(fill(action, column.name(), target.postgresMajor()));
                    if (column.notNull()) {
                        steps.addAll(inNextFile(ConstraintForms.provenNotNull(action, column.name())));
                    }
                }
            }
            return steps;
        });
    }

    static List<Step> serial(StatementText text, Target target) {
        return TableAction.replaced(text, (action, at) -> {
            List<Step> steps = new ArrayList<>();
            for (Column column : Column.read(at)) {
                String type = SERIALS.get(column.type().toLowerCase(Locale.ROOT));
                if (type != null && column.checks().isEmpty()) {
                    String sequence = sequence(action.table(), column.name());
                    steps.add(Step.here("create sequence " + sequence + (type.equals("bigint") ? "" : " as " + type)));
                    steps.add(Step.here(action.with("add column " + column.name() + " " + type)));
                    steps.add(Step.here(
                            "alter sequence " + sequence + " owned by " + action.table() + "." + column.name()));
                    steps.add(Step.here(action.with("alter column " + column.name() + " set default nextval('"
                            + sequence.replace("'", "''") + "')")));
                    steps.add(fill(action, column.name(), target.postgresMajor()));
                    steps.addAll(inNextFile(ConstraintForms.provenNotNull(action, column.name())));
                }
            }
            return steps;
        });
    }

    static List<Step> inlineCheck(StatementText text, Target target) {
        return TableAction.replaced(text, (action, at) -> {
            List<Step> steps = new ArrayList<>();
            for (Column column : Column.read(at)) {
                if (column.checks().isEmpty()) {
                    return List.of();
                }
                steps.add(Step.here(action.with("add column " + column.name() + " " + column.type()
                        + (column.notNull() ? " not null" : "")
                        + (column.defaultExpression().isEmpty() ? "" : " default " + column.defaultExpression()))));
                for (Column.Check check : column.checks()) {
                    steps.addAll(ConstraintForms.notValid(
                            action,
                            check.body(),
                            check.name(),
                            StatementText.chosenName(action.table(), StatementText.plain(column.name()), "check")));
                }
            }
            return steps;
        });
    }

    private static String sequence(String table, String column) {
        String schema = table.contains(".") ? table.substring(0, table.lastIndexOf('.') + 1) : "";
        return schema + StatementText.quoted(StatementText.chosenName(table, StatementText.plain(column), "seq"));
    }

    private static List<Step> inNextFile(List<Step> steps) {
        List<Step> moved = new ArrayList<>(steps);
        moved.set(0, Step.next(steps.get(0).sql()));
        return moved;
    }

    /**
     * Rows of 500 pages a transaction. Those that an update has moved behind the last page, or onto one that was done, are
     * left for the last statement. Before PostgreSQL 14 a range of pages cannot be read by itself.
     */
    private static Step fill(TableAction action, String column, int postgresMajor) {
        String update = "update " + action.table() + " set " + column + " = default where " + column + " is null";
        if (postgresMajor < TID_RANGES) {
            return Step.withoutTransaction("""
                    do $$
                    begin
                        loop
                            %s
                                and ctid in (select ctid from %s where %s is null limit 10000);
                            exit when not found;
                            commit;
                        end loop;
                    end
                    $$""".formatted(update, action.table(), column));
        }
        return Step.withoutTransaction("""
                do $$
                declare
                    pages bigint := pg_relation_size('%s') / current_setting('block_size')::bigint;
                begin
                    for page in 0 .. pages by 500 loop
                        %s
                            and ctid >= format('(%%s,0)', page)::tid and ctid < format('(%%s,0)', page + 500)::tid;
                        commit;
                    end loop;
                    %s; -- rows that have moved meanwhile
                end
                $$""".formatted(action.table().replace("'", "''"), update, update));
    }
}
