package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes roles, database and extensions in a new cluster: what a migration may count on and must not need to make. */
final class Provision {
    private final BaseSpec spec;
    private final Function<String, Database.Login> superuser;
    private final Base.Passwords passwords;

    /** @param superuser how to connect to the database of a name */
    Provision(BaseSpec spec, Function<String, Database.Login> superuser, Base.Passwords passwords) {
        this.spec = spec;
        this.superuser = superuser;
        this.passwords = passwords;
    }

    /** Names that would collide with flygate's own, before anything is started. */
    static void requireUsableNames(BaseSpec spec) {
        if (spec.owner().equalsIgnoreCase(Cluster.SUPERUSER)) {
            throw Cluster.reserved("owner", spec.owner());
        }
        for (String role : spec.roles()) {
            if (role.equalsIgnoreCase(Cluster.SUPERUSER)) {
                throw Cluster.reserved("roles", role);
            }
        }
        if (spec.database().equals("template0") || spec.database().equals("template1")) {
            throw Cluster.reserved("database", spec.database());
        }
    }

    /** In a cluster that is packed: with no database that nobody needs. */
    void slim() {
        run(true);
    }

    /** In a cluster that keeps what it came with. */
    void run() {
        run(false);
    }

    private void run(boolean slim) {
        try {
            try (Connection connection = connect("template1")) {
                makeRoles(connection);
                if (slim) {
                    dropDatabases(connection);
                }
                Sql.execute(
                        connection,
                        "CREATE DATABASE " + Sql.quoted(spec.database()) + " OWNER " + Sql.quoted(spec.owner()));
            }
            try (Connection connection = connect(spec.database())) {
                prepare(connection, spec, spec.owner());
            }
        } catch (SQLException e) {
            throw Failures.engine("cannot prepare the empty database: " + e.getMessage(), "", e);
        }
    }

    private void makeRoles(Connection connection) throws SQLException {
        String owner = Sql.quoted(spec.owner());
        Sql.execute(
                connection,
                "CREATE ROLE " + owner + " LOGIN NOSUPERUSER " + createRole() + " PASSWORD "
                        + Sql.literal(passwords.owner()));
        for (String role : spec.roles()) {
            if (Sql.exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", role)) {
                continue;
            }
            try {
                Sql.execute(connection, "CREATE ROLE " + Sql.quoted(role) + " NOLOGIN");
            } catch (SQLException e) {
                throw new FlygateException(
                        ErrorCode.CONFIGURATION,
                        "roles: cannot make the role " + role + ": " + e.getMessage(),
                        "correct or remove it under `roles:` in flygate.yml",
                        e);
            }
            // Lets migrations give things to the role, and the role to others, as they may in production.
            Sql.execute(connection, "GRANT " + Sql.quoted(role) + " TO " + owner + " WITH ADMIN OPTION");
        }
    }

    /**
     * Migrations may make roles where that gives them no more than the roles they make. Before 16 it gives them
     * {@code pg_execute_server_program} as well, and so this machine.
     */
    private String createRole() {
        return spec.major() < 16 ? "NOCREATEROLE" : "CREATEROLE";
    }

    /** Each database is 300 files, in every copy. template1 stays, since SQL may say CREATE DATABASE. */
    private static void dropDatabases(Connection connection) throws SQLException {
        Sql.execute(connection, "DROP DATABASE postgres");
        Sql.execute(connection, "ALTER DATABASE template0 IS_TEMPLATE false");
        Sql.execute(connection, "DROP DATABASE template0");
    }

    /** Makes what a migration may count on in an empty database. */
    static void prepare(Connection connection, BaseSpec spec, String owner) throws SQLException {
        boolean superuser = Sql.exists(connection, "SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper");
        if (spec.major() < 15 && superuser) {
            // From 15 on the schema belongs to whoever owns the database.
            Sql.execute(connection, "ALTER SCHEMA public OWNER TO " + Sql.quoted(owner));
        }
        for (String extension : spec.extensions()) {
            if (!Sql.exists(connection, "SELECT FROM pg_available_extensions WHERE name = ?", extension)) {
                throw missing(connection, extension);
            }
            try {
                Sql.execute(connection, "CREATE EXTENSION IF NOT EXISTS " + Sql.quoted(extension) + " CASCADE");
            } catch (SQLException e) {
                throw new FlygateException(
                        ErrorCode.CONFIGURATION,
                        "extensions: cannot create " + extension + ": " + e.getMessage(),
                        "correct or remove it under `extensions:` in flygate.yml",
                        e);
            }
        }
    }

    private static FlygateException missing(Connection connection, String extension) throws SQLException {
        List<String> offered = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM pg_available_extensions ORDER BY name")) {
            while (rows.next()) {
                offered.add(rows.getString(1));
            }
        }
        return new FlygateException(
                ErrorCode.CONFIGURATION,
                "extensions: this PostgreSQL " + connection.getMetaData().getDatabaseProductVersion()
                        + " does not have " + extension + "; it has "
                        + String.join(", ", offered),
                "remove it under `extensions:` in flygate.yml, or use `engine: docker` with an image that has it");
    }

    private Connection connect(String database) throws SQLException {
        Database.Login login = superuser.apply(database);
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }
}
