package io.github.flygate.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** What a server must offer, asked before anything is made on it. */
final class ServerChecks {
    private static final int OLDEST = 12;

    private static final String RIGHTS = """
            SELECT rolsuper, rolcreatedb, rolcreaterole, rolinherit,
                   pg_has_role('pg_read_all_stats', 'usage'), pg_has_role('pg_signal_backend', 'usage')
              FROM pg_roles WHERE rolname = current_user
            """;

    private ServerChecks() {}

    static void requireUsable(Connection connection, ServerAddress address) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST) {
            throw Failures.engine(
                    "the server runs PostgreSQL " + version(connection),
                    "engine server works with version " + OLDEST + " and newer");
        }
        if (Sql.exists(connection, "SELECT WHERE pg_is_in_recovery()")) {
            throw Failures.engine(
                    "the server is a standby: nothing can be made on it", "name the primary server in server.url");
        }
        requireOwnBackend(connection, address);
        List<String> missing = missing(connection, false);
        if (!missing.isEmpty()) {
            throw lacking(missing, address);
        }
    }

    /** What making roles asks for beside the rest. */
    static void requireRoles(Connection connection, ServerAddress address) throws SQLException {
        List<String> missing = missing(connection, true);
        if (!missing.isEmpty()) {
            throw lacking(missing, address);
        }
    }

    private static RuntimeException lacking(List<String> missing, ServerAddress address) {
        String user = Sql.quoted(address.user());
        return Failures.engine(
                "the user " + address.user() + " lacks " + String.join(", ", missing),
                "let a superuser run: ALTER ROLE " + user + " CREATEDB CREATEROLE INHERIT; GRANT pg_monitor,"
                        + " pg_signal_backend TO " + user);
    }

    private static List<String> missing(Connection connection, boolean roles) throws SQLException {
        return Sql.list(connection, RIGHTS, row -> {
                    List<String> missing = new ArrayList<>();
                    if (row.getBoolean(1)) {
                        return missing;
                    }
                    if (!row.getBoolean(2)) {
                        missing.add("CREATEDB");
                    }
                    if (roles && !row.getBoolean(3)) {
                        missing.add("CREATEROLE");
                    }
                    if (roles && !row.getBoolean(4)) {
                        missing.add("INHERIT");
                    }
                    if (!row.getBoolean(5)) {
                        missing.add("membership in pg_monitor");
                    }
                    if (!row.getBoolean(6)) {
                        missing.add("membership in pg_signal_backend");
                    }
                    return missing;
                })
                .get(0);
    }

    /**
     * Locks that last as long as a session need a server process of our own. A pooler answers with another process id
     * than the one it gave at the beginning; when a second session gets the process of the first, which is still open,
     * it gives them out per transaction.
     */
    private static void requireOwnBackend(Connection connection, ServerAddress address) throws SQLException {
        if (backend(connection) == connection.unwrap(PGConnection.class).getBackendPID()) {
            return;
        }
        try (Connection second = address.connect(address.database())) {
            int first = backend(connection);
            if (backend(second) == first) {
                throw Failures.engine(
                        "server.url leads to a connection pooler that gives out sessions per transaction",
                        "name the server itself, or a pool in session mode");
            }
        }
    }

    private static int backend(Connection connection) throws SQLException {
        return Sql.list(connection, "SELECT pg_backend_pid()", row -> row.getInt(1))
                .get(0);
    }

    static void requireMajor(Connection connection, BaseSpec spec) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major != spec.major()) {
            throw ServerErrors.configuration(
                    "the server runs PostgreSQL " + version(connection) + ", but flygate.yml asks for version "
                            + spec.major(),
                    "set `postgres: " + major + "` in flygate.yml if that is what production runs, or name another"
                            + " server in server.url");
        }
    }

    /** Roles belong to all databases of a server, so they are not made in passing. */
    static void requireProjectRoles(Connection connection, BaseSpec spec) throws SQLException {
        List<String> there =
                Sql.texts(connection, "SELECT rolname FROM pg_roles WHERE rolname = ANY (?)", spec.roles());
        List<String> missing =
                spec.roles().stream().filter(role -> !there.contains(role)).toList();
        if (!missing.isEmpty()) {
            throw ServerErrors.configuration(
                    "roles: the server has no role " + String.join(", ", missing),
                    "roles belong to the whole server, so flygate does not make them; run there: "
                            + String.join(
                                    "; ",
                                    missing.stream()
                                            .map(role -> "CREATE ROLE " + Sql.quoted(role) + " NOLOGIN")
                                            .toList()));
        }
    }

    /** Such as {@code 18.6}. */
    static String version(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion().split(" ", 2)[0];
    }
}
