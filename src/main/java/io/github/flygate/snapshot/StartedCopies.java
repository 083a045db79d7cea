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

/**
 * The book of the copies that outlive the process that starts them: a folder each in the cache, which is there before
 * anything of the copy is and until all of it is gone. The copy itself may be on a memory file system.
 */
final class StartedCopies {
    private static final String ENTRY = "copy.properties";

    private final Path cache;

    StartedCopies(Path cache) {
        this.cache = cache;
    }

    /**
     * A copy.
     *
     * @param values what is known of it, by the names in {@link Started}
     */
    record Entry(String id, Map<String, String> values) {
        Entry {
            values = Map.copyOf(values);
        }

        String get(String name) {
            return values.getOrDefault(name, "");
        }

        Entry with(Map<String, String> more) {
            Map<String, String> all = new HashMap<>(values);
            all.putAll(more);
            return new Entry(id, all);
        }
    }

    /** All of them, those that are being made as well. One that cannot be read has no values. */
    List<Entry> all() throws IOException {
        List<Entry> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder())) {
            for (Path folder : folders) {
                String id = folder.getFileName().toString();
                all.add(read(id).orElse(new Entry(id, Map.of())));
            }
        } catch (NoSuchFileException e) {
            // None was started yet.
        }
        return all;
    }

    /** Empty when it is gone, or was never written down. */
    Optional<Entry> read(String id) throws IOException {
        try {
            return Optional.of(new Entry(id, PropertyFile.read(file(id))));
        } catch (NoSuchFileException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    void write(Entry entry) throws IOException {
        if (!Files.isDirectory(folder().resolve(entry.id()))) {
            Files.createDirectories(folder());
            Trees.makePrivate(folder().resolve(entry.id()));
        }
        PropertyFile.write(file(entry.id()), entry.values());
    }

    void remove(String id) {
        Trees.delete(folder().resolve(id));
    }

    /** Where the entry is kept. */
    Path file(String id) {
        return folder().resolve(id).resolve(ENTRY);
    }

    /** Does what no other process may do with this copy at the same time. */
    <T> T alone(String id, Runnable waiting, KeyLock.Work<T> work) throws IOException {
        return KeyLock.holding(lock(id), waiting, work);
    }

    /** The same, but not while another process does something with it. */
    <T> Optional<T> ifFree(String id, KeyLock.Work<T> work) throws IOException {
        return KeyLock.ifFree(lock(id), work);
    }

    private Path lock(String id) {
        return cache.resolve("locks").resolve("started-" + id);
    }

    private Path folder() {
        return cache.resolve("started");
    }
}
