package io.github.flygate.contract;

import io.github.flygate.contract.OldObjects.Sequence;
import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where sequences stand: the one thing that a rolled-back statement moves for good. */
final class Positions {
    private static final String ALL = """
            select n.nspname, c.relname
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'S' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            """;

    private final Map<String, Position> positions = new LinkedHashMap<>();

    private record Position(long last, boolean called) {}

    private Positions() {}

    /** Reads them, past all rights and policies. */
    static Positions of(Login superuser) throws SQLException {
        Positions found = new Positions();
        try (Connection session = Superuser.open(superuser);
                Statement statement = session.createStatement()) {
            for (Sequence sequence : sequences(statement)) {
                String name = Sql.identifier(sequence.schema()) + "." + Sql.identifier(sequence.name());
                try (ResultSet row = statement.executeQuery("select last_value, is_called from " + name)) {
                    row.next();
                    found.positions.put(name, new Position(row.getLong(1), row.getBoolean(2)));
                }
            }
        }
        return found;
    }

    private static List<Sequence> sequences(Statement statement) throws SQLException {
        List<Sequence> all = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(ALL)) {
            while (row.next()) {
                all.add(new Sequence(row.getString(1), row.getString(2)));
            }
        }
        return all;
    }

    /** Sets those that have moved since back to where they were. */
    void restore(Login superuser) throws SQLException {
        Positions now = of(superuser);
        try (Connection session = Superuser.open(superuser);
                PreparedStatement set = session.prepareStatement("select pg_catalog.setval(?::text::regclass, ?, ?)")) {
            for (Map.Entry<String, Position> was : positions.entrySet()) {
                Position position = was.getValue();
                if (!position.equals(now.positions.get(was.getKey()))) {
                    set.setString(1, was.getKey());
                    set.setLong(2, position.last());
                    set.setBoolean(3, position.called());
                    set.execute();
                }
            }
        }
    }
}
