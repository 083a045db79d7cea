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
import org.jspecify.annotations.Nullable;

/**
 * A folder that is gone, and whose processes are ended, when it is closed or the JVM ends. When the JVM is killed, the
 * next run finds the folder by its name and sees by the lock on its {@code owner} file that nobody holds it any more.
 */
final class Scratch implements AutoCloseable {
    static final String PREFIX = "flygate-";
    static final String OWNER = "owner";

    private final Path path;
    private final Book book;
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final Thread hook = new Thread(this::end, "flygate-clean-up");
    private @Nullable FileChannel owner;
    private boolean closed;

    private Scratch(Path path, Book book) {
        this.path = path;
        this.book = book;
    }

    /** Where a folder is written down that others must find, too. */
    interface Book {
        /** Called before the folder is there. */
        void write() throws IOException;

        /** Called when it is gone. */
        void strike();

        /** For folders that nobody has to find. */
        Book NONE = new Book() {
            @Override
            public void write() {}

            @Override
            public void strike() {}
        };
    }

    static Scratch create(Path root) throws IOException {
        String name = namesOfThisProcess() + UUID.randomUUID().toString().substring(0, 8);
        return create(root.resolve(name), Book.NONE);
    }

    /** A folder of this name. */
    static Scratch create(Path path, Book book) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Scratch scratch = new Scratch(path, book);
        try {
            // Before the folder is there: a process that is told to end in between would leave it.
            Runtime.getRuntime().addShutdownHook(scratch.hook);
            scratch.make();
        } catch (IllegalStateException e) {
            throw Failures.engine("flygate is being ended", "", e);
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
        return scratch;
    }

    private synchronized void make() throws IOException {
        if (closed) {
            throw Failures.engine("flygate is being ended", "");
        }
        book.write();
        Trees.makePrivate(path);
        FileChannel channel = FileChannel.open(
                path.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
        owner = channel;
        channel.lock();
        // Only now, under the lock: an empty owner file says that its folder is being made.
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        try {
            channel.write(ByteBuffer.wrap(pid));
        } catch (IOException e) {
            throw Failures.naming(path, e);
        }
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
            if (owner != null) {
                owner.close();
            }
        } catch (IOException e) {
            // The lock goes with the process.
        }
        // Where open files cannot be deleted the owner file was still there.
        Trees.delete(path);
        book.strike();
    }

    /** A folder that is there already, and stays whatever happens. */
    static Scratch existing(Path path) {
        return new Scratch(path, Book.NONE);
    }

    /** From now on the folder stays, and what was started in it lives on. */
    void release() throws IOException {
        synchronized (this) {
            if (closed) {
                throw Failures.engine("flygate is being ended", "");
            }
            closed = true;
            if (owner != null) {
                owner.close();
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It finds nothing to do.
        }
    }

    /** Ends one process that this folder's owner started. */
    @FunctionalInterface
    interface Ending {
        void end(Process process);
    }
}
