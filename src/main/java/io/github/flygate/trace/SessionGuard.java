package io.github.flygate.trace;

import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sees to it that the sessions of one run of Flyway come to an end. */
final class SessionGuard implements ObservedDataSource.JdbcListener, AutoCloseable {
    private static final int LOOK_MS = 5;

    private final Observer observer;
    private final long deadline;
    private final Set<Integer> pids = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "flygate-session-guard");
    private int prey;
    private boolean closed;
    private boolean hung;
    private boolean timedOut;
    private boolean interrupted;
    private @Nullable SQLException trouble;

    SessionGuard(Login superuser, Duration timeLimit) throws SQLException {
        this.observer = new Observer(superuser);
        this.deadline = System.nanoTime() + timeLimit.toNanos();
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void cancelWhenWaiting(int pid) {
        prey = pid;
    }

    synchronized boolean hung() {
        return hung;
    }

    synchronized boolean timedOut() {
        return timedOut;
    }

    synchronized boolean interrupted() {
        return interrupted;
    }

    @Override
    public synchronized void opened(int pid) throws SQLException {
        if (timedOut) {
            throw new SQLException("the time limit for a migration is over");
        }
        pids.add(pid);
    }

    @Override
    public void closed(int pid) {
        pids.remove(pid);
    }

    @Override
    public Object executed(Connection raw, Statement statement, String sql, ObservedDataSource.Execution execution)
            throws Throwable {
        return execution.run();
    }

    private synchronized void run() {
        try {
            while (!closed && !timedOut && trouble == null) {
                look();
                wait(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            trouble = e;
        }
    }

    private void look() throws SQLException {
        if (System.nanoTime() - deadline > 0) {
            timedOut = true;
            for (int pid : pids) {
                observer.terminate(pid);
            }
            return;
        }
        for (int pid : pids) {
            List<Integer> blockers = observer.blockersOf(pid);
            if (pid == prey && !blockers.isEmpty()) {
                interrupted = true;
                prey = 0;
                observer.cancel(pid);
            } else if (blockers.stream().anyMatch(blocker -> blocker != pid && pids.contains(blocker))) {
                hung = true;
                observer.cancel(pid);
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean wasInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        try {
            observer.close();
        } catch (SQLException e) {
            // The session is of no use any more, and its server ends with the copy.
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
