package io.github.flygate.migration;

import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Flyway's versions as keys: {@code 1}, {@code 01} and {@code 1.0} are one. */
final class Versions {
    private Versions() {}

    static String normal(@Nullable MigrationVersion version) {
        if (version == null || version.getVersion() == null) {
            return "";
        }
        StringBuilder normal = new StringBuilder();
        for (String part : version.getVersion().split("\\.", -1)) {
            String digits = part.replaceFirst("^0+(?=.)", "");
            normal.append(normal.isEmpty() ? "" : ".").append(digits);
        }
        return normal.toString().replaceFirst("(\\.0)+$", "");
    }
}
