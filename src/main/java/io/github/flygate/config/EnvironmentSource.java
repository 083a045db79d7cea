package io.github.flygate.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Flyway's environment variables. */
final class EnvironmentSource {
    private static final String PREFIX = "FLYWAY_";
    private static final String PLACEHOLDER = "PLACEHOLDERS_";

    private EnvironmentSource() {}

    static Layer read(Map<String, String> environment) {
        Layer layer = new Layer();
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (!variable.startsWith(PREFIX)) {
                return;
            }
            String name = variable.substring(PREFIX.length());
            Setting value = Setting.text(variable, text, "environment " + variable);
            if (name.startsWith(PLACEHOLDER) && name.length() > PLACEHOLDER.length()) {
                // Flyway makes placeholder names from variables lower-case.
                String placeholder = name.substring(PLACEHOLDER.length()).toLowerCase(Locale.ROOT);
                layer.put(Setting.text(FlywayKey.placeholderPath(placeholder), text, value.origin()));
                return;
            }
            Optional<FlywayKey> key = FlywayKey.relaxed(name).filter(found -> found != FlywayKey.CLASS_PATH);
            layer.putFlyway(key.map(FlywayKey::flywayName).orElse(name.toLowerCase(Locale.ROOT)), key, value);
        });
        return layer;
    }
}
