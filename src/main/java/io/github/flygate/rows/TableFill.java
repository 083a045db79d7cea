package io.github.flygate.rows;

import io.github.flygate.rows.CheckSolver.Choice;
import io.github.flygate.rows.FillOrder.Turn;
import io.github.flygate.rows.RowSchema.Based;
import io.github.flygate.rows.RowTable.Column;
import io.github.flygate.rows.RowTable.ForeignKey;
import io.github.flygate.rows.RowTable.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Fills one table, and tries again with less when the server refuses. */
final class TableFill {
    private static final String NUMBER = "g.n";
    private static final String TIMED_OUT = "57014";

    private final Trial trial;
    private final RowSchema schema;
    private final CheckSolver solver;
    private final Turn turn;
    private final RowTable table;
    private final Options options;
    private final Triggers triggers;
    private final Map<Integer, Choice> choices = new LinkedHashMap<>();
    private final Map<Integer, Integer> taken = new HashMap<>();
    private final Set<Integer> nulls = new HashSet<>();

    /**
     * A table to fill.
     *
     * @param explicit columns that get the ordinary value although there is a sequence, because rows point at it already
     */
    TableFill(Trial trial, RowSchema schema, Turn turn, Set<Integer> explicit, Triggers triggers) {
        this.trial = trial;
        this.schema = schema;
        this.solver = new CheckSolver(trial, schema);
        this.turn = turn;
        this.table = turn.table();
        this.options = new Options(schema, table);
        this.triggers = triggers;
        for (Column column : table.columns()) {
            if (explicit.contains(column.number()) || aheadOf(column.number())) {
                choices.put(column.number(), new Choice(column, List.of(Option.of(options.plain(column, NUMBER)))));
            } else if (column.insertable()) {
                choices.put(column.number(), new Choice(column, options.many(column, NUMBER)));
            }
        }
    }

    private boolean aheadOf(int number) {
        return turn.ahead().stream().map(ForeignKey::columns).anyMatch(columns -> columns.contains(number));
    }

    /** How many rows it made; never 0. */
    long fill(long rows) throws SQLException {
        if (checked()) {
            taken.putAll(solver.solve(table, choices, List.of(1L, 2L, 3L, 10L, Math.max(1, rows / 2), rows)));
        }
        findNulls();
        SQLException refusal = null;
        for (int attempt = 0; attempt < 4; attempt++) {
            try {
                long made =
                        insert(1, attempt == 0 ? room(rows) : rows, attempt == 3 ? partitionConditions() : List.of());
                if (made > 0) {
                    return made;
                }
            } catch (SQLException e) {
                refusal = e;
                if (TIMED_OUT.equals(e.getSQLState())) {
                    throw e;
                }
            }
            switch (attempt) {
                case 0 -> mend();
                case 1 -> leaveOut();
                default -> {
                    // The last one keeps to the partitions that there are.
                }
            }
        }
        if (refusal != null) {
            throw refusal;
        }
        return alone();
    }

    /** Of a key that has room for few values half are left, so that another row can still come. */
    private long room(long rows) throws SQLException {
        boolean narrow = table.keys().stream()
                .map(RowTable.Key::columns)
                .anyMatch(columns -> !columns.isEmpty() && columns.stream().allMatch(this::narrow));
        if (!narrow || table.hasTriggers()) {
            return rows;
        }
        long most = trial.undone(() -> insert(1, rows, List.of()));
        return most > 1 && most < rows ? most / 2 : rows;
    }

    private boolean narrow(int number) {
        Optional<Based> based = table.column(number).map(schema::base);
        RowType type = based.flatMap(Based::type).orElse(null);
        return type != null
                && (type.kind() == 'e'
                        || type.bareName().equals("bool")
                        || type.bareName().equals("bpchar") && based.get().typmod() == 5);
    }

    /** Nothing has passed the checks; the server says which of them stands in the way. */
    private long alone() throws SQLException {
        long made = triggers.watched(table, () -> trial.changed(statement().sql(1, 1, List.of(), false)));
        if (made == 0) {
            throw new SQLException("the server took the statement but made no row of it");
        }
        return made;
    }

    private long insert(long from, long to, List<String> more) throws SQLException {
        BulkInsert statement = statement();
        List<String> conditions = new ArrayList<>(solver.conditions(table, choices, statement.named()));
        conditions.addAll(more);
        String sql = statement.sql(from, to, conditions, passesOverDoubles());
        return triggers.watched(table, () -> trial.changed(sql));
    }

    /** ON CONFLICT DO NOTHING works neither with rules nor with a key that is checked later. */
    private boolean passesOverDoubles() {
        return !table.hasRules() && table.keys().stream().allMatch(RowTable.Key::immediate);
    }

    private BulkInsert statement() {
        BulkInsert statement = new BulkInsert(schema, table);
        statement.values(choices, taken);
        statement.pointAtParents(turn, options, nulls);
        return statement;
    }

    private boolean checked() {
        return !table.checks().isEmpty()
                || table.columns().stream()
                        .anyMatch(column -> !schema.base(column).checks().isEmpty());
    }

    private void findNulls() {
        choices.forEach((number, choice) -> {
            Option option = choice.options()
                    .get(Math.min(
                            taken.getOrDefault(number, 0), choice.options().size() - 1));
            if (!option.omitted() && option.expression().equals(options.nothing(choice.column()))) {
                nulls.add(number);
            }
        });
    }

    /** Takes the next option for every column whose value the server cannot even compute. */
    private void mend() throws SQLException {
        for (Map.Entry<Integer, Choice> entry : choices.entrySet()) {
            List<Option> ways = entry.getValue().options();
            int index = Math.min(taken.getOrDefault(entry.getKey(), 0), ways.size() - 1);
            while (index < ways.size() - 1 && !computes(ways.get(index))) {
                index++;
            }
            taken.put(entry.getKey(), index);
        }
        findNulls();
    }

    private boolean computes(Option option) throws SQLException {
        return option.omitted()
                || trial.tried(
                                "SELECT " + option.expression() + " FROM (VALUES (1::bigint)) AS g(n)",
                                row -> row.next())
                        .orElse(false);
    }

    /** Leaves out every column that may be left out. */
    private void leaveOut() {
        choices.values().removeIf(choice -> {
            Column column = choice.column();
            return column.hasDefault() || !schema.mandatory(column);
        });
        for (Column column : table.columns()) {
            if (!choices.containsKey(column.number())) {
                nulls.add(column.number());
            }
        }
    }

    /** For keys that come from elsewhere, such as a parent, so that they meet no bound. */
    private List<String> partitionConditions() throws SQLException {
        if (table.kind() != Kind.PARTITIONED) {
            return List.of();
        }
        String leaves = schema.leaves(table).stream()
                .map(leaf -> Long.toString(leaf.oid()))
                .collect(Collectors.joining(","));
        String constraints = trial.query(
                "SELECT string_agg('(' || pg_get_partition_constraintdef(oid) || ')', ' OR ') FROM pg_class"
                        + " WHERE oid = ANY ('{" + leaves + "}'::oid[])",
                row -> row.next() ? String.valueOf(row.getString(1)) : "null");
        return constraints.equals("null") ? List.of() : List.of(constraints);
    }
}
