package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of bases: a small file each, so that several may name one base and none has to be a file's name. A name is
 * one of a database of a project.
 */
final class SnapshotNames {
    private static final String NAME = "name";
    private static final String KEY = "key";

    private final Path cache;

    SnapshotNames(Path cache) {
        this.cache = cache;
    }

    /**
     * A name.
     *
     * @param key of the base that it names
     * @param labels of the base as it was when it got the name
     */
    record Named(Path file, String name, String key, Map<String, String> labels) {
        Named {
            labels = Map.copyOf(labels);
        }

        Origin origin() {
            return Labels.origin(labels);
        }
    }

    /** Does what no other process may do to names, and to bases that have some, at the same time. */
    <T> T alone(KeyLock.Work<T> work) throws IOException {
        return KeyLock.holding(cache.resolve("locks").resolve("names"), () -> {}, work);
    }

    Optional<Named> find(Origin origin, String name) throws IOException {
        Path file = file(origin, name);
        return Files.exists(file) ? read(file) : Optional.empty();
    }

    List<Named> all() throws IOException {
        List<Named> all = new ArrayList<>();
        for (Path file : files()) {
            if (!file.toString().endsWith(PropertyFile.UNFINISHED)) {
                read(file).ifPresent(all::add);
            }
        }
        return all;
    }

    /** The bases that have a name. */
    Set<String> keys() throws IOException {
        return all().stream().map(Named::key).collect(Collectors.toSet());
    }

    /** Names a base; whatever the name meant before. */
    void put(String name, String key, Map<String, String> labels) throws IOException {
        Map<String, String> values = new HashMap<>(labels);
        values.put(NAME, name);
        values.put(KEY, key);
        Files.createDirectories(folder());
        PropertyFile.write(file(Labels.origin(labels), name), values);
    }

    void remove(Named named) throws IOException {
        Files.deleteIfExists(named.file());
    }

    /** Removes what cannot be read, and what was being written when its process was killed. Only {@link #alone}. */
    void removeBroken() throws IOException {
        for (Path file : files()) {
            if (file.toString().endsWith(PropertyFile.UNFINISHED) || read(file).isEmpty()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Optional<Named> read(Path file) throws IOException {
        try {
            Map<String, String> values = PropertyFile.read(file);
            String name = values.getOrDefault(NAME, "");
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Named(file, name, values.getOrDefault(KEY, ""), values));
        } catch (NoSuchFileException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder())) {
            entries.forEach(files::add);
        } catch (NoSuchFileException e) {
            // Nothing has a name yet.
        }
        return files;
    }

    private Path folder() {
        return cache.resolve("names");
    }

    private Path file(Origin origin, String name) {
        return folder().resolve(new Fingerprint()
                .add(List.of(origin.project(), origin.database(), origin.first(), name))
                .hex());
    }
}
