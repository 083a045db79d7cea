package io.github.flygate.snapshot;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A kept base.
 *
 * @param archive its packed data directory
 * @param bytes size of the archive, and nearly of the data directory
 * @param passwords of the two roles that can log in
 * @param meta what is known of it, by the names below
 */
record Base(Path archive, long bytes, Passwords passwords, Map<String, String> meta) {
    private static final String ARCHIVE = "base.tar";
    private static final String META = "base.properties";

    /** What the two roles log in with; never printed. */
    record Passwords(String superuser, String owner) {
        @Override
        public String toString() {
            return "Passwords";
        }
    }

    Base {
        meta = Map.copyOf(meta);
    }

    /** Empty unless all of it is there. */
    static Optional<Base> read(Path folder) throws IOException {
        Properties meta = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(META))) {
            meta.load(reader);
            Base base = new Base(
                    folder.resolve(ARCHIVE),
                    Long.parseLong(meta.getProperty("bytes", "-1")),
                    new Passwords(meta.getProperty("superuser", ""), meta.getProperty("owner", "")),
                    meta.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, meta::getProperty)));
            // A machine that lost its power may have kept the name and not the content.
            return Files.size(base.archive()) == base.bytes() ? Optional.of(base) : Optional.empty();
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Packs a stopped data directory into a new folder. */
    static void write(Path folder, Path data, Passwords passwords, BaseSpec spec, Release release) throws IOException {
        Trees.makePrivate(folder);
        Path archive = folder.resolve(ARCHIVE);
        DataArchive.pack(data, archive);
        Properties meta = new Properties();
        meta.setProperty("bytes", Long.toString(Files.size(archive)));
        meta.setProperty("superuser", passwords.superuser());
        meta.setProperty("owner", passwords.owner());
        meta.putAll(Labels.of(spec, release.server()));
        Path file = Files.createFile(folder.resolve(META), Trees.owner("rw-------"));
        try (Writer writer = Files.newBufferedWriter(file)) {
            meta.store(writer, null);
        }
    }
}
