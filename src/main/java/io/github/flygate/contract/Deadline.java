package io.github.flygate.contract;

import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends a session that is still at work when its time is over. */
final class Deadline {
    private final Login superuser;
    private final int pid;
    private final long deadline;
    private final Thread thread = new Thread(this::run, "flygate-deadline");
    private boolean lifted;

    Deadline(Login superuser, int pid, Duration timeLimit) {
        this.superuser = superuser;
        this.pid = pid;
        this.deadline = System.nanoTime() + timeLimit.toNanos();
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void run() {
        try {
            long left = deadline - System.nanoTime();
            while (!lifted && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
            if (!lifted) {
                end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        try (Connection session = Sessions.observer(superuser);
                PreparedStatement terminate = session.prepareStatement("select pg_terminate_backend(?)")) {
            terminate.setInt(1, pid);
            terminate.execute();
        } catch (SQLException e) {
            // The server is gone, and the session with it.
        }
    }

    synchronized void lift() {
        lifted = true;
        notifyAll();
    }
}
