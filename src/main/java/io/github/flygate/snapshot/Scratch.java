package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * A folder that is gone, and whose processes are ended, when it is closed or the JVM ends. When the JVM is killed, the
 * next run finds the folder by its name and sees by the lock on its {@code owner} file that nobody holds it any more.
 */
final class Scratch implements AutoCloseable {
    static final String PREFIX = "flygate-";
    static final String OWNER = "owner";

    private final Path path;
    private final FileChannel owner;
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final Thread hook = new Thread(this::end, "flygate-clean-up");
    private boolean closed;

    private Scratch(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    static Scratch create(Path root) throws IOException {
        Files.createDirectories(root);
        Path path = Trees.makePrivate(
                root.resolve(namesOfThisProcess() + UUID.randomUUID().toString().substring(0, 8)));
        FileChannel owner = FileChannel.open(
                path.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
        owner.lock();
        // Only now, under the lock: an empty owner file says that its folder is being made.
        owner.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        Scratch scratch = new Scratch(path, owner);
        try {
            Runtime.getRuntime().addShutdownHook(scratch.hook);
        } catch (IllegalStateException e) {
            scratch.end();
            throw Failures.engine("flygate is being ended", "", e);
        }
        return scratch;
    }

    /** How the names of this process's folders begin; the start time tells it from an earlier one with its id. */
    static String namesOfThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
        return PREFIX + self.pid() + "-" + Long.toString(started, Character.MAX_RADIX) + "-";
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Starts a process that {@code ending} ends before the folder is deleted. */
    synchronized Process start(ProcessBuilder builder, Ending ending) throws IOException {
        if (closed) {
            throw Failures.engine("flygate is being ended", "");
        }
        Process process = builder.start();
        endings.push(() -> ending.end(process));
        return process;
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is what calls this, or is about to run and finds nothing.
        }
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        endings.forEach(Runnable::run);
        Trees.delete(path);
        try {
            owner.close();
        } catch (IOException e) {
            // The lock goes with the process.
        }
        // Where open files cannot be deleted the owner file was still there.
        Trees.delete(path);
    }

    /** Ends one process that this folder's owner started. */
    @FunctionalInterface
    interface Ending {
        void end(Process process);
    }
}
