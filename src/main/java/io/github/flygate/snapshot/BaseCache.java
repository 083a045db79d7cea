package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The bases kept in the cache folder: each one complete or absent. */
final class BaseCache {
    /** Raise it whenever the same specification gives another data directory. */
    static final String FORMAT = "4";

    private static final Duration KEEP_UNUSED = Duration.ofDays(30);

    private final Path cache;

    BaseCache(Path cache) {
        this.cache = cache;
    }

    /** Everything that decides what is in a base, as one name. */
    static String key(String fingerprint, Release release, Platform platform) {
        return new Fingerprint()
                .add(List.of(FORMAT, fingerprint, release.version(), platform.name()))
                .hex();
    }

    /** The base, if it is there; not marked as used. */
    Optional<Base> look(String key) throws IOException {
        return Base.read(folder(key));
    }

    /** The base, marked as used just now. */
    Optional<Base> find(String key) throws IOException {
        Path folder = folder(key);
        Optional<Base> base = Base.read(folder);
        if (base.isPresent()) {
            try {
                Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
            } catch (IOException e) {
                // A cache that can only be read is good enough for a base that is there.
            }
        }
        return base;
    }

    /** The bases that are there, by their keys; those that are being made as well. */
    Set<String> keys() throws IOException {
        Set<String> keys = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(bases())) {
            entries.forEach(entry -> keys.add(entry.getFileName().toString()));
        } catch (NoSuchFileException e) {
            // Nothing was kept yet.
        }
        return keys;
    }

    /** Does what no other process may do for this key at the same time. */
    <T> T alone(String key, Runnable waiting, KeyLock.Work<T> work) throws IOException {
        // Before anything is built: a cache that cannot be written is better known now.
        Files.createDirectories(bases());
        return KeyLock.holding(lock(key), waiting, work);
    }

    /** Keeps a stopped data directory. */
    void keep(String key, Path data, Base.Passwords passwords, BaseSpec spec, Installation by) throws IOException {
        Path folder = folder(key);
        Files.createDirectories(bases());
        try (Scratch scratch = Scratch.create(cache.resolve("run"))) {
            Path fresh = scratch.resolve("base");
            Base.write(fresh, data, passwords, spec, by);
            // What is there under this name is incomplete, or find would have returned it.
            Trees.delete(folder);
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** When a base was last asked for. */
    Instant used(String key) throws IOException {
        return Files.getLastModifiedTime(folder(key)).toInstant();
    }

    /** Removes a base. Whoever is copying it at this moment notices and builds it again. */
    void remove(String key) {
        Trees.delete(folder(key));
    }

    /** Removes what is left of a base, unless somebody is making that very base. */
    boolean removeIncomplete(String key) throws IOException {
        return KeyLock.ifFree(lock(key), () -> look(key).isEmpty() && Trees.delete(folder(key)))
                .orElse(false);
    }

    /** Removes what nobody used for a month and has no name. Called when something is added; never fails. */
    void removeOld() {
        try {
            removeOld(bases(), new SnapshotNames(cache).keys());
            removeOld(cache.resolve("locks"), Set.of());
        } catch (IOException e) {
            // Names that cannot be read may protect any of them.
        }
    }

    private static void removeOld(Path folder, Set<String> but) {
        Instant limit = Instant.now().minus(KEEP_UNUSED);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                // One that is being copied was marked as used just before.
                if (!but.contains(entry.getFileName().toString())
                        && Files.getLastModifiedTime(entry).toInstant().isBefore(limit)) {
                    Trees.delete(entry);
                }
            }
        } catch (IOException e) {
            // Another process cleans up as well.
        }
    }

    private Path lock(String key) {
        return cache.resolve("locks").resolve(key);
    }

    private Path bases() {
        return cache.resolve("bases");
    }

    private Path folder(String key) {
        return bases().resolve(key);
    }
}
