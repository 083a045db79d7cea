package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** How this package words what went wrong. */
final class Failures {
    private Failures() {}

    /** A file operation that failed; {@code what} begins the message: "cannot write the cache". */
    static FlygateException io(String what, Path where, IOException cause) {
        Path place = cause instanceof FileSystemException e && e.getFile() != null ? Path.of(e.getFile()) : where;
        String reason = reason(cause);
        boolean full = reason.contains("No space left") || reason.contains("quota");
        return new FlygateException(
                ErrorCode.IO,
                what + ": " + place + ": " + reason,
                full
                        ? "free some space there, or choose another place with the cache setting or FLYGATE_RUN_DIR"
                        : "make it a folder that this user can write, or choose another cache folder",
                cause);
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
