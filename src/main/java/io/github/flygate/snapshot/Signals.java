package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends processes. */
final class Signals {
    /** PostgreSQL's immediate stop: no checkpoint, but shared memory is given back. */
    static final String QUIT = "QUIT";
    /** PostgreSQL's fast stop: sessions are ended, a checkpoint is written. */
    static final String INT = "INT";

    private static final long POLL_MS = 3;

    private final boolean windows;
    private final Path pgCtl;

    Signals(Platform platform, Path binaries) {
        this.windows = platform.windows();
        this.pgCtl = binaries.resolve("bin/pg_ctl");
    }

    /** Sends a signal; says whether that worked. */
    boolean send(String signal, long pid) {
        // Windows has no signals: pg_ctl knows PostgreSQL's replacement for them.
        List<String> command = windows
                ? List.of(pgCtl.toString(), "kill", signal, Long.toString(pid))
                : List.of("/bin/sh", "-c", "kill -" + signal + " " + pid);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Kills a process and all that it started. */
    static void killTree(ProcessHandle process) {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** Waits for a process that has been told to end, and kills it when it does not. */
    static void awaitEnd(ProcessHandle process, long seconds) {
        // Asked often: for a process that is not our child the JDK itself would look once in a while only.
        boolean hadArguments = process.info().arguments().isPresent();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (process.isAlive()) {
                boolean zombie = hadArguments && process.info().arguments().isEmpty();
                if (zombie) {
                    return;
                }
                if (System.nanoTime() > deadline) {
                    killTree(process);
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        } catch (InterruptedException e) {
            killTree(process);
            Thread.currentThread().interrupt();
        }
    }
}
