package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes migrations and callbacks, with their {@code .conf} files and sub-folders, into an empty folder to which Flyway
 * can be pointed: the script names in the history stay as they are. Java migrations are left out.
 */
public final class MigrationFolder {
    private MigrationFolder() {}

    /**
     * Writes the files byte by byte as they are in the working tree or in git.
     *
     * @return the folder
     * @throws FlygateException with code IO when it cannot be written
     */
    public static Path write(List<Migration> migrations, Path emptyFolder) {
        Path root = emptyFolder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            for (Migration migration : migrations) {
                if (!migration.kind().isJava()) {
                    write(migration, root);
                }
            }
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "migrations cannot be written to " + root + ": " + e.getMessage(),
                    "Check space and permissions there.",
                    e);
        }
        return emptyFolder;
    }

    private static void write(Migration migration, Path root) throws IOException {
        Path file = root.resolve(migration.script()).normalize();
        if (!file.startsWith(root) || file.equals(root)) {
            throw new FlygateException(
                    ErrorCode.MIGRATIONS, migration.script() + " is no name for a migration", "Rename it.");
        }
        Files.createDirectories(file.getParent());
        Files.write(file, migration.source().bytes());
        String conf = migration.conf();
        if (!conf.isEmpty()) {
            Files.write(file.resolveSibling(file.getFileName() + ".conf"), conf.getBytes(StandardCharsets.UTF_8));
        }
    }
}
