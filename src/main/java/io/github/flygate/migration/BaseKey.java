package io.github.flygate.migration;

import io.github.flygate.model.FlywaySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Names what applying the base makes, by names and hashes; no migration is read for it. */
final class BaseKey {
    /** Raised when this class hashes other things than before. */
    private static final String FORMAT = "2";

    private BaseKey() {}

    /**
     * The key of the base, and behind it the keys of what it was before each of its versioned migrations was added: a
     * base that has one of those needs only the migrations that came since. Newest first.
     */
    static List<String> lineage(Path project, FlywaySettings flyway, List<Found> applied, List<Found> callbacks) {
        List<Found> chain = applied.stream().filter(BaseKey::isStep).toList();
        Hash common = Hash.sha256().item(FORMAT).item(FlywayConfigurations.flywayVersion());
        settings(common, flyway);
        // Flyway runs a baseline on an empty schema only, and repeatables whenever they change: neither is a step.
        Stream.concat(applied.stream().filter(found -> !isStep(found)), callbacks.stream())
                .forEach(found -> add(common, found));
        classes(common, project, flyway, applied);
        List<String> keys = new ArrayList<>();
        keys.add(common.hex());
        for (Found step : chain) {
            Hash hash = Hash.sha256().item(keys.get(keys.size() - 1));
            add(hash, step);
            keys.add(hash.hex());
        }
        Collections.reverse(keys);
        return keys;
    }

    private static boolean isStep(Found found) {
        return !found.kind().isRepeatable() && found.kind() != Migration.Kind.BASELINE;
    }

    private static void add(Hash hash, Found found) {
        hash.item(found.kind().name())
                .item(found.script())
                .item(found.file().blob())
                .item(found.confBlob());
    }

    private static void classes(Hash hash, Path project, FlywaySettings flyway, List<Found> applied) {
        boolean runsClasses = !flyway.callbacks().isEmpty()
                || applied.stream().anyMatch(found -> found.kind().isJava());
        if (runsClasses) {
            for (String entry : flyway.classPath()) {
                classPath(hash, project.resolve(entry), entry);
            }
        }
    }

    private static void settings(Hash hash, FlywaySettings flyway) {
        flyway.schemas().forEach(hash::item);
        flyway.placeholders().forEach((key, value) -> hash.item(key).item(value));
        flyway.callbacks().forEach(hash::item);
        List.of(
                        flyway.defaultSchema(),
                        flyway.table(),
                        flyway.placeholderReplacement(),
                        flyway.placeholderPrefix(),
                        flyway.placeholderSuffix(),
                        flyway.placeholderSeparator(),
                        flyway.encoding(),
                        flyway.detectEncoding(),
                        flyway.mixed(),
                        flyway.group(),
                        flyway.executeInTransaction(),
                        flyway.initSql(),
                        flyway.createSchemas(),
                        flyway.baselineOnMigrate(),
                        flyway.baselineVersion(),
                        flyway.skipDefaultCallbacks(),
                        flyway.user())
                .forEach(value -> hash.item(value.toString()));
    }

    /** A jar by its size and name; a folder by its classes. */
    private static void classPath(Hash hash, Path path, String entry) {
        try {
            if (!Files.isDirectory(path)) {
                hash.item(entry).item(Files.exists(path) ? Long.toString(Files.size(path)) : "");
                return;
            }
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    hash.item(path.relativize(file).toString()).bytes(Files.readAllBytes(file));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // Whether the class path is usable is found out where it is used.
            hash.item(entry).item("unreadable");
        }
    }
}
