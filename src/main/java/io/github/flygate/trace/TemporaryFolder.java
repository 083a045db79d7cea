package io.github.flygate.trace;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone when it is closed, and at the latest when the process ends. */
final class TemporaryFolder implements AutoCloseable {
    private final Path path;
    private final Thread hook = new Thread(this::delete, "flygate-flyway-folder");

    TemporaryFolder() {
        try {
            path = Files.createTempDirectory("flygate-flyway-");
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "cannot make a temporary folder: " + e.getMessage(),
                    "give java.io.tmpdir a folder that can be written",
                    e);
        }
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            delete();
            throw new FlygateException(ErrorCode.IO, "flygate is being ended", "", e);
        }
    }

    Path folder(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
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

    private void delete() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new FlygateException(ErrorCode.IO, "cannot remove " + path + ": " + e.getMessage(), "", e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
