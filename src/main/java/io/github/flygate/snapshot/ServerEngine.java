package io.github.flygate.snapshot;

import io.github.flygate.config.SnapshotConfig;
import io.github.flygate.model.Progress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A PostgreSQL server of somebody else's, on which snapshots are databases that nobody may connect to. What flygate
 * makes there stands in the database {@code flygate_registry} before it is made; it drops nothing else.
 */
public final class ServerEngine implements SnapshotEngine {
    private final SnapshotConfig config;
    private final ServerAddress address;

    /**
     * {@code FLYGATE_SERVER_PASSWORD} is the user's password; without it the URL or {@code .pgpass} has it.
     *
     * @param project the folder of the project
     * @throws io.github.flygate.model.FlygateException CONFIGURATION when no server is configured
     */
    public ServerEngine(Map<String, String> environment, Path project, SnapshotConfig config) {
        this.config = config;
        this.address = ServerAddress.of(config, project, environment);
    }

    @Override
    public String name() {
        return "server";
    }

    @Override
    public Database open(BaseSpec base, BaseBuilder builder, Progress progress) {
        long start = System.nanoTime();
        return holding("cannot make a copy of the base", false, lease -> {
            ServerChecks.requireRoles(lease.session(), address);
            ServerGarbage.sweep(lease.session(), lease.number());
            ServerBases bases = new ServerBases(lease, base, builder, progress);
            ServerBases.Ready ready = bases.ready();
            double buildMs = ready.built() ? since(start) : 0;
            long copying = ready.built() ? System.nanoTime() : start;
            if (!ready.built()) {
                progress.step("restoring the base");
            }
            ServerCopy copy = copy(lease, bases, ready, "copy", 'c');
            return new ServerDatabase(
                    lease,
                    copy.login(),
                    address.login(copy.database()),
                    ServerChecks.version(lease.session()),
                    new Database.Opening(!ready.built(), buildMs, since(copying)));
        });
    }

    /** Each has a row of its own in the registry: the server is not ours to end. */
    @Override
    public Copies copies(BaseSpec base, BaseBuilder builder, Progress progress) {
        return new ServerCopies(() -> open(base, builder, progress));
    }

    private static ServerCopy copy(
            ServerLease lease, ServerBases bases, ServerBases.Ready ready, String purpose, char letter)
            throws SQLException {
        try {
            return bases.copy(ready.entry(), purpose, letter);
        } finally {
            if (!lease.session().isClosed()) {
                ServerCatalog.unshare(lease.session(), ready.entry().id());
            }
        }
    }

    @Override
    public boolean savesDatabases() {
        return true;
    }

    @Override
    public Snapshot save(Saving saving, BaseSpec base, BaseBuilder builder, Progress progress) {
        List<String> databases =
                config.serverDatabases().isEmpty() ? List.of(address.database()) : config.serverDatabases();
        return holding("cannot save the databases", true, lease -> {
            ServerGarbage.sweep(lease.session(), lease.number());
            return new ServerSaving(lease, progress)
                    .save(saving, databases.stream().distinct().toList(), base);
        });
    }

    @Override
    public List<Snapshot> list() {
        return reading(
                "cannot list the snapshots",
                session -> ServerCatalog.all(session).stream()
                        .map(ServerCatalog.Entry::snapshot)
                        .toList());
    }

    @Override
    public Restored restore(Snapshot snapshot, Progress progress) {
        return holding(
                "cannot restore the databases",
                true,
                lease ->
                        new ServerRestoring(lease, progress).restore(ServerCatalog.require(lease.session(), snapshot)));
    }

    /** Makes a second copy of a snapshot, so that the next restore of it only renames. May run in the background. */
    @Override
    public void prepareSpare(Snapshot snapshot) {
        holding("cannot make a spare copy", true, lease -> {
            ServerRestoring restoring = new ServerRestoring(lease, Progress.none());
            restoring.prepareSpare(ServerCatalog.require(lease.session(), snapshot));
            return snapshot;
        });
    }

    @Override
    public void remove(Snapshot snapshot) {
        holding("cannot remove the snapshot", true, lease -> {
            ServerCatalog.Entry entry = ServerCatalog.require(lease.session(), snapshot);
            if (!removeUnlessCopied(lease, entry)) {
                throw ServerCatalog.copied(snapshot);
            }
            return snapshot;
        });
    }

    /** False when a copy is being made of it. */
    private static boolean removeUnlessCopied(ServerLease lease, ServerCatalog.Entry entry) throws SQLException {
        Connection session = lease.session();
        if (!ServerCatalog.lock(session, entry.id())) {
            return false;
        }
        try {
            Sql.transaction(session, () -> ServerCatalog.delete(lease, entry));
        } finally {
            if (!session.isClosed()) {
                ServerCatalog.unlock(session, entry.id());
            }
        }
        return true;
    }

    @Override
    public Snapshot rename(Snapshot snapshot, String name) {
        return reading("cannot rename the snapshot", session -> {
            ServerCatalog.Entry entry = ServerCatalog.require(session, snapshot);
            try {
                Sql.update(session, "UPDATE flygate.snapshots SET name = nullif(?, '') WHERE id = ?", name, entry.id());
            } catch (SQLException e) {
                if (ServerErrors.is(e, ServerErrors.UNIQUE_VIOLATION)) {
                    throw ServerSaving.taken(name);
                }
                throw e;
            }
            return ServerCatalog.require(session, snapshot).snapshot();
        });
    }

    @Override
    public Collected collect(Policy policy, Progress progress) {
        return holding("cannot clean up", true, lease -> {
            Connection session = lease.session();
            progress.step("removing what dead processes have left");
            List<String> leftovers = new ArrayList<>(ServerGarbage.sweep(session, lease.number()));
            List<Snapshot> removed = new ArrayList<>();
            List<ServerCatalog.Entry> all = ServerCatalog.all(session);
            List<Snapshot> unwanted = policy.beyond(
                    all.stream().map(ServerCatalog.Entry::snapshot).toList());
            for (ServerCatalog.Entry entry : all) {
                if (unwanted.contains(entry.snapshot()) && removeUnlessCopied(lease, entry)) {
                    removed.add(entry.snapshot());
                }
            }
            leftovers.addAll(ServerGarbage.drop(session, lease.number()));
            return new Collected(removed, leftovers);
        });
    }

    @Override
    public Running start(Optional<Snapshot> snapshot, BaseSpec base, BaseBuilder builder, int port, Progress progress) {
        if (port != 0) {
            throw ServerErrors.usage(
                    "engine server has no port to choose: its copies are databases of the server", "leave --port out");
        }
        return holding("cannot start a copy", true, lease -> {
            ServerChecks.requireRoles(lease.session(), address);
            ServerBases bases = new ServerBases(lease, base, builder, progress);
            if (snapshot.isEmpty()) {
                ServerBases.Ready ready = bases.ready();
                ServerCopy copy = copy(lease, bases, ready, "started", 'w');
                return ServerStarting.keep(lease, copy, ready.entry().snapshot().name());
            }
            ServerCatalog.Entry entry = ServerCatalog.require(lease.session(), snapshot.get());
            ServerCatalog.requireShare(lease.session(), entry);
            ServerCopy copy = entry.base()
                    ? copy(lease, bases, new ServerBases.Ready(entry, false), "started", 'w')
                    : ServerStarting.copy(lease, entry, progress);
            return ServerStarting.keep(lease, copy, entry.snapshot().name());
        });
    }

    @Override
    public List<Running> running() {
        return reading("cannot list the started copies", session -> ServerStarting.running(session, address));
    }

    @Override
    public void stop(Running running) {
        holding("cannot stop the copy", true, lease -> {
            ServerStarting.stop(lease, running.id());
            return running;
        });
    }

    /** What is done under a lease. */
    @FunctionalInterface
    private interface Held<T> {
        T run(ServerLease lease) throws SQLException;
    }

    /** Closes the lease when it is done, or when it fails. */
    private <T> T holding(String what, boolean closing, Held<T> work) {
        return ServerErrors.telling(what, () -> {
            ServerLease lease = ServerLease.take(address);
            boolean done = false;
            try {
                T result = work.run(lease);
                done = true;
                return result;
            } finally {
                if (closing || !done) {
                    lease.close();
                }
            }
        });
    }

    private <T> T reading(String what, Reading<T> work) {
        return ServerErrors.telling(what, () -> {
            try (Connection session = ServerRegistry.connect(address)) {
                return work.run(session);
            }
        });
    }

    /** What needs no lease. */
    @FunctionalInterface
    private interface Reading<T> {
        T run(Connection session) throws SQLException;
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }
}
