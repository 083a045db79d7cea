package io.github.flygate.contract;

import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Sessions of the superuser's: they run nothing of the project's, whatever the database's settings are. */
final class Superuser {
    private Superuser() {}

    static Connection open(Login superuser) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", superuser.user());
        properties.setProperty("password", superuser.password());
        properties.setProperty("ApplicationName", "flygate");
        properties.setProperty("options", "-c search_path=pg_catalog -c statement_timeout=0 -c lock_timeout=0");
        return DriverManager.getConnection(superuser.url(), properties);
    }
}
