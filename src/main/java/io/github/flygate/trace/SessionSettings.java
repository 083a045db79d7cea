package io.github.flygate.trace;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** The server settings that decide what a migration does, as Flyway's session has them. */
final class SessionSettings {
    private static final String QUERY = """
            select name, current_setting(name)
              from unnest(array['TimeZone', 'lock_timeout', 'statement_timeout', 'search_path',
                                'default_transaction_isolation', 'server_encoding']) name
            """;

    private SessionSettings() {}

    static Map<String, String> of(Connection session) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                settings.put(row.getString(1), row.getString(2));
            }
        }
        return settings;
    }
}
