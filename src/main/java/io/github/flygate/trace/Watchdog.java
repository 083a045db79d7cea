package io.github.flygate.trace;

import io.github.flygate.model.LockMode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the running statement from outside: ends it when it waits for Flyway's own session, which would be for ever,
 * or when its file has used up its time; reads the locks of statements that run without a transaction.
 */
final class Watchdog implements AutoCloseable {
    /** Statements in a transaction are only watched for waits; their locks stay to be read afterwards. */
    private static final long RELAXED_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long EAGER_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    private final Observer observer;
    private final Set<Integer> flywayPids = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "flygate-watchdog");
    private @Nullable Watched watched;
    private boolean closed;

    /** What was seen of one statement. */
    record Sighting(Map<Long, LockMode> locks, boolean hung, boolean timedOut) {
        static final Sighting NOTHING = new Sighting(Map.of(), false, false);
    }

    private static final class Watched {
        final int pid;
        final @Nullable Gatekeeper gatekeeper;
        final long deadline;
        final Map<Long, LockMode> locks = new HashMap<>();
        boolean hung;
        boolean timedOut;

        @Nullable SQLException trouble;

        Watched(int pid, @Nullable Gatekeeper gatekeeper, long deadline) {
            this.pid = pid;
            this.gatekeeper = gatekeeper;
            this.deadline = deadline;
        }
    }

    Watchdog(Observer observer) {
        this.observer = observer;
        thread.setDaemon(true);
        thread.start();
    }

    /** A session of Flyway's, or of a Java migration's. */
    void addSession(int pid) {
        flywayPids.add(pid);
    }

    void removeSession(int pid) {
        flywayPids.remove(pid);
    }

    /**
     * Begins to watch a statement.
     *
     * @param gatekeeper of a statement that runs without a transaction; null for one that has a transaction
     */
    synchronized void begin(int pid, @Nullable Gatekeeper gatekeeper, Duration timeLeft) {
        watched = new Watched(pid, gatekeeper, System.nanoTime() + timeLeft.toNanos());
        notifyAll();
    }

    /** Ends the watch and tells what was seen. */
    synchronized Sighting end() throws SQLException {
        Watched done = watched;
        watched = null;
        if (done == null) {
            return Sighting.NOTHING;
        }
        if (done.gatekeeper != null) {
            done.gatekeeper.close();
        }
        if (done.trouble != null) {
            throw done.trouble;
        }
        return new Sighting(Map.copyOf(done.locks), done.hung, done.timedOut);
    }

    private synchronized void run() {
        try {
            while (!closed) {
                if (watched == null) {
                    wait();
                } else {
                    look(watched);
                    long nanos = watched.gatekeeper == null ? RELAXED_NANOS : EAGER_NANOS;
                    TimeUnit.NANOSECONDS.timedWait(this, nanos);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Watched statement) {
        if (statement.trouble != null) {
            return;
        }
        try {
            List<Integer> blockers = observer.blockersOf(statement.pid);
            if (statement.gatekeeper != null) {
                Locks.addTo(statement.locks, observer.locksOf(statement.pid));
            }
            boolean ours = statement.gatekeeper != null && statement.gatekeeper.openFor(blockers);
            if (!ours && !statement.hung && blockers.stream().anyMatch(pid -> isAnother(statement, pid))) {
                statement.hung = true;
                observer.cancel(statement.pid);
            }
            if (!statement.hung && !statement.timedOut && System.nanoTime() - statement.deadline > 0) {
                statement.timedOut = true;
                observer.cancel(statement.pid);
            }
        } catch (SQLException e) {
            statement.trouble = e;
        }
    }

    private boolean isAnother(Watched statement, int pid) {
        return pid != statement.pid && flywayPids.contains(pid);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
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
    }
}
