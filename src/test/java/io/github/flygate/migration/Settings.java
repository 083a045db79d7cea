package io.github.flygate.migration;

import io.github.flygate.model.FlywaySettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Flyway's defaults with single values changed. */
record Settings(
        List<String> locations,
        Map<String, String> placeholders,
        String encoding,
        boolean mixed,
        boolean validateMigrationNaming,
        List<String> ignoreMigrationPatterns,
        List<String> callbacks,
        List<String> classPath) {
    static Settings in(String... locations) {
        return new Settings(
                List.of(locations), Map.of(), "UTF-8", false, false, List.of("*:future"), List.of(), List.of());
    }

    Settings placeholders(Map<String, String> changed) {
        return new Settings(
                locations,
                changed,
                encoding,
                mixed,
                validateMigrationNaming,
                ignoreMigrationPatterns,
                callbacks,
                classPath);
    }

    Settings encoding(String changed) {
        return new Settings(
                locations,
                placeholders,
                changed,
                mixed,
                validateMigrationNaming,
                ignoreMigrationPatterns,
                callbacks,
                classPath);
    }

    Settings strictNames() {
        return new Settings(
                locations, placeholders, encoding, mixed, true, ignoreMigrationPatterns, callbacks, classPath);
    }

    Settings classPath(List<String> changed) {
        return new Settings(
                locations,
                placeholders,
                encoding,
                mixed,
                validateMigrationNaming,
                ignoreMigrationPatterns,
                callbacks,
                changed);
    }

    Settings ignoring(String... patterns) {
        return new Settings(
                locations,
                placeholders,
                encoding,
                mixed,
                validateMigrationNaming,
                List.of(patterns),
                callbacks,
                classPath);
    }

    Settings callbacks(String... changed) {
        return new Settings(
                locations,
                placeholders,
                encoding,
                mixed,
                validateMigrationNaming,
                ignoreMigrationPatterns,
                List.of(changed),
                classPath);
    }

    FlywaySettings flyway() {
        FlywaySettings usual = FlywaySettings.defaults();
        return new FlywaySettings(
                locations,
                List.of(),
                "",
                usual.table(),
                new TreeMap<>(placeholders),
                true,
                "${",
                "}",
                ":",
                "V",
                "R",
                "__",
                List.of(".sql"),
                encoding,
                false,
                false,
                mixed,
                false,
                true,
                validateMigrationNaming,
                ignoreMigrationPatterns,
                "",
                true,
                true,
                false,
                "1",
                false,
                callbacks,
                "",
                "",
                classPath);
    }
}
