package io.github.flygate.snapshot;

import io.github.flygate.model.FlygateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGConnection;

/**
 * One process at work on a server. Whatever it has registered and not handed on is dropped when it is closed or the JVM
 * ends; when the JVM is killed, the next one finds it by its number, which nobody holds any more.
 */
final class ServerLease implements AutoCloseable {
    private static final String INSERT = """
            INSERT INTO flygate.databases (name, purpose, held, snapshot, source, attributes, owner)
            VALUES (?, ?, ?, (SELECT id FROM flygate.snapshots WHERE id = ?), ?, ?, ?)
            """;

    private final ServerAddress address;
    private final long number = ServerNames.number();
    private final Set<Integer> backends = ConcurrentHashMap.newKeySet();
    private final Connection session;
    private final Thread hook = new Thread(() -> end(true), "flygate-server-clean-up");
    private boolean closed;

    private ServerLease(ServerAddress address, Connection session) throws SQLException {
        this.address = address;
        this.session = session;
        hold(session);
    }

    static ServerLease take(ServerAddress address) throws SQLException {
        Connection session = ServerRegistry.connect(address);
        try {
            ServerLease lease = new ServerLease(address, session);
            Runtime.getRuntime().addShutdownHook(lease.hook);
            return lease;
        } catch (IllegalStateException e) {
            session.close();
            throw Failures.engine("flygate is being ended", "", e);
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** The session in the registry. Used by one thread at a time. */
    Connection session() {
        return session;
    }

    long number() {
        return number;
    }

    ServerAddress address() {
        return address;
    }

    /** Another session in the registry; the caller closes it. What it does goes on for as long as the lease lasts. */
    Connection worker() throws SQLException {
        Connection worker = address.connect(ServerRegistry.NAME);
        try {
            hold(worker);
            return worker;
        } catch (SQLException | FlygateException e) {
            worker.close();
            throw e;
        }
    }

    /** Shared with the other sessions: a statement that runs on after our death keeps its database from being swept. */
    private void hold(Connection connection) throws SQLException {
        synchronized (backends) {
            if (closed) {
                throw Failures.engine("flygate is being ended", "");
            }
            backends.add(connection.unwrap(PGConnection.class).getBackendPID());
        }
        Sql.exists(connection, "SELECT pg_advisory_lock_shared(?)", number);
    }

    /** What stands in the registry about a database that is going to be made. */
    record Entry(int snapshot, String source, List<String> attributes, String owner) {
        Entry {
            attributes = List.copyOf(attributes);
        }

        static Entry of(String source) {
            return new Entry(0, source, List.of(), "");
        }
    }

    /** Registers a database before it is made, and returns its name. */
    String register(char letter, String purpose, Entry entry) throws SQLException {
        String name = ServerNames.fresh(session, letter);
        Sql.update(
                session,
                INSERT,
                name,
                purpose,
                number,
                entry.snapshot(),
                entry.source(),
                entry.attributes(),
                entry.owner());
        return name;
    }

    /** Registers a role before it is made. */
    String registerRole(String database) throws SQLException {
        String name = ServerNames.fresh(session, 'r');
        Sql.update(
                session, "INSERT INTO flygate.roles (name, held, database) VALUES (?, ?, ?)", name, number, database);
        return name;
    }

    /** Makes the owner of a base's objects: {@code flygate_} and twelve digits. */
    String registerOwner() throws SQLException {
        String name = ServerNames.fresh(session, 'x').replace("_x_", "_").substring(0, "flygate_".length() + 12);
        Sql.update(session, "INSERT INTO flygate.roles (name, held) VALUES (?, ?)", name, number);
        return name;
    }

    /** Ends what other threads of this process are doing. */
    void endWorkers() {
        try (Connection other = address.connect(ServerRegistry.NAME)) {
            int ours = session.unwrap(PGConnection.class).getBackendPID();
            terminate(other, backends.stream().filter(pid -> pid != ours).toList());
        } catch (SQLException e) {
            // Then they end by themselves.
        }
    }

    @Override
    public void close() {
        end(false);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running: what it does has been done.
        }
    }

    private synchronized void end(boolean dying) {
        synchronized (backends) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            try (Connection ending = session) {
                if (dying) {
                    endFromOutside();
                } else {
                    ServerGarbage.drop(ending, number);
                }
            }
        } catch (SQLException e) {
            // It stays in the registry, and nobody holds it: the next flygate removes it.
        }
    }

    /** The session may be busy in another thread. */
    private void endFromOutside() throws SQLException {
        try (Connection cleaner = address.connect(ServerRegistry.NAME)) {
            Sql.exists(cleaner, "SELECT pg_advisory_lock_shared(?)", number);
            // What is still at work may yet make what its row names: then the next sweep drops it.
            if (terminate(cleaner, List.copyOf(backends))) {
                ServerGarbage.drop(cleaner, number);
            }
        }
    }

    /** False when some are there after ten seconds. */
    private static boolean terminate(Connection other, List<Integer> pids) throws SQLException {
        List<String> texts = new ArrayList<>(pids.stream().map(String::valueOf).toList());
        String left = """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE pid::text = ANY (?) AND usename = current_user AND application_name = 'flygate'
                """;
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (Sql.exists(other, left, texts)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Sql.exists(other, "SELECT pg_sleep(0.01)");
        }
        return true;
    }
}
