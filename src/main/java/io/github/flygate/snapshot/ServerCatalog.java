package io.github.flygate.snapshot;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The snapshots that stand in a server's registry. */
final class ServerCatalog {
    /** The first of a pair of numbers that lock one snapshot; the second is its id. */
    private static final int SNAPSHOT_LOCK = 0x464c59;

    private static final String SNAPSHOTS = """
            SELECT s.id, coalesce(s.name, ''), s.kind, s.fingerprint, s.owner,
                   ARRAY(SELECT key FROM jsonb_each_text(s.labels) ORDER BY key),
                   ARRAY(SELECT value FROM jsonb_each_text(s.labels) ORDER BY key),
                   extract(epoch FROM s.created)::float8, extract(epoch FROM s.used)::float8,
                   ARRAY(SELECT source FROM flygate.databases d
                          WHERE d.snapshot = s.id AND d.purpose = 'snapshot' ORDER BY source),
                   (SELECT coalesce(sum(pg_database_size(p.oid)), 0)::bigint FROM pg_database p, flygate.databases d
                     WHERE d.name = p.datname AND d.snapshot = s.id AND d.purpose IN ('snapshot', 'spare')),
                   current_setting('server_version')
              FROM flygate.snapshots s
            """;

    private static final String ORDER = " ORDER BY s.name COLLATE \"C\" NULLS LAST, s.used DESC, s.id";

    private static final String MEMBERS = """
            SELECT name, source, attributes, owner FROM flygate.databases
             WHERE snapshot = ? AND purpose = ? AND held IS NULL ORDER BY source
            """;

    private static final String INSERT = """
            INSERT INTO flygate.snapshots (name, kind, fingerprint, owner, labels)
            VALUES (nullif(?, ''), ?, ?, ?, jsonb_object(?, ?)) RETURNING id
            """;

    private ServerCatalog() {}

    /**
     * A snapshot with what only the engine needs.
     *
     * @param base whether it is one of a base, not a copy of databases
     * @param owner of a base's objects
     */
    record Entry(int id, boolean base, String owner, Snapshot snapshot) {}

    /**
     * A database of a snapshot.
     *
     * @param name of the copy
     * @param source of the database that it was copied from
     */
    record Member(String name, String source, List<String> attributes, String owner) {
        Member {
            attributes = List.copyOf(attributes);
        }
    }

    static List<Entry> all(Connection session) throws SQLException {
        return Sql.list(session, SNAPSHOTS + ORDER, ServerCatalog::entry);
    }

    /** @param configured the database's name in flygate.yml */
    static Optional<Entry> named(Connection session, String configured, String name) throws SQLException {
        return Sql.list(
                        session,
                        SNAPSHOTS + " WHERE s.name = ? AND s.labels ->> 'configured' = ?",
                        ServerCatalog::entry,
                        name,
                        configured)
                .stream()
                .findFirst();
    }

    static Optional<Entry> base(Connection session, String fingerprint) throws SQLException {
        return Sql.list(
                        session,
                        SNAPSHOTS + " WHERE s.kind = 'base' AND s.fingerprint = ?",
                        ServerCatalog::entry,
                        fingerprint)
                .stream()
                .findFirst();
    }

    static Entry require(Connection session, Snapshot snapshot) throws SQLException {
        return Sql.list(session, SNAPSHOTS + " WHERE s.id::text = ?", ServerCatalog::entry, snapshot.id()).stream()
                .findFirst()
                .orElseThrow(() -> ServerErrors.usage(
                        "the snapshot " + called(snapshot) + " is not there any more", "see `flygate snapshot list`"));
    }

    static String called(Snapshot snapshot) {
        return snapshot.name().isEmpty() ? snapshot.id() : snapshot.name();
    }

    static List<Member> members(Connection session, int id, String purpose) throws SQLException {
        return Sql.list(
                session,
                MEMBERS,
                row -> new Member(row.getString(1), row.getString(2), array(row, 3), row.getString(4)),
                id,
                purpose);
    }

    /** Makes a snapshot of databases that are registered and complete; part of the caller's transaction. */
    static int insert(
            Connection session,
            String name,
            boolean base,
            String fingerprint,
            String owner,
            Map<String, String> labels,
            List<String> databases)
            throws SQLException {
        int id = Sql.list(
                        session,
                        INSERT,
                        row -> row.getInt(1),
                        name,
                        base ? "base" : "copy",
                        fingerprint,
                        owner,
                        List.copyOf(labels.keySet()),
                        List.copyOf(labels.values()))
                .get(0);
        Sql.update(
                session,
                "UPDATE flygate.databases SET purpose = 'snapshot', held = NULL, snapshot = ? WHERE name = ANY (?)",
                id,
                databases);
        return id;
    }

    /** Hands a snapshot's databases to the lease, which drops them; part of the caller's transaction. */
    static void delete(ServerLease lease, Entry entry) throws SQLException {
        Connection session = lease.session();
        Sql.update(
                session,
                "UPDATE flygate.databases SET purpose = 'old', held = ?, snapshot = NULL"
                        + " WHERE snapshot = ? AND purpose IN ('snapshot', 'spare')",
                lease.number(),
                entry.id());
        Sql.update(session, "DELETE FROM flygate.snapshots WHERE id = ?", entry.id());
    }

    /** Says that a copy is being made of it, until {@link #unlock}. False when it is being removed. */
    static boolean share(Connection session, int id) throws SQLException {
        return lock(session, "pg_try_advisory_lock_shared", id);
    }

    static void requireShare(Connection session, Entry entry) throws SQLException {
        if (!share(session, entry.id())
                || !Sql.exists(session, "SELECT FROM flygate.snapshots WHERE id = ?", entry.id())) {
            throw ServerErrors.usage("the snapshot " + called(entry.snapshot()) + " is being removed", "");
        }
    }

    static void unshare(Connection session, int id) throws SQLException {
        Sql.exists(session, "SELECT pg_advisory_unlock_shared(?, ?)", SNAPSHOT_LOCK, id);
    }

    /** Keeps copies from being made. False when one is being made. */
    static boolean lock(Connection session, int id) throws SQLException {
        return lock(session, "pg_try_advisory_lock", id);
    }

    static RuntimeException copied(Snapshot snapshot) {
        return ServerErrors.usage(
                "a copy is being made of the snapshot " + called(snapshot), "try again when that is done");
    }

    static void unlock(Connection session, int id) throws SQLException {
        Sql.exists(session, "SELECT pg_advisory_unlock(?, ?)", SNAPSHOT_LOCK, id);
    }

    private static boolean lock(Connection session, String function, int id) throws SQLException {
        return Sql.list(session, "SELECT " + function + "(?, ?)", row -> row.getBoolean(1), SNAPSHOT_LOCK, id)
                .get(0);
    }

    static void markUsed(Connection session, int id) throws SQLException {
        Sql.update(session, "UPDATE flygate.snapshots SET used = now() WHERE id = ?", id);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Map<String, String> labels = new TreeMap<>();
        List<String> keys = array(row, 6);
        List<String> values = array(row, 7);
        for (int i = 0; i < keys.size(); i++) {
            labels.put(keys.get(i), values.get(i));
        }
        Snapshot snapshot = new Snapshot(
                "server",
                Integer.toString(row.getInt(1)),
                row.getString(2),
                row.getString(4),
                Labels.origin(labels),
                row.getString(12).split(" ", 2)[0],
                array(row, 10),
                instant(row.getDouble(8)),
                instant(row.getDouble(9)),
                row.getLong(11));
        return new Entry(row.getInt(1), row.getString(3).equals("base"), row.getString(5), snapshot);
    }

    private static Instant instant(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    private static List<String> array(ResultSet row, int column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(String::valueOf)
                .collect(Collectors.toList());
    }
}
