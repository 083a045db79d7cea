package io.github.flygate.migration;

import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.extensibility.Plugin;

/** What Flyway's plug-ins keep their settings in. The tests of a user's may run with a Flyway as old as 10.22. */
final class FlywayPlugins {
    private FlywayPlugins() {}

    static <T extends Plugin> T of(Configuration flyway, Class<T> type) {
        try {
            return flyway.getPluginRegister().getInstanceOf(type);
        } catch (NoSuchMethodError e) {
            return before11(flyway, type);
        }
    }

    @SuppressWarnings("deprecation")
    private static <T extends Plugin> T before11(Configuration flyway, Class<T> type) {
        return flyway.getPluginRegister().getPlugin(type);
    }
}
