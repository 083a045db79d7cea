package io.github.flygate.contract;

import io.github.flygate.model.FlywaySettings;

/** Flyway's history table. */
final class History {
    private History() {}

    /** Its name, quoted. */
    static String table(FlywaySettings flyway) {
        return quoted(flyway.effectiveSchema()) + "." + quoted(flyway.table());
    }

    /** {@code schema.name}, as the catalog has it. */
    static String name(FlywaySettings flyway) {
        return flyway.effectiveSchema() + "." + flyway.table();
    }

    static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }
}
