package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Copies on a server that outlive the process that made them. */
final class ServerStarting {
    private static final String RUNNING = """
            SELECT d.name, coalesce(s.name, ''), coalesce(r.name, ''), extract(epoch FROM d.created)::bigint
              FROM flygate.databases d
              LEFT JOIN flygate.snapshots s ON s.id = d.snapshot
              LEFT JOIN flygate.roles r ON r.database = d.name
             WHERE d.purpose = 'started' AND d.held IS NULL ORDER BY d.created, d.name
            """;

    private ServerStarting() {}

    /** A copy of a snapshot of databases that is locked, with an owner of its own in place of the one that the database had. */
    static ServerCopy copy(ServerLease lease, ServerCatalog.Entry entry, Progress progress) throws SQLException {
        Connection session = lease.session();
        String called = ServerCatalog.called(entry.snapshot());
        try {
            List<ServerCatalog.Member> members = ServerCatalog.members(session, entry.id(), "snapshot");
            if (members.size() != 1) {
                throw ServerErrors.usage(
                        "the snapshot " + called + " has " + members.size() + " databases, and only one can be started",
                        "save that database by itself, or restore the snapshot");
            }
            ServerCatalog.Member member = members.get(0);
            String owner = ServerRoles.makeOwner(lease);
            String database = lease.register(
                    'w', "started", new ServerLease.Entry(entry.id(), member.source(), List.of(), owner));
            progress.step("copying the snapshot");
            new ServerCopying(lease, Optional.empty()).all(List.of(new ServerCopying.Copy(member.name(), database)));
            ServerAttributes.apply(session, database, member.attributes(), progress);
            Sql.execute(
                    session, "ALTER DATABASE " + Sql.quoted(database) + " IS_TEMPLATE false ALLOW_CONNECTIONS true");
            ServerCatalog.markUsed(session, entry.id());
            handOver(lease, database, member.source(), owner);
            return ServerRoles.makeLogin(lease, database, owner);
        } finally {
            if (!session.isClosed()) {
                ServerCatalog.unshare(session, entry.id());
            }
        }
    }

    /** The role that owns the live database has rights in it, and may have more on the server. */
    private static void handOver(ServerLease lease, String database, String source, String to) throws SQLException {
        Connection session = lease.session();
        String owner = Sql.texts(session, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = ?", database)
                .get(0);
        if (ServerRoles.isSuperuser(session, owner)) {
            throw ServerErrors.configuration(
                    "the database " + source + " belongs to the superuser " + owner
                            + ", and a started copy must not have a superuser's power",
                    "give it an ordinary owner (ALTER DATABASE … OWNER TO …) and save it again");
        }
        Sql.execute(session, "ALTER DATABASE " + Sql.quoted(database) + " OWNER TO " + Sql.quoted(to));
        ServerOwnership.handOver(lease, database, owner, to);
    }

    /** Lets it outlive the lease. */
    static Running keep(ServerLease lease, ServerCopy copy, String snapshot) throws SQLException {
        Connection session = lease.session();
        Sql.transaction(session, () -> {
            Sql.update(session, "UPDATE flygate.databases SET held = NULL WHERE name = ?", copy.database());
            Sql.update(
                    session,
                    "UPDATE flygate.roles SET held = NULL WHERE name IN (?, ?)",
                    copy.login().user(),
                    copy.owner());
        });
        return new Running("server", copy.database(), "", snapshot, copy.database(), copy.login(), Instant.now());
    }

    /** Nobody but who has started a copy knows its password. */
    static List<Running> running(Connection session, ServerAddress address) throws SQLException {
        return Sql.list(
                session,
                RUNNING,
                row -> new Running(
                        "server",
                        row.getString(1),
                        "",
                        row.getString(2),
                        row.getString(1),
                        address.login(row.getString(1), row.getString(3), ""),
                        Instant.ofEpochSecond(row.getLong(4))));
    }

    /** Hands it to the lease, which drops it. */
    static void stop(ServerLease lease, String id) throws SQLException {
        Connection session = lease.session();
        Sql.transaction(session, () -> {
            int found = Sql.update(
                    session,
                    "UPDATE flygate.databases SET purpose = 'old', held = ?, snapshot = NULL"
                            + " WHERE name = ? AND purpose = 'started' AND held IS NULL",
                    lease.number(),
                    id);
            if (found == 0) {
                throw ServerErrors.usage("no copy " + id + " is started on the server", "see `flygate snapshot list`");
            }
            Sql.update(session, "UPDATE flygate.roles SET held = ? WHERE database = ?", lease.number(), id);
        });
    }
}
