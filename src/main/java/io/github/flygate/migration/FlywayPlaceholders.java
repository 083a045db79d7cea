package io.github.flygate.migration;

import io.github.flygate.model.FlywaySettings;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The placeholders that Flyway itself fills, without a database to ask. */
public final class FlywayPlaceholders {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private FlywayPlaceholders() {}

    /** How a script names the time at which Flyway starts: {@code ${flyway:timestamp}}, unless configured otherwise. */
    public static String timestamp(FlywaySettings settings) {
        return openTimestamp(settings) + settings.placeholderSuffix();
    }

    /** Whether a repeatable migration has that in it, and so another checksum on each run. */
    public static boolean namesTimestamp(String content, FlywaySettings settings) {
        return settings.placeholderReplacement()
                && content.toLowerCase(Locale.ROOT)
                        .contains(openTimestamp(settings).toLowerCase(Locale.ROOT));
    }

    private static String openTimestamp(FlywaySettings settings) {
        return settings.placeholderPrefix() + "flyway" + settings.placeholderSeparator() + "timestamp";
    }

    /**
     * Flyway's own and the project's.
     *
     * @param given values that are known better, as {@code flyway:user}; whatever the configured separator is
     */
    static Map<String, String> of(FlywaySettings settings, String fileName, Map<String, String> given) {
        Map<String, String> values = new TreeMap<>(settings.placeholders());
        String prefix = "flyway" + settings.placeholderSeparator();
        values.put(prefix + "defaultSchema", settings.effectiveSchema());
        values.put(prefix + "user", settings.user().isEmpty() ? "flyway" : settings.user());
        values.put(prefix + "database", "postgres");
        values.put(
                prefix + "timestamp", LocalDateTime.now(ZoneId.systemDefault()).format(TIMESTAMP));
        values.put(prefix + "filename", fileName);
        values.put(prefix + "workingDirectory", System.getProperty("user.dir"));
        values.put(prefix + "table", settings.table());
        values.put(prefix + "environment", "default");
        given.forEach((key, value) ->
                values.put(key.startsWith("flyway:") ? prefix + key.substring("flyway:".length()) : key, value));
        return values;
    }
}
