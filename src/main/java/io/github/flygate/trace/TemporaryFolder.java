package io.github.flygate.trace;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder that is gone when it is closed, and at the latest when the process ends. */
public final class TemporaryFolder implements AutoCloseable {
    private final Thread hook = new Thread(this::delete, "flygate-flyway-folder");
    private @Nullable Path path;
    private boolean ended;

    /** Makes it. */
    public TemporaryFolder() {
        try {
            // Before the folder is there: a process that is told to end in between would leave it.
            Runtime.getRuntime().addShutdownHook(hook);
            make();
        } catch (IllegalStateException e) {
            throw new FlygateException(ErrorCode.IO, "flygate is being ended", "", e);
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "cannot make a temporary folder: " + e.getMessage(),
                    "give java.io.tmpdir a folder that can be written",
                    e);
        }
    }

    private synchronized void make() throws IOException {
        if (ended) {
            throw new IllegalStateException();
        }
        path = Files.createTempDirectory("flygate-flyway-");
    }

    /** A new folder in it. */
    public Path folder(String name) throws IOException {
        return Files.createDirectory(Objects.requireNonNull(path).resolve(name));
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook finds nothing left.
        }
    }

    private synchronized void delete() {
        ended = true;
        Path folder = path;
        if (folder == null || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new FlygateException(ErrorCode.IO, "cannot remove " + folder + ": " + e.getMessage(), "", e);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(path);
    }
}
