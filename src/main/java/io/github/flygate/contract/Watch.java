package io.github.flygate.contract;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;

/** Something whose change is to be noticed. */
sealed interface Watch {
    /** How it is now; empty when it is not there or cannot be asked for. Leaves the transaction as it is. */
    Optional<String> look(Connection session, OldRole role) throws SQLException;

    /** The shape of a statement's result: names and types of its columns. */
    record Shape(Probe probe) implements Watch {
        @Override
        public Optional<String> look(Connection session, OldRole role) throws SQLException {
            // The driver remembers what it has described: each time is another statement for it.
            String sql = probe.sql().replace("?", "??") + "\n-- " + System.nanoTime();
            return within(session, role, () -> {
                try (PreparedStatement statement = session.prepareStatement(sql)) {
                    ResultSetMetaData columns = statement.getMetaData();
                    StringBuilder shape = new StringBuilder();
                    for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
                        shape.append(columns.getColumnLabel(i))
                                .append(' ')
                                .append(columns.getColumnTypeName(i))
                                .append(' ')
                                .append(columns.getPrecision(i))
                                .append(' ')
                                .append(columns.getScale(i))
                                .append('\n');
                    }
                    return Optional.of(shape.toString());
                }
            });
        }
    }

    /** One text that a query of the catalogs gives. */
    record Answer(String sql) implements Watch {
        @Override
        public Optional<String> look(Connection session, OldRole role) throws SQLException {
            return within(session, role, () -> {
                try (Statement statement = session.createStatement();
                        ResultSet row = statement.executeQuery(sql)) {
                    return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
                }
            });
        }
    }

    /** Asks something. */
    @FunctionalInterface
    interface Question {
        Optional<String> ask() throws SQLException;
    }

    private static Optional<String> within(Connection session, OldRole role, Question question) throws SQLException {
        Savepoint here = session.setSavepoint();
        try {
            try (Statement statement = session.createStatement()) {
                statement.execute(role.localSettings());
            }
            return question.ask();
        } catch (SQLException e) {
            return Optional.empty();
        } finally {
            session.rollback(here);
        }
    }
}
