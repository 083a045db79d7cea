package io.github.flygate.rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs statements that may fail, each in a savepoint, so that the transaction goes on. */
final class Trial {
    private static final String SAVEPOINT = "flygate_trial";

    private final Connection session;
    private int depth;

    Trial(Connection session) {
        this.session = session;
    }

    /** Reads what a query answers. */
    @FunctionalInterface
    interface Answer<T> {
        T of(ResultSet rows) throws SQLException;
    }

    /** What the query answers; empty when it fails. */
    <T> Optional<T> tried(String query, Answer<T> answer) throws SQLException {
        try {
            return Optional.of(saved(query, answer));
        } catch (SQLException e) {
            back(e);
            return Optional.empty();
        }
    }

    /** What the query answers. When it fails, the transaction goes on. */
    <T> T answered(String query, Answer<T> answer) throws SQLException {
        try {
            return saved(query, answer);
        } catch (SQLException e) {
            back(e);
            throw e;
        }
    }

    /** In one round trip. */
    private <T> T saved(String query, Answer<T> answer) throws SQLException {
        try (Statement statement = session.createStatement()) {
            plain(statement).execute("SAVEPOINT " + SAVEPOINT + ";" + query + ";RELEASE SAVEPOINT " + SAVEPOINT);
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                return answer.of(rows);
            }
        }
    }

    <T> T query(String query, Answer<T> answer) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet rows = plain(statement).executeQuery(query)) {
            return answer.of(rows);
        }
    }

    /** Braces are PostgreSQL's here, not JDBC's. */
    private static Statement plain(Statement statement) throws SQLException {
        statement.setEscapeProcessing(false);
        return statement;
    }

    /** Runs a statement that changes rows, and keeps them unless it fails. */
    long changed(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            plain(statement).execute("SAVEPOINT " + SAVEPOINT + ";" + sql + ";RELEASE SAVEPOINT " + SAVEPOINT);
            statement.getMoreResults();
            return Math.max(0, statement.getUpdateCount());
        } catch (SQLException e) {
            back(e);
            throw e;
        }
    }

    /** Which of the queries do not fail, by their places in the list, in one round trip. */
    Set<Integer> computing(List<String> queries) throws SQLException {
        StringBuilder block = new StringBuilder("DECLARE computes text := ''; BEGIN ");
        for (int i = 0; i < queries.size(); i++) {
            block.append("BEGIN EXECUTE " + SqlText.literal(queries.get(i)) + "; computes := computes || ' " + i
                    + "'; EXCEPTION WHEN others THEN NULL; END; ");
        }
        block.append("PERFORM pg_catalog.set_config('flygate.computes', computes, true); END");
        changed("DO " + SqlText.literal(block.toString()));
        String computes = query("SHOW flygate.computes", row -> row.next() ? row.getString(1) : "");
        return computes.isBlank()
                ? Set.of()
                : Arrays.stream(computes.strip().split(" ", -1))
                        .map(Integer::valueOf)
                        .collect(Collectors.toSet());
    }

    /** Something to do with the session. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Runs all of them, or none when one fails. */
    void all(List<String> statements) throws SQLException {
        changed(String.join(";", statements));
    }

    /** Does the work and takes it back. May be nested, unlike the others. */
    <T> T undone(Work<T> work) throws SQLException {
        return undone("", work);
    }

    /** The same after some settings, which are taken back too. */
    <T> T undone(String settings, Work<T> work) throws SQLException {
        String savepoint = SAVEPOINT + "_" + ++depth;
        execute("SAVEPOINT " + savepoint + ";" + settings);
        try {
            return work.run();
        } finally {
            depth--;
            execute("ROLLBACK TO SAVEPOINT " + savepoint + ";RELEASE SAVEPOINT " + savepoint);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            plain(statement).execute(sql);
        }
    }

    /** Gives up when the session is gone. */
    private void back(SQLException failure) throws SQLException {
        try {
            execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT + ";RELEASE SAVEPOINT " + SAVEPOINT);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** The server's message in one line, without where in our statement it found the fault. */
    static String says(SQLException e) {
        org.postgresql.util.ServerErrorMessage server =
                e instanceof org.postgresql.util.PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String message = server == null ? e.getMessage() : server.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.replaceAll("\\s+", " ").strip();
    }
}
