package io.github.flygate.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Drops what stands in the registry and is not wanted any more. */
final class ServerGarbage {
    private static final int FORCE_SINCE = 13;

    private static final String DEAD = """
            SELECT held FROM flygate.databases WHERE held IS NOT NULL
             UNION
            SELECT held FROM flygate.roles WHERE held IS NOT NULL
            """;

    /** Owners of what was in bases and copies that are all gone. */
    private static final String UNUSED_OWNERS = """
            UPDATE flygate.roles SET held = ?
             WHERE held IS NULL AND database = ''
               AND NOT EXISTS (SELECT FROM flygate.snapshots WHERE owner = flygate.roles.name)
               AND NOT EXISTS (SELECT FROM flygate.databases WHERE owner = flygate.roles.name)
            """;

    private static final String END_SESSIONS = """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = ? AND pid <> pg_backend_pid()
            """;

    private ServerGarbage() {}

    /** Drops what dead processes have left, and tells of each in a sentence. */
    static List<String> sweep(Connection session, long own) throws SQLException {
        List<String> said = new ArrayList<>();
        for (long number : Sql.list(session, DEAD, row -> row.getLong(1))) {
            // Whoever gets the lock alone knows that nobody is at work, not even a server process of a dead client.
            if (number != own
                    && Sql.list(session, "SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), number)
                            .get(0)) {
                try {
                    said.addAll(drop(session, number));
                } finally {
                    Sql.exists(session, "SELECT pg_advisory_unlock(?)", number);
                }
            }
        }
        return said;
    }

    /** Drops what a process holds; what cannot be dropped stays in the registry. */
    static List<String> drop(Connection session, long number) throws SQLException {
        List<String> said = new ArrayList<>();
        for (String name : Sql.texts(session, "SELECT name FROM flygate.databases WHERE held = ?", number)) {
            said.add(dropDatabase(session, name));
        }
        Sql.update(session, UNUSED_OWNERS, number);
        for (String name :
                Sql.texts(session, "SELECT name FROM flygate.roles WHERE held = ? ORDER BY database DESC", number)) {
            said.add(dropRole(session, name));
        }
        return said;
    }

    private static String dropDatabase(Connection session, String name) throws SQLException {
        try {
            String quoted = Sql.quoted(name);
            if (Sql.exists(session, "SELECT FROM pg_database WHERE datname = ? AND datistemplate", name)) {
                Sql.execute(session, "ALTER DATABASE " + quoted + " IS_TEMPLATE false");
            }
            boolean force = session.getMetaData().getDatabaseMajorVersion() >= FORCE_SINCE;
            if (!force && Sql.exists(session, "SELECT FROM pg_database WHERE datname = ?", name)) {
                Sql.execute(session, "ALTER DATABASE " + quoted + " ALLOW_CONNECTIONS false");
                Sql.exists(session, END_SESSIONS, name);
            }
            Sql.execute(session, "DROP DATABASE IF EXISTS " + quoted + (force ? " WITH (FORCE)" : ""));
            Sql.update(session, "DELETE FROM flygate.databases WHERE name = ?", name);
            return "removed the database " + name;
        } catch (SQLException e) {
            requireOpen(session, e);
            return "the database " + name + " cannot be removed now: " + ServerErrors.message(e);
        }
    }

    static String dropRole(Connection session, String name) throws SQLException {
        try {
            Sql.execute(session, "DROP ROLE IF EXISTS " + Sql.quoted(name));
            Sql.update(session, "DELETE FROM flygate.roles WHERE name = ?", name);
            return "removed the role " + name;
        } catch (SQLException e) {
            requireOpen(session, e);
            return "the role " + name + " cannot be removed now: " + ServerErrors.message(e);
        }
    }

    private static void requireOpen(Connection session, SQLException e) throws SQLException {
        if (session.isClosed()) {
            throw e;
        }
    }
}
