package io.github.flygate.contract;

import io.github.flygate.contract.ContractRequest.TeamStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes probes of the team's statements, with values for their parameters that the base accepts. */
final class TeamProbes {
    private static final Pattern KIND = Pattern.compile(
            "(?is)(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*(select|insert|update|delete|with|values|merge|table|call|truncate|lock)\\b.*");
    private static final Pattern READING =
            Pattern.compile("(?is)(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*(select|with|values|table)\\b.*");
    /** As in {@code with new as (insert …)}, and in functions whose names say so. */
    private static final Pattern WRITING_PART = Pattern.compile("(?i)insert|update|delete|merge|\\binto\\b");

    private static final Set<String> UNPLANNED = Set.of("call", "truncate", "lock");
    private static final Pattern COLUMN_LIST = Pattern.compile("(?is).*?\\binsert\\s+into\\s+[^(]+\\(([^()]*)\\).*");
    private static final String LOCKED = """
            select n.nspname || '.' || c.relname
              from pg_locks l
              join pg_class c on c.oid = l.relation
              join pg_namespace n on n.oid = c.relnamespace
             where l.pid = pg_backend_pid() and l.locktype = 'relation' and c.relkind in ('r', 'p', 'v', 'm', 'f')
               and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            """;

    private final Trial trial;
    private final Gaps gaps;
    private final Rows rows;

    private final Set<String> used = new HashSet<>();
    private final Set<String> written = new HashSet<>();

    /** The values of a row that a table accepts, by column; empty for none. */
    @FunctionalInterface
    interface Rows {
        Map<String, String> of(String relation) throws SQLException;
    }

    TeamProbes(Trial trial, Gaps gaps, Rows rows) {
        this.trial = trial;
        this.gaps = gaps;
        this.rows = rows;
    }

    /** Relations that the statements use, as {@code schema.name}. */
    Set<String> used() {
        return used;
    }

    /** Those of them that may be written. */
    Set<String> written() {
        return written;
    }

    /** Empty for one that cannot be tried; that is told. */
    Optional<Probe> of(TeamStatement team) throws SQLException {
        String text = team.statement().sql();
        String title = team.origin() + " " + firstLine(text);
        if (!KIND.matcher(text).matches()) {
            gaps.add(title, "only queries, writes and calls can be tried");
            return Optional.empty();
        }
        Parameters parameters = Parameters.of(text);
        try {
            List<String> types = types(parameters);
            List<String> relations = relations(parameters, types);
            used.addAll(relations);
            if (!READING.matcher(text).matches() || WRITING_PART.matcher(text).find()) {
                written.addAll(relations);
            }
            return Optional.of(working(team, parameters, types, relations));
        } catch (SQLException e) {
            trial.session().rollback();
            gaps.add(title, Refusal.of(e).message());
            return Optional.empty();
        }
    }

    private static String firstLine(String sql) {
        String line = sql.strip()
                .lines()
                .filter(text -> !text.strip().startsWith("--"))
                .findFirst()
                .orElse("");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }

    /** As the server infers them. */
    private List<String> types(Parameters parameters) throws SQLException {
        if (parameters.names().isEmpty()) {
            return List.of();
        }
        try (Statement statement = trial.session().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("prepare flygate_statement as " + parameters.sql());
            try (ResultSet row = statement.executeQuery("select parameter_types::text[] from pg_prepared_statements"
                    + " where name = 'flygate_statement'")) {
                row.next();
                return Arrays.asList((String[]) row.getArray(1).getArray());
            } finally {
                statement.execute("deallocate flygate_statement");
            }
        }
    }

    /** What planning it locks, views and what they read included. */
    private List<String> relations(Parameters parameters, List<String> types) throws SQLException {
        List<String> relations = new ArrayList<>();
        trial.session().rollback();
        Savepoint start = trial.session().setSavepoint();
        try (Statement statement = trial.session().createStatement()) {
            statement.setEscapeProcessing(false);
            if (isPlanned(parameters.sql())) {
                statement.execute("explain "
                        + parameters.with(types.stream().map(Samples::nothing).toList()));
            }
            try (ResultSet row = statement.executeQuery(LOCKED)) {
                while (row.next()) {
                    relations.add(row.getString(1));
                }
            }
        }
        trial.session().rollback(start);
        return relations;
    }

    private static boolean isPlanned(String sql) {
        Matcher kind = KIND.matcher(sql);
        return kind.matches() && !UNPLANNED.contains(kind.group(1).toLowerCase(Locale.ROOT));
    }

    private Probe working(TeamStatement team, Parameters parameters, List<String> types, List<String> relations)
            throws SQLException {
        List<String> samples = types.stream().map(Samples::of).toList();
        List<List<String>> choices = parameters.names().isEmpty()
                ? List.of(List.of())
                : List.of(
                        fromRows(parameters, samples, relations),
                        samples,
                        types.stream().map(Samples::nothing).toList());
        String relation = relations.stream().findFirst().orElse("");
        for (List<String> values : choices) {
            Probe probe = probe(team, relation, parameters.with(values));
            if (trial.refusal(probe).isEmpty()) {
                return probe;
            }
        }
        // It can be planned, if not run with values that nobody knows.
        return probe(team, relation, "explain " + parameters.with(samples));
    }

    private static Probe probe(TeamStatement team, String relation, String sql) {
        return new Probe(
                team.origin(),
                relation,
                "statement",
                team.origin(),
                List.of(),
                sql,
                List.of(),
                false,
                false,
                List.of());
    }

    /** A parameter that is called like a column, or stands in its place in an INSERT, gets the value of a valid row. */
    private List<String> fromRows(Parameters parameters, List<String> samples, List<String> relations)
            throws SQLException {
        Map<String, String> known = new HashMap<>();
        for (String relation : relations) {
            rows.of(relation).forEach(known::putIfAbsent);
        }
        List<String> columns = insertColumns(parameters.sql());
        List<String> values = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            String name =
                    i < parameters.names().size() ? snake(parameters.names().get(i)) : "";
            String column = name.isEmpty() && i < columns.size() ? columns.get(i) : name;
            values.add(known.getOrDefault(column, samples.get(i)));
        }
        return values;
    }

    private static List<String> insertColumns(String sql) {
        Matcher list = COLUMN_LIST.matcher(sql);
        if (!list.matches()) {
            return List.of();
        }
        return Arrays.stream(list.group(1).split(",", -1))
                .map(String::strip)
                .map(name -> name.startsWith("\"") ? name.replace("\"", "") : name.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String snake(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
