package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Folders and what is in them. */
final class Trees {
    private Trees() {}

    /** Makes a folder that nobody else can look into. */
    static Path makePrivate(Path folder) throws IOException {
        return Files.createDirectory(folder, owner("rwx------"));
    }

    /** The attribute that gives a new file these rights, where the file system knows rights. */
    static FileAttribute<?>[] owner(String rights) {
        return posix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** Who we are, as the owner of files. */
    static UserPrincipal self() throws IOException {
        Path process = Path.of("/proc/self");
        return Files.exists(process)
                ? Files.getOwner(process)
                : FileSystems.getDefault()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(System.getProperty("user.name", ""));
    }

    /** Whether every user may pass through this folder and all above it, links and what they lead to. */
    static boolean openToAll(Path folder) {
        try {
            return passable(folder.toAbsolutePath()) && passable(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean passable(Path folder) throws IOException {
        for (Path at = folder; at != null; at = at.getParent()) {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(at);
            if (!rights.contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Deletes a folder. Files that others add or remove meanwhile do not disturb it: it goes over it again.
     *
     * @return whether it is gone
     */
    static boolean delete(Path folder) {
        for (int round = 0; round < 50; round++) {
            try {
                deleteOnce(folder);
                return true;
            } catch (NoSuchFileException | DirectoryNotEmptyException e) {
                // Somebody was quicker; look again.
            } catch (IOException e) {
                return false;
            }
        }
        return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }

    private static void deleteOnce(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Copies a folder with its links and rights. */
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Path made =
                        Files.createDirectories(to.resolve(from.relativize(dir).toString()));
                // Set afterwards, since the umask takes away from what a folder is made with.
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
