package io.github.flygate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Sessions that work all the time and come back when they are thrown out. */
final class BusySessions implements AutoCloseable {
    private final AtomicBoolean closed = new AtomicBoolean();
    private int connected;
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> refusals = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong longestGap = new AtomicLong();

    BusySessions(Database.Login login, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> work(login), "busy-" + i);
            thread.start();
            threads.add(thread);
        }
        awaitAllConnected();
    }

    private void work(Database.Login login) {
        long lost = 0;
        while (!closed.get()) {
            try (Connection connection = Sandbox.connect(login);
                    Statement statement = connection.createStatement()) {
                if (lost != 0) {
                    long gap = System.nanoTime() - lost;
                    longestGap.accumulateAndGet(gap, Math::max);
                }
                count(1);
                try {
                    while (!closed.get()) {
                        statement.execute("SELECT count(*), pg_sleep(0.001) FROM item");
                    }
                } finally {
                    count(-1);
                    lost = System.nanoTime();
                }
            } catch (SQLException e) {
                if (lost == 0) {
                    lost = System.nanoTime();
                }
                refusals.add(String.valueOf(e.getMessage()));
            }
        }
    }

    synchronized void awaitAllConnected() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (connected < threads.size()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.timedWait(this, 100);
        }
    }

    private synchronized void count(int change) {
        connected += change;
        notifyAll();
    }

    /** What those who came in the meantime were told. */
    List<String> refusals() {
        return refusals.stream()
                .filter(refusal -> !refusal.contains("terminating connection"))
                .toList();
    }

    double longestGapMs() {
        return longestGap.get() / 1e6;
    }

    @Override
    public void close() {
        closed.set(true);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
