package io.github.flygate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A file that a command is asked to write. */
final class OutputFile {
    private OutputFile() {}

    /** Why it cannot be written; empty when it can. Known before any work is done. */
    static Optional<String> obstacle(Path file) {
        if (Files.isDirectory(file)) {
            return Optional.of("it is a folder");
        }
        return Files.isDirectory(folder(file)) && Files.isWritable(folder(file))
                ? Optional.empty()
                : Optional.of("no such folder, or not yours");
    }

    /** Makes the folder of a file, as a build wants it whose target folder is not there yet. */
    static void makeFolder(Path file) {
        try {
            Files.createDirectories(folder(file));
        } catch (IOException e) {
            // Whether the file can be written is the next question, and its answer says why not.
        }
    }

    /** Written beside and renamed, so that nobody ever reads half of it; only its owner can read it. */
    static void write(Path file, String text) throws IOException {
        Path beside = Files.createTempFile(folder(file), ".flygate-", ".tmp");
        try {
            Files.writeString(beside, text);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }
}
