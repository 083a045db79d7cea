package io.github.flygate.contract;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Where the sequences of a database stand: no rollback takes back what a try took from them. */
record SequenceState(List<Sequence> sequences) {
    /** @param name as the session's search path needs it, quoted */
    private record Sequence(String name, long lastValue, boolean called) {}

    static SequenceState of(Connection owner) throws SQLException {
        List<Sequence> sequences = new ArrayList<>();
        try (Statement statement = owner.createStatement()) {
            for (String name : names(statement)) {
                try (ResultSet row = statement.executeQuery("select last_value, is_called from " + name)) {
                    row.next();
                    sequences.add(new Sequence(name, row.getLong(1), row.getBoolean(2)));
                }
            }
        }
        return new SequenceState(sequences);
    }

    private static List<String> names(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "select oid::pg_catalog.regclass from pg_catalog.pg_class where relkind = 'S'")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    void restore(Connection owner) throws SQLException {
        try (PreparedStatement set = owner.prepareStatement("select setval(?::regclass, ?, ?)")) {
            for (Sequence sequence : sequences) {
                set.setString(1, sequence.name);
                set.setLong(2, sequence.lastValue);
                set.setBoolean(3, sequence.called);
                set.execute();
            }
        }
    }
}
