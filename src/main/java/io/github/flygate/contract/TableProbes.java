package io.github.flygate.contract;

import io.github.flygate.rows.Assignment;
import io.github.flygate.rows.Outcome;
import io.github.flygate.rows.Outcome.Made;
import io.github.flygate.rows.Outcome.Unmade;
import io.github.flygate.rows.RowMaker;
import io.github.flygate.rows.RowSchema;
import io.github.flygate.rows.RowTable;
import io.github.flygate.rows.RowTable.Column;
import io.github.flygate.rows.RowType;
import io.github.flygate.rows.Variant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an application does with a table. */
final class TableProbes {
    private static final int MOST_LABELS = 50;
    private static final Pattern LOWER = Pattern.compile("FOR VALUES FROM \\(('(?:[^']|'')*'|[0-9.-]+)\\) TO .*");

    private final RowSchema schema;
    private final RowMaker rows;
    private final Gaps gaps;

    TableProbes(RowSchema schema, RowMaker rows, Gaps gaps) {
        this.schema = schema;
        this.rows = rows;
        this.gaps = gaps;
    }

    /** All of one table's. A partition is written through the table that it is part of. */
    List<Probe> of(RowTable table) throws SQLException {
        List<Probe> probes = new ArrayList<>();
        if (table.partition()) {
            insertInto(root(table), table).forEach(probes::add);
            return probes;
        }
        List<String> columns = table.columns().stream().map(Column::name).toList();
        probes.addAll(selects(table.says(), table.quoted(), columns));
        if (table.kind() == RowTable.Kind.FOREIGN) {
            gaps.add(table.says(), "a foreign table: it is only read");
            return probes;
        }
        Map<Variant, Outcome> all = rows.all(table);
        Outcome full = all.get(Variant.FULL);
        if (full instanceof Made made) {
            probes.addAll(inserts(table, made, all));
            probes.add(update(table, made.values()));
            probes.addAll(labels(table));
            conflicts(table, made).forEach(probes::add);
        } else if (full instanceof Unmade unmade) {
            gaps.add("insert into " + table.says(), unmade.reason());
            // Who may not insert may yet update.
            probes.add(update(table, itself(table)));
        }
        probes.add(delete(table));
        return probes;
    }

    private RowTable root(RowTable partition) {
        RowTable root = partition;
        while (root.partition()) {
            RowTable parent = schema.tables().get(root.parent());
            if (parent == null) {
                return root;
            }
            root = parent;
        }
        return root;
    }

    /** A row for each partition, and one at the lower end of its range. */
    private List<Probe> insertInto(RowTable root, RowTable partition) throws SQLException {
        if (partition.kind() != RowTable.Kind.TABLE) {
            return List.of();
        }
        Outcome outcome = rows.make(partition, Variant.MANDATORY);
        if (outcome instanceof Unmade unmade) {
            gaps.add("insert into " + root.says() + " for its partition " + partition.says(), unmade.reason());
            return List.of();
        }
        Made made = (Made) outcome;
        List<Probe> probes = new ArrayList<>();
        probes.add(new Probe(partition.says(), root.says(), "insert", made.insert(root)).after(made.before()));
        Matcher lower = LOWER.matcher(partition.bound());
        if (lower.matches() && root.partitionColumns().size() == 1) {
            Made edge = with(made, names(root, root.partitionColumns()), lower.group(1));
            probes.add(new Probe(partition.says(), root.says(), "insert", edge.insert(root))
                    .after(made.before())
                    .whenPossible());
        }
        return probes;
    }

    private static Made with(Made made, List<String> columns, String literal) {
        return new Made(
                made.values().stream()
                        .map(value ->
                                columns.contains(value.column()) ? new Assignment(value.column(), literal) : value)
                        .toList(),
                made.before());
    }

    /** By name, each column for itself where that does not work, and with an asterisk. */
    static List<Probe> selects(String says, String quoted, List<String> columns) {
        List<Probe> parts = columns.stream()
                .map(column -> new Probe(
                        says + "." + column,
                        says,
                        "select",
                        "select " + Sql.identifier(column) + " from " + quoted + " limit 1"))
                .toList();
        Probe named = new Probe(
                        says, says, "select", "select " + Sql.identifiers(columns) + " from " + quoted + " limit 1")
                .withParts(parts);
        Probe star = new Probe(says, says, "select *", "select * from " + quoted + " limit 1");
        return List.of(named, star);
    }

    private List<Probe> inserts(RowTable table, Made full, Map<Variant, Outcome> all) {
        List<Probe> probes = new ArrayList<>();
        probes.add(insertProbe(table, full));
        probes.add(positional(table, full));
        for (Variant variant : List.of(Variant.MANDATORY, Variant.LOW)) {
            if (all.get(variant) instanceof Made made) {
                probes.add(insertProbe(table, made));
                if (variant == Variant.MANDATORY) {
                    probes.addAll(mandatory(table, made));
                }
            } else {
                gaps.add("insert into " + table.says(), "no row with the " + words(variant) + " was found");
            }
        }
        if (all.get(Variant.TWIN) instanceof Made twin) {
            probes.addAll(Pairs.of(table, full, twin));
            if (all.get(Variant.MANDATORY) instanceof Made mandatory) {
                probes.add(Pairs.ofMandatory(table, mandatory, twin));
            }
        }
        return probes;
    }

    /** What drivers add to read generated keys, and what triggers fill in where nobody gives it. */
    private static List<Probe> mandatory(RowTable table, Made made) {
        List<Probe> probes = new ArrayList<>();
        probes.add(new Probe(table.says(), table.says(), "insert", made.insert(table) + " returning *")
                .after(made.before()));
        if (table.hasTriggers()) {
            for (Assignment left : made.values()) {
                List<Assignment> rest = new ArrayList<>(made.values());
                rest.remove(left);
                Made without = new Made(rest, made.before());
                probes.add(new Probe(table.says() + "." + left.column(), table.says(), "insert", without.insert(table))
                        .after(made.before())
                        .whenPossible());
            }
        }
        return probes;
    }

    private static String words(Variant variant) {
        return variant == Variant.LOW ? "smallest values" : "mandatory columns alone";
    }

    private static Probe insertProbe(RowTable table, Made made) {
        return new Probe(table.says(), table.says(), "insert", made.insert(table)).after(made.before());
    }

    /** Without a column list: each column of the table has its place. */
    private static Probe positional(RowTable table, Made full) {
        Map<String, String> values =
                full.values().stream().collect(Collectors.toMap(Assignment::column, Assignment::literal));
        String list = table.columns().stream()
                .map(column -> values.getOrDefault(column.name(), "default"))
                .collect(Collectors.joining(", "));
        String sql = table.columns().isEmpty()
                ? "insert into " + table.quoted() + " default values"
                : "insert into " + table.quoted() + " values (" + list + ")";
        return new Probe(table.says(), table.says(), "insert", sql).after(full.before());
    }

    /** Every column as it is. */
    private static List<Assignment> itself(RowTable table) {
        return table.columns().stream()
                .filter(column ->
                        column.generated().isEmpty() && !column.identity().equals("a"))
                .map(column -> new Assignment(column.name(), column.quoted()))
                .toList();
    }

    private Probe update(RowTable table, List<Assignment> values) {
        Set<Integer> keys = keyColumns(table);
        Map<String, Integer> numbers = table.columns().stream().collect(Collectors.toMap(Column::name, Column::number));
        List<Probe> parts = new ArrayList<>();
        List<String> assignments = new ArrayList<>();
        for (Assignment value : values) {
            String column = Sql.identifier(value.column());
            // A key that other rows point at can only become what it is.
            String assignment =
                    column + " = " + (keys.contains(numbers.get(value.column())) ? column : value.literal());
            assignments.add(assignment);
            String part = "update " + table.quoted() + " set " + assignment;
            parts.add(new Probe(table.says() + "." + value.column(), table.says(), "update", part + oneRow(table)));
        }
        if (assignments.isEmpty()) {
            return new Probe(table.says(), table.says(), "select", "select from " + table.quoted() + " for update");
        }
        String update = "update " + table.quoted() + " set " + String.join(", ", assignments);
        return new Probe(table.says(), table.says(), "update", update + oneRow(table)).withParts(parts);
    }

    /** Each label of an enum, written as applications write states. */
    private List<Probe> labels(RowTable table) {
        List<Probe> probes = new ArrayList<>();
        for (Column column : table.columns()) {
            RowType type = schema.types().get(column.typeOid());
            List<String> labels = type == null ? List.of() : type.labels();
            labels.stream()
                    .limit(MOST_LABELS)
                    .map(label -> "update " + table.quoted() + " set " + column.quoted() + " = " + Sql.literal(label)
                            + oneRow(table))
                    .map(sql -> new Probe(table.says() + "." + column.name(), table.says(), "update", sql))
                    .map(Probe::whenPossible)
                    .forEach(probes::add);
        }
        return probes;
    }

    private Set<Integer> keyColumns(RowTable table) {
        Set<Integer> numbers = new HashSet<>(table.partitionColumns());
        table.keys().forEach(key -> numbers.addAll(key.columns()));
        table.foreignKeys().forEach(key -> numbers.addAll(key.columns()));
        return numbers;
    }

    /** By its key, as applications do; without one, none. */
    private static String oneRow(RowTable table) {
        Optional<RowTable.Key> key = table.keys().stream()
                .filter(candidate -> candidate.primary())
                .findFirst()
                .or(() -> table.keys().stream()
                        .filter(candidate -> !candidate.exclusion()
                                && candidate.predicate().isEmpty()
                                && candidate.expressions().isEmpty())
                        .findFirst());
        if (key.isEmpty()) {
            return " where false";
        }
        String columns = Sql.identifiers(names(table, key.get().columns()));
        return " where (" + columns + ") = (select " + columns + " from " + table.quoted() + " limit 1)";
    }

    private static List<String> names(RowTable table, List<Integer> numbers) {
        return numbers.stream()
                .flatMap(number -> table.columns().stream().filter(column -> column.number() == number))
                .map(Column::name)
                .toList();
    }

    /** Other rows may point at the first: then it is tried without a row. */
    private static Probe delete(RowTable table) {
        String delete = "delete from " + table.quoted();
        return new Probe(table.says(), table.says(), "delete", delete + oneRow(table))
                .orElse(new Probe(table.says(), table.says(), "delete", delete + " where false"));
    }

    private List<Probe> conflicts(RowTable table, Made full) {
        List<Probe> probes = new ArrayList<>();
        for (RowTable.Key key : table.keys()) {
            if (key.exclusion() || !key.immediate()) {
                continue;
            }
            if (!key.expressions().isEmpty()) {
                gaps.add("insert … on conflict of " + table.says() + " by " + key.name(), "it is over an expression");
                continue;
            }
            List<String> columns = names(table, key.columns());
            String target =
                    Sql.identifiers(columns) + ")" + (key.predicate().isEmpty() ? "" : " where " + key.predicate());
            String set = full.values().stream()
                    .map(Assignment::column)
                    .filter(column -> !columns.contains(column))
                    .findFirst()
                    .map(Sql::identifier)
                    .map(column -> "update set " + column + " = excluded." + column)
                    .orElse("nothing");
            probes.add(new Probe(
                            table.says(),
                            table.says(),
                            "insert",
                            full.insert(table) + " on conflict (" + target + " do " + set)
                    .after(full.before()));
        }
        return probes;
    }
}
