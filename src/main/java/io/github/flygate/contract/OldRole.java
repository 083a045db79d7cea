package io.github.flygate.contract;

import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Whom the old version's statements run as.
 *
 * @param role the application's role; empty for the owner of the database
 * @param searchPath where unqualified names are looked up, as SQL
 * @param timeZone of its sessions
 */
record OldRole(String role, String searchPath, String timeZone) {
    /** Longer than any probe should take, and shorter than anybody wants to wait for one. */
    static final int TIMEOUT_MS = 2_000;

    /** A session of the old version. */
    Connection open(Login owner) throws SQLException {
        return open(owner, "simple");
    }

    /** A session that can also describe results. */
    Connection openDescribing(Login owner) throws SQLException {
        return open(owner, "extended");
    }

    private Connection open(Login owner, String queryMode) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", owner.user());
        properties.setProperty("password", owner.password());
        properties.setProperty("ApplicationName", "flygate old version");
        properties.setProperty("preferQueryMode", queryMode);
        // Nothing stays prepared: a description would be the old one.
        properties.setProperty("prepareThreshold", "0");
        Connection session = DriverManager.getConnection(owner.url(), properties);
        try (Statement statement = session.createStatement()) {
            statement.execute(settings(""));
        } catch (SQLException e) {
            session.close();
            throw e;
        }
        return session;
    }

    /** The same for a transaction of somebody else's, to be taken back with a savepoint. */
    String localSettings() {
        return settings("local ");
    }

    /** How many statements {@link #localSettings} are. */
    int settingsCount() {
        return role.isEmpty() ? 5 : 6;
    }

    private String settings(String scope) {
        return "set " + scope + "timezone = " + Sql.literal(timeZone) + "; set " + scope + "search_path = " + searchPath
                + "; set " + scope + "statement_timeout = " + TIMEOUT_MS + "; set " + scope + "lock_timeout = "
                + TIMEOUT_MS
                + "; set " + scope + "client_min_messages = error"
                + (role.isEmpty() ? "" : "; set " + scope + "role " + Sql.identifier(role));
    }
}
