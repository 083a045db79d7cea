package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** How this package words what went wrong. */
final class Failures {
    private Failures() {}

    /** A file operation that failed; {@code what} begins the message: "cannot write the cache". */
    static FlygateException io(String what, Path where, IOException cause) {
        boolean full = isFull(cause);
        return new FlygateException(
                ErrorCode.IO,
                what + ": " + file(cause).orElse(where) + ": " + reason(cause),
                full
                        ? "free some space there, or choose another place with the cache setting or FLYGATE_RUN_DIR"
                        : "make it a folder that this user can write, or choose another cache folder",
                cause);
    }

    /** The same for what is done in the cache and, with running copies, elsewhere: the place that failed is blamed. */
    static FlygateException cache(String what, Path cache, IOException cause) {
        return file(cause)
                .filter(file -> !file.toAbsolutePath().startsWith(cache.toAbsolutePath()))
                .map(file -> runPlace(placeOf(file), cause))
                .orElseGet(() -> io(what, cache, cause));
    }

    private static FlygateException runPlace(Path place, IOException cause) {
        return new FlygateException(
                ErrorCode.IO,
                "cannot use the place for running copies: " + place + ": " + reason(cause),
                (isFull(cause) ? "free some space there" : "make it a folder that this user can write")
                        + ", or choose another place with " + RunPlaces.RUN_DIR,
                cause);
    }

    private static boolean isFull(IOException cause) {
        String reason = reason(cause);
        return reason.contains("No space left") || reason.contains("quota");
    }

    /** What a copy's own folder is in: that folder has gone when somebody reads this. */
    private static Path placeOf(Path file) {
        Path at = file;
        for (Path above = at.getParent(); above != null; above = above.getParent()) {
            if (String.valueOf(at.getFileName()).startsWith(Scratch.PREFIX)) {
                return above;
            }
            at = above;
        }
        return file;
    }

    private static Optional<Path> file(IOException cause) {
        return cause instanceof FileSystemException e
                ? Optional.ofNullable(e.getFile()).map(Path::of)
                : Optional.empty();
    }

    /** A write that failed does not say by itself which file it was for. */
    static IOException naming(Path file, IOException cause) {
        return cause instanceof FileSystemException
                ? cause
                : (IOException) new FileSystemException(file.toString(), null, cause.getMessage()).initCause(cause);
    }

    static FlygateException engine(String message, String hint) {
        return new FlygateException(ErrorCode.ENGINE, message, hint);
    }

    static FlygateException engine(String message, String hint, Throwable cause) {
        return new FlygateException(ErrorCode.ENGINE, message, hint, cause);
    }

    static FlygateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return engine("interrupted while working with PostgreSQL", "", cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such folder, and none can be made there";
        }
        if (cause instanceof java.nio.file.FileAlreadyExistsException) {
            return "is there, but is not a folder";
        }
        String reason = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
