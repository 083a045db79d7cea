package io.github.flygate.sql;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a grammar on another thread: with a deep stack, and not longer than a limit. Threads are used again, because to
 * start one takes as long as to read a statement; one that is over the limit is left to itself.
 */
final class TimeBox {
    private static final long STACK_BYTES = 64L << 20;
    private static final long LIMIT_SECONDS = 10;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(TimeBox::thread);

    private TimeBox() {}

    private static Thread thread(Runnable work) {
        // Memory for the stack is only used as far as a grammar descends.
        Thread thread = new Thread(null, work, "flygate grammar", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The result, or {@link Unreadable} with what went wrong, whatever went wrong.
     *
     * @param stop tells the work that nobody waits for it any more
     */
    static <T> T run(String grammar, Callable<T> work, Runnable stop) {
        Future<T> task = THREADS.submit(work);
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
