package io.github.flygate.rows;

import io.github.flygate.rows.CheckSolver.Choice;
import io.github.flygate.rows.FillOrder.Turn;
import io.github.flygate.rows.RowTable.Column;
import io.github.flygate.rows.RowTable.ForeignKey;
import io.github.flygate.rows.RowTable.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The one INSERT … SELECT that fills a table. */
final class BulkInsert {
    /** Of the parents' rows that many are pointed at. */
    private static final int PARENTS = 1_000;

    private final RowSchema schema;
    private final RowTable table;
    private final List<String> parents = new ArrayList<>();
    private final List<String> joins = new ArrayList<>();
    private final Map<Integer, String> values = new TreeMap<>();
    private final Set<ForeignKey> pointing = new HashSet<>();

    BulkInsert(RowSchema schema, RowTable table) {
        this.schema = schema;
        this.table = table;
    }

    /** Values of columns; null for one that is left to the server. */
    void values(Map<Integer, Choice> choices, Map<Integer, Integer> taken) {
        choices.forEach((number, choice) -> {
            List<Option> options = choice.options();
            Option option = options.get(Math.min(taken.getOrDefault(number, 0), options.size() - 1));
            if (!option.omitted()) {
                values.put(number, option.expression());
            }
        });
    }

    /** Lets the foreign keys of the table point at rows that are there, as far as their columns shall not be null. */
    void pointAtParents(Turn turn, Options options, Set<Integer> nulls) {
        Set<Integer> taken = new HashSet<>();
        for (ForeignKey key : table.foreignKeys()) {
            if (key.columns().stream().anyMatch(nulls::contains)) {
                continue;
            }
            if (key.referenced() == table.oid()) {
                pointAtItself(key, options);
            } else if (turn.absent().contains(key)) {
                key.columns()
                        .forEach(number -> table.column(number)
                                .filter(column -> !schema.mandatory(column))
                                .ifPresent(column -> values.put(number, options.nothing(column))));
            } else if (!turn.ahead().contains(key)) {
                pointAt(key, taken);
            }
        }
    }

    private void pointAtItself(ForeignKey key, Options options) {
        for (int i = 0; i < key.columns().size(); i++) {
            int number = key.columns().get(i);
            String referenced = values.get(key.referencedColumns().get(i));
            Optional<Column> column = table.column(number);
            if (column.isEmpty()) {
                continue;
            }
            if (referenced != null) {
                values.put(
                        number,
                        PlainValues.cast(referenced, schema.base(column.get()).name()));
            } else if (!schema.mandatory(column.get())) {
                values.put(number, options.nothing(column.get()));
            } else {
                String own = options.plain(column.get(), "g.n");
                values.put(number, own);
                values.put(key.referencedColumns().get(i), own);
            }
        }
    }

    private void pointAt(ForeignKey key, Set<Integer> taken) {
        RowTable parent = schema.tables().get(key.referenced());
        if (parent == null) {
            return;
        }
        String name = "p" + parents.size();
        List<String> columns = new ArrayList<>();
        List<String> present = new ArrayList<>();
        List<String> bound = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String referenced = parent.column(key.referencedColumns().get(i))
                    .map(Column::quoted)
                    .orElse("NULL");
            columns.add(referenced + " AS k" + i);
            present.add(referenced + " IS NOT NULL");
            int number = key.columns().get(i);
            Optional<Column> column = table.column(number);
            if (taken.contains(number)) {
                bound.add(name + ".k" + i + " = " + values.get(number));
            } else if (column.isPresent()) {
                values.put(
                        number,
                        PlainValues.cast(
                                name + ".k" + i, schema.base(column.get()).name()));
            }
        }
        String order = String.join(
                ", ",
                key.referencedColumns().stream()
                        .flatMap(number -> parent.column(number).stream())
                        .map(Column::quoted)
                        .toList());
        parents.add(name + " AS MATERIALIZED (SELECT " + String.join(", ", columns) + ", row_number() OVER (ORDER BY "
                + order + ") - 1 AS rn FROM " + (parent.kind() == Kind.PARTITIONED ? "" : "ONLY ") + parent.quoted()
                + " WHERE " + String.join(" AND ", present) + " ORDER BY " + order + " LIMIT " + PARENTS + ")");
        joins.add(join(name, bound, turnOf(key, name)));
        taken.addAll(key.columns());
        pointing.add(key);
    }

    private static String join(String name, List<String> bound, String turn) {
        return bound.isEmpty()
                ? " LEFT JOIN " + name + " ON " + name + ".rn = " + turn
                : " LEFT JOIN LATERAL (SELECT * FROM " + name + " WHERE " + String.join(" AND ", bound) + " ORDER BY ("
                        + name + ".rn + g.n) % " + count(name) + " LIMIT 1) AS " + name + " ON true";
    }

    private static String count(String name) {
        return "nullif((SELECT count(*) FROM " + name + "), 0)";
    }

    /**
     * Which parent: one after the other; and where a unique key spans several foreign keys, so that all combinations come
     * up once before one comes twice.
     */
    private String turnOf(ForeignKey key, String name) {
        List<String> before = new ArrayList<>();
        int i = 0;
        for (ForeignKey other : table.foreignKeys()) {
            if (pointing.contains(other)) {
                if (!other.equals(key) && shareUniqueKey(key, other)) {
                    before.add(count("p" + i));
                }
                i++;
            }
        }
        String n = "(g.n - 1)";
        if (before.isEmpty()) {
            return n + " % " + count(name);
        }
        String all = "(" + String.join(" * ", before) + ")";
        return "(" + n + " % " + all + " + " + n + " / " + all + ") % " + count(name);
    }

    private boolean shareUniqueKey(ForeignKey one, ForeignKey other) {
        return table.keys().stream()
                .map(RowTable.Key::columns)
                .anyMatch(columns -> columns.containsAll(one.columns()) && columns.containsAll(other.columns()));
    }

    /** The columns that the statement names. */
    Set<Integer> named() {
        return values.keySet();
    }

    /**
     * The statement.
     *
     * @param conditions which a row has to meet, or else it is left out
     * @param skipping rows that meet one that is there already are left out too
     */
    String sql(long from, long to, List<String> conditions, boolean skipping) {
        String alias = SqlText.quoted(table.name());
        Map<String, String> columns = new LinkedHashMap<>();
        boolean overriding = false;
        for (Map.Entry<Integer, String> value : values.entrySet()) {
            Optional<Column> column = table.column(value.getKey());
            if (column.isPresent()) {
                columns.put(column.get().quoted(), value.getValue());
                overriding |= column.get().identity().equals("a");
            }
        }
        String with = parents.isEmpty() ? "" : "WITH " + String.join(", ", parents) + " ";
        StringBuilder sql = new StringBuilder(with + "INSERT INTO " + table.quoted());
        if (columns.isEmpty()) {
            return sql + " SELECT FROM generate_series(" + from + ", " + to + ")";
        }
        sql.append(" (" + String.join(", ", columns.keySet()) + ")");
        sql.append(overriding ? " OVERRIDING SYSTEM VALUE" : "");
        sql.append(" SELECT ");
        sql.append(String.join(
                ", ", columns.keySet().stream().map(name -> alias + "." + name).toList()));
        sql.append(" FROM (SELECT ");
        List<String> inner = new ArrayList<>();
        columns.forEach((name, value) -> inner.add(value + " AS " + name));
        sql.append(String.join(", ", inner));
        sql.append(" FROM generate_series(" + from + "::bigint, " + to + "::bigint) AS g(n)");
        joins.forEach(sql::append);
        sql.append(") AS " + alias);
        if (!conditions.isEmpty()) {
            sql.append(" WHERE (" + String.join(") IS NOT FALSE AND (", conditions) + ") IS NOT FALSE");
        }
        return sql + (skipping ? " ON CONFLICT DO NOTHING" : "");
    }
}
