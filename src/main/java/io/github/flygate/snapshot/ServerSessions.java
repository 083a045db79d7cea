package io.github.flygate.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends the sessions in some databases, again and again, while another session waits for them to be alone. */
final class ServerSessions implements AutoCloseable {
    private static final long PAUSE_MS = 2;

    private static final String SESSIONS = """
            SELECT pid FROM pg_stat_activity
             WHERE datname = ANY (?) AND pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker'
            """;

    private static final String WHO = """
            SELECT format('%s (%s)', coalesce(usename, backend_type), coalesce(nullif(application_name, ''), state, backend_type))
              FROM pg_stat_activity WHERE datname = ANY (?) AND pid <> pg_backend_pid()
             ORDER BY 1 LIMIT 5
            """;

    private final Connection session;
    private final Set<String> databases = ConcurrentHashMap.newKeySet();
    private final Set<Integer> ended = ConcurrentHashMap.newKeySet();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private final CountDownLatch swept = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "flygate-end-sessions");
    private volatile boolean closed;

    private ServerSessions(Connection session, List<String> databases) {
        this.session = session;
        this.databases.addAll(databases);
        thread.setDaemon(true);
    }

    /** Begins, and returns when every session has been told once to end. */
    static ServerSessions end(ServerLease lease, List<String> databases) throws SQLException {
        ServerSessions sessions = new ServerSessions(lease.worker(), databases);
        sessions.thread.start();
        try {
            sessions.swept.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            sessions.close();
            throw Failures.interrupted(e);
        }
        return sessions;
    }

    /** Sessions in this database are welcome again. */
    void release(String database) {
        databases.remove(database);
    }

    /** How many were ended. */
    int ended() {
        return ended.size();
    }

    /** Who is in the databases, and why they were not ended; empty when nobody is. */
    String remaining(Connection other) throws SQLException {
        List<String> who = Sql.texts(other, WHO, List.copyOf(databases));
        return (who.isEmpty() ? "" : "; in it are " + String.join(", ", who))
                + (refusals.isEmpty() ? "" : "; sessions could not be ended: " + String.join(", ", refusals));
    }

    private void run() {
        try {
            while (!closed) {
                sweep();
                swept.countDown();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        } catch (SQLException e) {
            refusals.add(ServerErrors.message(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            swept.countDown();
        }
    }

    private void sweep() throws SQLException {
        for (int pid : Sql.list(session, SESSIONS, row -> row.getInt(1), List.copyOf(databases))) {
            try {
                if (Sql.list(session, "SELECT pg_terminate_backend(?)", row -> row.getBoolean(1), pid)
                        .get(0)) {
                    ended.add(pid);
                }
            } catch (SQLException e) {
                if (session.isClosed()) {
                    throw e;
                }
                // A superuser's session, and we are none.
                refusals.add(ServerErrors.message(e));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        session.close();
    }
}
