package io.github.flygate.contract;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where sequences stand: the one thing that a rolled-back statement moves for good. */
final class Positions {
    private static final int AT_ONCE = 200;
    private static final String NAMES = """
            select pg_catalog.format('%I.%I', n.nspname, c.relname)
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'S' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
               and case when c.relkind = 'S' then pg_catalog.has_sequence_privilege(c.oid, 'select')
                        and pg_catalog.has_sequence_privilege(c.oid, 'update') else false end
               and pg_catalog.has_schema_privilege(n.oid, 'usage')
            """;

    private final Map<String, Position> positions;

    private record Position(long last, boolean called) {}

    private Positions(Map<String, Position> positions) {
        this.positions = positions;
    }

    /** Those that the session may read and set, as it sees them in its transaction. */
    static Positions of(Connection session) throws SQLException {
        Map<String, Position> positions = new HashMap<>();
        List<String> names = new ArrayList<>();
        try (Statement statement = session.createStatement()) {
            try (ResultSet row = statement.executeQuery(NAMES)) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            for (int from = 0; from < names.size(); from += AT_ONCE) {
                List<String> some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
                List<String> queries = some.stream()
                        .map(name -> "select " + Sql.literal(name) + ", last_value, is_called from " + name)
                        .toList();
                try (ResultSet row = statement.executeQuery(String.join(" union all ", queries))) {
                    while (row.next()) {
                        positions.put(row.getString(1), new Position(row.getLong(2), row.getBoolean(3)));
                    }
                }
            }
        }
        return new Positions(positions);
    }

    /** Sets those that have moved since back to where they were. */
    void restore(Connection session) throws SQLException {
        Positions now = of(session);
        try (PreparedStatement set = session.prepareStatement("select pg_catalog.setval(?::text::regclass, ?, ?)")) {
            for (Map.Entry<String, Position> was : positions.entrySet()) {
                Position position = was.getValue();
                if (!position.equals(now.positions.getOrDefault(was.getKey(), position))) {
                    set.setString(1, was.getKey());
                    set.setLong(2, position.last());
                    set.setBoolean(3, position.called());
                    set.execute();
                }
            }
        }
    }
}
