package io.github.flygate.contract;

import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to a copy. */
final class Sessions {
    /** Nothing that a migration set for the database may choose whose functions a superuser calls, or stop it. */
    private static final String OPTIONS = "-c search_path=pg_catalog -c statement_timeout=0 -c lock_timeout=0"
            + " -c idle_in_transaction_session_timeout=0";

    private Sessions() {}

    static Connection observer(Login superuser) throws SQLException {
        Properties properties = properties(superuser, "flygate observer");
        properties.setProperty("options", OPTIONS);
        return DriverManager.getConnection(superuser.url(), properties);
    }

    /** As somebody who works by hand: the owner, in Flyway's schema. */
    static Connection owner(Login owner, String schema, String timeZone) throws SQLException {
        Connection session = DriverManager.getConnection(owner.url(), properties(owner, "flygate"));
        try (PreparedStatement set = session.prepareStatement("select set_config('TimeZone', ?, false),"
                + " set_config('search_path', quote_ident(?) || ', ' || current_setting('search_path'), false)")) {
            set.setString(1, timeZone);
            set.setString(2, schema);
            set.execute();
        } catch (SQLException e) {
            session.close();
            throw e;
        }
        return session;
    }

    private static Properties properties(Login login, String name) {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("ApplicationName", name);
        return properties;
    }
}
