package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

    private static final String CACHE_FORMAT = "cache-format";
    private static final String BINARIES = "binaries";
    private static final String PLATFORM = "platform";

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
        try {
            Map<String, String> meta = PropertyFile.read(folder.resolve(META));
            Base base = new Base(
                    folder.resolve(ARCHIVE),
                    Long.parseLong(meta.getOrDefault("bytes", "-1")),
                    new Passwords(meta.getOrDefault("superuser", ""), meta.getOrDefault("owner", "")),
                    meta);
            // A machine that lost its power may have kept the name and not the content.
            return Files.size(base.archive()) == base.bytes() ? Optional.of(base) : Optional.empty();
        } catch (NoSuchFileException | NumberFormatException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether this flygate made it, and not an older one whose bases differ. */
    boolean current() {
        return BaseCache.FORMAT.equals(meta.get(CACHE_FORMAT)) && Labels.readable(meta);
    }

    /** Whether it was made on a machine like this one. */
    boolean runsOn(Platform platform) {
        return platform.name().equals(meta.get(PLATFORM));
    }

    /** Version of the programs that made it. */
    String binaries() {
        return meta.getOrDefault(BINARIES, "");
    }

    /** Packs a stopped data directory into a new folder. */
    static void write(Path folder, Path data, Passwords passwords, BaseSpec spec, Installation by) throws IOException {
        Trees.makePrivate(folder);
        Path archive = folder.resolve(ARCHIVE);
        DataArchive.pack(data, archive);
        Map<String, String> meta = new TreeMap<>();
        meta.put("bytes", Long.toString(Files.size(archive)));
        meta.put("superuser", passwords.superuser());
        meta.put("owner", passwords.owner());
        meta.put(CACHE_FORMAT, BaseCache.FORMAT);
        meta.put(BINARIES, by.release().version());
        meta.put(PLATFORM, by.platform().name());
        meta.putAll(Labels.of(spec, by.release().server()));
        PropertyFile.write(folder.resolve(META), meta);
    }
}
