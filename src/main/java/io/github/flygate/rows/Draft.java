package io.github.flygate.rows;

import io.github.flygate.rows.CheckSolver.Choice;
import io.github.flygate.rows.RowTable.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A row on its way: which option and which number each column has for the next try. */
final class Draft {
    /** Far from the numbers of seeded rows, and within a smallint. */
    private static final long FIRST = 31_001;

    private final Trial trial;
    private final RowSchema schema;
    private final RowTable table;
    private final Options options;
    private final Variant variant;
    private final Map<Integer, Integer> taken = new HashMap<>();
    private final Map<Integer, Long> numbers = new HashMap<>();
    private final Map<Integer, Integer> bumps = new HashMap<>();
    private final Set<Integer> required = new HashSet<>();
    private boolean solved;

    Draft(Trial trial, RowSchema schema, RowTable table, Variant variant) {
        this.trial = trial;
        this.schema = schema;
        this.table = table;
        this.variant = variant;
        this.options = new Options(schema, table);
    }

    RowTable table() {
        return table;
    }

    /** These columns need a value that is known, because another row is going to point at them. */
    Draft requiring(List<Integer> columns) {
        required.addAll(columns);
        return this;
    }

    /** What each column can get. A column that is missing can get nothing. */
    Map<Integer, Choice> choices() {
        Map<Integer, Choice> choices = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            boolean needed =
                    required.contains(column.number()) && column.generated().isEmpty();
            if (needed) {
                List<Option> ways = new ArrayList<>(options(column));
                ways.removeIf(option -> option.omitted() || option.expression().equals(nothing(column)));
                choices.put(column.number(), new Choice(column, ways.isEmpty() ? options(column) : ways));
            } else if (column.insertable()) {
                choices.put(column.number(), new Choice(column, options(column)));
            }
        }
        return choices;
    }

    private List<Option> options(Column column) {
        return options.of(column, variant, numbers.getOrDefault(column.number(), FIRST) + "::bigint");
    }

    boolean decidesPartition(Column column) {
        return options.decidesPartition(column);
    }

    String nothing(Column column) {
        return options.nothing(column);
    }

    /** The columns that the statement names, with an expression for each. */
    Map<Integer, String> expressions() throws SQLException {
        Map<Integer, Choice> choices = choices();
        if (!solved) {
            solved = true;
            taken.putAll(new CheckSolver(trial, schema).solve(table, choices, List.of(1L)));
        }
        Map<Integer, String> expressions = new TreeMap<>();
        choices.forEach((number, choice) -> {
            Option option = option(choice);
            if (!option.omitted()) {
                expressions.put(number, option.expression());
            }
        });
        return expressions;
    }

    Option option(Choice choice) {
        int index = taken.getOrDefault(choice.column().number(), 0);
        return choice.options().get(Math.min(index, choice.options().size() - 1));
    }

    boolean isNull(Column column, Map<Integer, String> expressions) {
        return nothing(column).equals(expressions.getOrDefault(column.number(), nothing(column)));
    }

    /** Goes on to the next option; back to the first, and false, after the last. */
    boolean next(Choice choice) {
        int number = choice.column().number();
        int index = taken.getOrDefault(number, 0) + 1;
        taken.put(number, index >= choice.options().size() ? 0 : index);
        return index < choice.options().size();
    }

    /** Whether the row has a value for all of them. */
    boolean gives(List<Integer> columns) {
        Map<Integer, Choice> choices = choices();
        return columns.stream()
                .map(choices::get)
                .allMatch(choice -> choice != null && isValue(option(choice), choice.column()));
    }

    private boolean isValue(Option option, Column column) {
        return !option.omitted() && !option.expression().equals(nothing(column));
    }

    /** Takes the first option that is a value, unless the column has one. */
    boolean fill(Choice choice) {
        if (isValue(option(choice), choice.column())) {
            return false;
        }
        for (int i = 0; i < choice.options().size(); i++) {
            if (isValue(choice.options().get(i), choice.column())) {
                taken.put(choice.column().number(), i);
                return true;
            }
        }
        return false;
    }

    /** Another value of the same kind, or of another kind where there is only one. */
    void differ(Choice choice) {
        Column column = choice.column();
        String before = option(choice).expression();
        bump(column.number());
        if (option(new Choice(column, options(column))).expression().equals(before)) {
            next(choice);
        }
    }

    /** In growing steps: the next ones are likely to be taken too. */
    void bump(int number) {
        int steps = bumps.merge(number, 1, Integer::sum);
        numbers.merge(number, FIRST + 1, (old, first) -> old + (long) steps * steps);
    }

    boolean bounded(Column column) {
        return options.bounded(column);
    }

    /** Takes the ordinary value where there is one, and leaves out what may be left out. */
    void simplify(boolean leave) {
        choices().forEach((number, choice) -> {
            List<Option> ways = choice.options();
            String plain = options.plain(choice.column(), numbers.getOrDefault(number, FIRST) + "::bigint");
            for (int i = 0; i < ways.size(); i++) {
                if (leave ? ways.get(i).omitted() : ways.get(i).expression().equals(plain)) {
                    taken.put(number, i);
                    break;
                }
            }
        });
    }

    /** Takes the next option for every column whose value the server cannot even compute; false when there is none. */
    boolean mendExpressions() throws SQLException {
        boolean mended = false;
        for (Choice choice : choices().values()) {
            int left = choice.options().size();
            while (left-- > 0 && !option(choice).omitted() && !computes(option(choice), choice.column())) {
                next(choice);
                mended = true;
            }
        }
        return mended;
    }

    private boolean computes(Option option, Column column) throws SQLException {
        String sql = "SELECT (" + option.expression() + ")::" + column.type();
        return trial.tried(sql, row -> row.next()).orElse(false);
    }

    /** What the expressions come to, as literals of the columns' own types. */
    Map<Integer, String> literals(Map<Integer, String> expressions) throws SQLException {
        Map<Integer, String> literals = new TreeMap<>();
        if (expressions.isEmpty()) {
            return literals;
        }
        List<Integer> numbersInOrder = List.copyOf(expressions.keySet());
        String sql = "SELECT " + String.join(", ", expressions.values());
        List<String> texts = trial.answered(sql, row -> {
            List<String> found = new ArrayList<>();
            if (row.next()) {
                for (int i = 1; i <= numbersInOrder.size(); i++) {
                    String text = row.getString(i);
                    found.add(text == null ? "NULL" : SqlText.literal(text));
                }
            }
            return found;
        });
        for (int i = 0; i < texts.size(); i++) {
            int number = numbersInOrder.get(i);
            String text = texts.get(i);
            table.column(number).ifPresent(column -> literals.put(number, text + "::" + column.type()));
        }
        return literals;
    }

    /** The ordinary value, for a column and another that points at it. */
    String plain(Column column) {
        return options.plain(column, numbers.getOrDefault(column.number(), FIRST) + "::bigint");
    }
}
