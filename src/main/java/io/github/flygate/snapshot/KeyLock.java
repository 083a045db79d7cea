package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets one process at a time make one thing. The kernel frees the lock when its holder dies. */
final class KeyLock {
    private static final long POLL_MS = 20;

    private KeyLock() {}

    /** What is done under the lock. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does the work as soon as nobody else holds the lock; {@code waiting} is told once if somebody does. */
    static <T> T holding(Path file, Runnable waiting, Work<T> work) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            boolean told = false;
            while (tryLock(channel) == null) {
                if (!told) {
                    waiting.run();
                    told = true;
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
            return work.run();
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        }
    }

    /** Null when another process, or another thread of this one, has it. */
    static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
