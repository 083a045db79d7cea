package io.github.flygate.rows;

import io.github.flygate.rows.RowTable.Check;
import io.github.flygate.rows.RowTable.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks the server which of the options of columns that stand in checks together pass all of these. One query for all columns
 * that hang together; the table is not touched.
 */
final class CheckSolver {
    private static final int MOST_COMBINATIONS = 3_000;

    private final Trial trial;
    private final RowSchema schema;

    CheckSolver(Trial trial, RowSchema schema) {
        this.trial = trial;
        this.schema = schema;
    }

    /** A column with what it can get. */
    record Choice(Column column, List<Option> options) {}

    /** A check as it reads on a column, not on a domain. */
    private record Condition(String expression, Set<Integer> columns) {}

    /**
     * The option to take, by column number, for all columns that are in a check; others are missing. Where nothing passes it
     * is the best there is.
     *
     * @param choices by column number, with {@code g.n} as number
     * @param numbers for which it should hold
     */
    Map<Integer, Integer> solve(RowTable table, Map<Integer, Choice> choices, List<Long> numbers) throws SQLException {
        Map<Integer, Integer> best = new HashMap<>();
        List<List<Condition>> groups = groups(conditions(table, choices));
        List<Boolean> passing = groups.isEmpty() ? List.of() : passing(table, choices, groups, numbers);
        for (int i = 0; i < groups.size(); i++) {
            if (i < passing.size() && passing.get(i)) {
                continue;
            }
            Set<Integer> columns = new TreeSet<>();
            groups.get(i).forEach(condition -> columns.addAll(condition.columns()));
            best.putAll(solveGroup(table, bounded(choices, columns), groups.get(i), numbers));
        }
        return best;
    }

    /** Every check, as an expression that can stand in a WHERE. */
    List<String> conditions(RowTable table, Map<Integer, Choice> choices, Set<Integer> known) {
        return conditions(table, choices).stream()
                .filter(condition -> known.containsAll(condition.columns()))
                .map(Condition::expression)
                .toList();
    }

    private List<Condition> conditions(RowTable table, Map<Integer, Choice> choices) {
        List<Condition> conditions = new ArrayList<>();
        for (Check check : table.checks()) {
            if (!check.columns().isEmpty()
                    && choices.keySet().containsAll(check.columns())
                    && !check.expression().isEmpty()) {
                conditions.add(new Condition(check.expression(), new LinkedHashSet<>(check.columns())));
            }
        }
        for (Choice choice : choices.values()) {
            for (Check check : schema.base(choice.column()).checks()) {
                String expression =
                        SqlText.valueAs(check.expression(), choice.column().quoted());
                conditions.add(new Condition(expression, Set.of(choice.column().number())));
            }
        }
        return conditions;
    }

    private static List<List<Condition>> groups(List<Condition> conditions) {
        List<List<Condition>> groups = new ArrayList<>();
        for (Condition condition : conditions) {
            List<Condition> joined = new ArrayList<>(List.of(condition));
            Set<Integer> columns = new LinkedHashSet<>(condition.columns());
            for (List<Condition> group : List.copyOf(groups)) {
                if (group.stream().anyMatch(other -> other.columns().stream().anyMatch(columns::contains))) {
                    joined.addAll(group);
                    group.forEach(other -> columns.addAll(other.columns()));
                    groups.remove(group);
                }
            }
            groups.add(joined);
        }
        return groups;
    }

    /** The first options of each column and the last, which is the null; so many that not too many combinations arise. */
    private static Map<Choice, List<Integer>> bounded(Map<Integer, Choice> choices, Set<Integer> columns) {
        List<Choice> chosen = columns.stream()
                .flatMap(number -> Optional.ofNullable(choices.get(number)).stream())
                .toList();
        int most = chosen.stream()
                .mapToInt(choice -> choice.options().size())
                .max()
                .orElse(1);
        while (most > 1 && combinations(chosen, most) > MOST_COMBINATIONS) {
            most--;
        }
        Map<Choice, List<Integer>> bounded = new LinkedHashMap<>();
        for (Choice choice : chosen) {
            int size = choice.options().size();
            List<Integer> indices = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                if (i < most - 1 || i == size - 1 && (most > 1 || size == 1) || i == 0) {
                    indices.add(i);
                }
            }
            bounded.put(choice, indices);
        }
        return bounded;
    }

    private static double combinations(List<Choice> choices, int most) {
        return choices.stream()
                .mapToDouble(choice -> Math.min(most, choice.options().size()))
                .reduce(1, (a, b) -> a * b);
    }

    /** For each group whether the first options do, which they mostly do; empty when that cannot be computed. */
    private List<Boolean> passing(
            RowTable table, Map<Integer, Choice> choices, List<List<Condition>> groups, List<Long> numbers)
            throws SQLException {
        Set<Integer> columns = new TreeSet<>();
        List<String> results = new ArrayList<>();
        for (List<Condition> group : groups) {
            group.forEach(condition -> columns.addAll(condition.columns()));
            results.add("bool_and(" + all(group) + ")");
        }
        List<String> row = columns.stream()
                .flatMap(number -> Optional.ofNullable(choices.get(number)).stream())
                .map(choice -> choice.options().get(0).expression() + " AS "
                        + choice.column().quoted())
                .toList();
        String sql = "SELECT " + String.join(", ", results) + " FROM (SELECT " + String.join(", ", row) + " FROM "
                + numbered(numbers) + ") AS " + SqlText.quoted(table.name());
        return trial.tried(sql, result -> {
                    List<Boolean> passing = new ArrayList<>();
                    if (result.next()) {
                        for (int i = 1; i <= groups.size(); i++) {
                            passing.add(result.getBoolean(i));
                        }
                    }
                    return passing;
                })
                .orElse(List.of());
    }

    private static String all(List<Condition> group) {
        return group.stream()
                .map(condition -> "(" + condition.expression() + ") IS NOT FALSE")
                .collect(Collectors.joining(" AND "));
    }

    private Map<Integer, Integer> solveGroup(
            RowTable table, Map<Choice, List<Integer>> bounded, List<Condition> group, List<Long> numbers)
            throws SQLException {
        Optional<Map<Integer, Integer>> best = tried(table, bounded, group, numbers);
        if (best.isEmpty()) {
            best = tried(table, computable(bounded, numbers), group, numbers);
        }
        return best.orElse(Map.of());
    }

    private Optional<Map<Integer, Integer>> tried(
            RowTable table, Map<Choice, List<Integer>> bounded, List<Condition> group, List<Long> numbers)
            throws SQLException {
        List<Column> columns = new ArrayList<>();
        List<String> indices = new ArrayList<>();
        StringBuilder from = new StringBuilder(numbered(numbers));
        List<String> row = new ArrayList<>();
        bounded.forEach((choice, ways) -> {
            String alias = "x" + columns.size();
            String rows = ways.stream()
                    .map(k -> "(" + k + ", " + choice.options().get(k).expression() + ")")
                    .collect(Collectors.joining(", "));
            from.append(" CROSS JOIN LATERAL (VALUES " + rows + ") AS " + alias + "(i, v)");
            indices.add(alias + ".i");
            row.add(alias + ".v AS " + choice.column().quoted());
            columns.add(choice.column());
        });
        String all = String.join(", ", indices);
        String sql = "SELECT " + all + " FROM " + from + " GROUP BY " + all
                + " ORDER BY count(*) FILTER (WHERE (SELECT " + all(group) + " FROM (SELECT " + String.join(", ", row)
                + ") AS " + SqlText.quoted(table.name()) + ")) DESC, " + String.join(" + ", indices) + ", " + all
                + " LIMIT 1";
        return trial.tried(sql, result -> best(result, columns));
    }

    private static String numbered(List<Long> numbers) {
        return "(VALUES " + numbers.stream().map(n -> "(" + n + "::bigint)").collect(Collectors.joining(", "))
                + ") AS g(n)";
    }

    /** Without what the type has no room for: one such value spoils the whole query. */
    private Map<Choice, List<Integer>> computable(Map<Choice, List<Integer>> bounded, List<Long> numbers)
            throws SQLException {
        Map<Choice, List<Integer>> computable = new LinkedHashMap<>();
        for (Map.Entry<Choice, List<Integer>> each : bounded.entrySet()) {
            List<Option> options = each.getKey().options();
            Set<Integer> computes = trial.computing(each.getValue().stream()
                    .map(k -> "SELECT " + options.get(k).expression() + " FROM " + numbered(numbers))
                    .toList());
            List<Integer> left = new ArrayList<>();
            for (int i = 0; i < each.getValue().size(); i++) {
                if (computes.contains(i)) {
                    left.add(each.getValue().get(i));
                }
            }
            computable.put(each.getKey(), left.isEmpty() ? each.getValue() : left);
        }
        return computable;
    }

    private static Map<Integer, Integer> best(ResultSet row, List<Column> columns) throws SQLException {
        Map<Integer, Integer> best = new HashMap<>();
        if (row.next()) {
            for (int i = 0; i < columns.size(); i++) {
                best.put(columns.get(i).number(), row.getInt(i + 1));
            }
        }
        return best;
    }
}
