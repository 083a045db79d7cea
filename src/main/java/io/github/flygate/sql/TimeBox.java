package io.github.flygate.sql;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a grammar on a thread of its own: with a deep stack, and not longer than a limit. */
final class TimeBox {
    private static final long STACK_BYTES = 64L << 20;
    private static final long LIMIT_SECONDS = 10;

    private TimeBox() {}

    /**
     * The result, or {@link Unreadable} with what went wrong, whatever went wrong.
     *
     * @param stop tells the work that nobody waits for it any more
     */
    static <T> T run(String grammar, Callable<T> work, Runnable stop) {
        FutureTask<T> task = new FutureTask<>(work);
        // Memory for the stack is only used as far as the grammar descends.
        Thread thread = new Thread(null, task, "flygate " + grammar, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof Unreadable unreadable
                    ? unreadable
                    : new Unreadable(grammar + " failed: "
                            + (cause == null ? e : cause).getClass().getSimpleName());
        } catch (TimeoutException e) {
            task.cancel(true);
            stop.run();
            throw new Unreadable(grammar + " took longer than " + LIMIT_SECONDS + " s");
        } catch (InterruptedException e) {
            task.cancel(true);
            stop.run();
            Thread.currentThread().interrupt();
            throw new Unreadable(grammar + " was interrupted");
        }
    }
}
