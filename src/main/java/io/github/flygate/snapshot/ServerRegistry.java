package io.github.flygate.snapshot;

import io.github.flygate.model.FlygateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The database in which stands what flygate has made on a server, so that all machines see the same and nothing else is
 * ever dropped. A row is committed before the database or role that it names is made. As long as it holds a number,
 * some process is at work on it: that process has a session here with a shared advisory lock on the number, and when
 * nobody has, the process is dead.
 */
final class ServerRegistry {
    static final String NAME = "flygate_registry";

    private static final String MARKER = "flygate registry 1";

    /** Given at its creation, so that one whose maker died before the marker was written is known as ours. */
    private static final int BEING_MADE = 19_790;

    private static final List<String> TABLES = List.of(
            "CREATE SCHEMA flygate",
            """
            CREATE TABLE flygate.snapshots (
                id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                name text,
                kind text NOT NULL CHECK (kind IN ('base', 'copy')),
                fingerprint text NOT NULL,
                owner text NOT NULL,
                labels jsonb NOT NULL,
                created timestamptz NOT NULL DEFAULT now(),
                used timestamptz NOT NULL DEFAULT now())
            """,
            // One project may name several databases in its configuration, each with snapshots of its own.
            "CREATE UNIQUE INDEX ON flygate.snapshots (name, (labels ->> 'configured'))",
            "CREATE UNIQUE INDEX ON flygate.snapshots (fingerprint) WHERE kind = 'base'",
            """
            CREATE TABLE flygate.databases (
                name text PRIMARY KEY,
                purpose text NOT NULL CHECK (purpose IN ('making', 'snapshot', 'spare', 'copy', 'started', 'old')),
                held bigint CHECK (held IS NOT NULL OR purpose IN ('snapshot', 'spare', 'started')),
                snapshot int REFERENCES flygate.snapshots ON DELETE SET NULL,
                source text NOT NULL DEFAULT '',
                attributes text[] NOT NULL DEFAULT '{}',
                owner text NOT NULL DEFAULT '',
                created timestamptz NOT NULL DEFAULT now())
            """,
            """
            CREATE UNIQUE INDEX ON flygate.databases (snapshot, purpose, source)
             WHERE purpose IN ('snapshot', 'spare')
            """,
            """
            CREATE TABLE flygate.roles (
                name text PRIMARY KEY,
                held bigint,
                database text NOT NULL DEFAULT '',
                created timestamptz NOT NULL DEFAULT now())
            """,
            "COMMENT ON DATABASE " + NAME + " IS '" + MARKER + "'",
            "REVOKE ALL ON DATABASE " + NAME + " FROM PUBLIC",
            "ALTER DATABASE " + NAME + " CONNECTION LIMIT -1");

    private static final String LOOK = """
            SELECT coalesce(shobj_description(oid, 'pg_database'), ''), datconnlimit
              FROM pg_database WHERE datname = ?
            """;

    /** Whoever owns it decides what is dropped with our rights. */
    private static final String STRANGER = """
            SELECT rolname FROM pg_database, pg_roles
             WHERE datname = ? AND pg_roles.oid = datdba AND NOT rolsuper AND rolname <> current_user
            """;

    private ServerRegistry() {}

    /** How far a registry has come. */
    private enum Stage {
        ABSENT,
        BEGUN,
        READY,
        FOREIGN
    }

    /** A session in the registry, which is made when there is none. */
    static Connection connect(ServerAddress address) throws SQLException {
        Optional<Connection> there = tryConnect(address, NAME);
        if (there.isEmpty()) {
            make(address);
            there = Optional.of(address.connect(NAME));
        }
        Connection session = there.get();
        try {
            ServerChecks.requireUsable(session, address);
            requireTrusted(session);
            Stage stage = stage(session);
            if (stage == Stage.BEGUN) {
                fill(session);
            } else if (stage != Stage.READY) {
                throw Failures.engine(
                        "the server has a database " + NAME + " that flygate did not make",
                        "rename it: flygate keeps there what it has made on the server");
            }
            return session;
        } catch (SQLException | FlygateException e) {
            session.close();
            throw e;
        }
    }

    private static void requireTrusted(Connection session) throws SQLException {
        for (String owner : Sql.texts(session, STRANGER, NAME)) {
            throw Failures.engine(
                    "the database " + NAME + " belongs to " + owner + ", who could have others dropped with it",
                    "use that user in server.user, or let a superuser look at it and then give it to a superuser:"
                            + " ALTER DATABASE " + NAME + " OWNER TO …");
        }
    }

    /** Empty when there is no such database. */
    private static Optional<Connection> tryConnect(ServerAddress address, String database) throws SQLException {
        try {
            return Optional.of(address.connect(database));
        } catch (SQLException e) {
            if (ServerErrors.isNoDatabase(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void make(ServerAddress address) throws SQLException {
        // The configured one may be gone and about to be restored.
        Optional<Connection> anywhere = tryConnect(address, address.database());
        try (Connection session = anywhere.isPresent() ? anywhere.get() : address.connect("postgres")) {
            ServerChecks.requireUsable(session, address);
            create(session);
        }
    }

    private static Stage stage(Connection connection) throws SQLException {
        return Sql.list(
                        connection,
                        LOOK,
                        row -> row.getString(1).equals(MARKER)
                                ? Stage.READY
                                : row.getString(1).isEmpty() && row.getInt(2) == BEING_MADE
                                        ? Stage.BEGUN
                                        : Stage.FOREIGN,
                        NAME)
                .stream()
                .findFirst()
                .orElse(Stage.ABSENT);
    }

    private static void create(Connection connection) throws SQLException {
        try {
            Sql.execute(connection, "CREATE DATABASE " + NAME + " TEMPLATE template0 CONNECTION LIMIT " + BEING_MADE);
        } catch (SQLException e) {
            // Another machine may have been quicker, by a moment or while we tried.
            boolean there = ServerErrors.is(e, ServerErrors.DUPLICATE_DATABASE)
                    || ServerErrors.is(e, ServerErrors.UNIQUE_VIOLATION);
            if (!there) {
                throw e;
            }
        }
    }

    private static void fill(Connection session) throws SQLException {
        Sql.transaction(session, () -> {
            Sql.execute(session, "SELECT pg_advisory_xact_lock(1)");
            if (Sql.exists(session, "SELECT FROM pg_namespace WHERE nspname = 'flygate'")) {
                return;
            }
            for (String sql : TABLES) {
                Sql.execute(session, sql);
            }
        });
    }
}
