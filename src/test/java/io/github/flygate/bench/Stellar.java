package io.github.flygate.bench;

import io.github.flygate.snapshot.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The scheme of two template copies and renames, by hand, on the server of a database. */
final class Stellar {
    private final Database database;
    private final String live;

    Stellar(Database database) {
        this.database = database;
        this.live = database.owner().url().replaceFirst("^.*/([^/?]+).*$", "$1");
    }

    /** Seconds: both copies; until the restored database answers; until the next restore can be as quick. */
    record Times(double save, double restore, double refill) {}

    Times measure(int runs) throws SQLException {
        String first = live + "_s";
        String second = live + "_t";
        Database.Login admin = database.superuser();
        // The database of the connection itself is renamed, so the connection goes to another one.
        String url = admin.url().replace("/" + live, "/template1");
        try (Connection connection = DriverManager.getConnection(url, admin.user(), admin.password());
                Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            copy(statement, live, first);
            copy(statement, live, second);
            Times best = new Times(since(start), Double.MAX_VALUE, Double.MAX_VALUE);
            for (int i = 0; i < runs; i++) {
                long restore = System.nanoTime();
                end(statement, live);
                statement.execute("drop database " + live);
                statement.execute("alter database " + second + " rename to " + live);
                ask(database.owner());
                double restored = since(restore);
                long refill = System.nanoTime();
                copy(statement, first, second);
                best = new Times(best.save, Math.min(best.restore, restored), Math.min(best.refill, since(refill)));
            }
            statement.execute("drop database " + first);
            statement.execute("drop database " + second);
            return best;
        }
    }

    private void copy(Statement statement, String from, String to) throws SQLException {
        end(statement, from);
        statement.execute("create database " + to + " template " + from + " owner "
                + database.owner().user());
    }

    private static void end(Statement statement, String name) throws SQLException {
        statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name
                + "' and pid <> pg_backend_pid()");
    }

    /** An embedded server lacks a database that every other one has, and that engine server builds on. */
    static void provide(Database.Login superuser) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(superuser.url(), superuser.user(), superuser.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database template0 template template1 is_template true allow_connections false");
        }
    }

    /** The first query of whoever wanted the copy. */
    static void ask(Database.Login login) throws SQLException {
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            statement.execute("select count(*) from flyway_schema_history");
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
