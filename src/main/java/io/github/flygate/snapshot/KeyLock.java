package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets one process at a time make one thing. The kernel frees the lock when its holder dies. */
final class KeyLock {
    private static final long POLL_MS = 20;

    /** What threads of this process hold or wait for: a lock is lost when another channel to its file is closed. */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private KeyLock() {}

    /** What is done under the lock. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does the work as soon as nobody else holds the lock; {@code waiting} is told once if somebody does. */
    static <T> T holding(Path file, Runnable waiting, Work<T> work) throws IOException {
        Path claim = claimable(file);
        boolean told = false;
        try {
            while (!CLAIMED.add(claim)) {
                told = tell(told, waiting);
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        }
        try (FileChannel channel = FileChannel.open(claim, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Locks that nobody used for long are removed: this one is in use. Not once it is held: this opens and
            // closes the file, which gives a lock back.
            Files.setLastModifiedTime(claim, FileTime.from(Instant.now()));
            while (tryLock(channel) == null) {
                told = tell(told, waiting);
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
            return work.run();
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        } finally {
            CLAIMED.remove(claim);
        }
    }

    private static boolean tell(boolean told, Runnable waiting) {
        if (!told) {
            waiting.run();
        }
        return true;
    }

    /** Does the work unless somebody holds the lock at this moment. */
    static <T> Optional<T> ifFree(Path file, Work<T> work) throws IOException {
        Path claim = claimable(file);
        if (!CLAIMED.add(claim)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(claim, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null ? Optional.empty() : Optional.of(work.run());
        } finally {
            CLAIMED.remove(claim);
        }
    }

    private static Path claimable(Path file) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        return folder.toRealPath().resolve(file.getFileName());
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
