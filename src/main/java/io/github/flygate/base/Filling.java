package io.github.flygate.base;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.rows.Seeder;
import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;

/** Rows for tables that have none: an empty database proves little. */
final class Filling {
    private Filling() {}

    /**
     * Fills the tables, but for those to skip.
     *
     * @throws FlygateException with code ENGINE when the server does not answer; a table that takes no row stays empty
     */
    static void of(Login owner, int rows, Set<String> skip) {
        try (Connection session = DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
            Seeder.fill(session, rows, skip);
        } catch (SQLException e) {
            throw new FlygateException(
                    ErrorCode.ENGINE,
                    "the tables could not be filled with rows: " + e.getMessage(),
                    "snapshot: { rows: 0 } in flygate.yml leaves them empty",
                    e);
        }
    }

    /** Takes them out again. */
    static void undo(Login superuser) {
        Properties properties = new Properties();
        properties.setProperty("user", superuser.user());
        properties.setProperty("password", superuser.password());
        // Nothing of the project's may run as a superuser, whatever the database's settings are.
        properties.setProperty("options", "-c search_path=pg_catalog");
        try (Connection session = DriverManager.getConnection(superuser.url(), properties)) {
            Seeder.strip(session);
            OwnedSequences.toLast(session);
        } catch (SQLException e) {
            throw new FlygateException(
                    ErrorCode.ENGINE, "the made-up rows could not be removed: " + e.getMessage(), "", e);
        }
    }
}
