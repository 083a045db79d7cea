package io.github.flygate.migration;

import io.github.flygate.model.FlywaySettings;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;

/** Checksums by Flyway's own calculator. Versioned files count as they are written, repeatables after replacement. */
final class Checksums {
    private static final Pattern NO_REPLACEMENT = Pattern.compile("(?m)^\\s*placeholderReplacement\\s*=\\s*false\\s*$");

    private final FlywaySettings settings;

    Checksums(FlywaySettings settings) {
        this.settings = settings;
    }

    int of(Found found, String content, String conf) {
        boolean replaced = found.kind() == Migration.Kind.REPEATABLE
                && settings.placeholderReplacement()
                && !NO_REPLACEMENT.matcher(conf).find();
        if (!replaced) {
            return raw(content);
        }
        Map<String, String> values =
                FlywayPlaceholders.of(settings, found.name().placeholder(), Map.of());
        return raw(Placeholders.replace(found.path(), content, settings, values).text());
    }

    static int raw(String content) {
        return ChecksumCalculator.calculate(new TextResource("", content));
    }

    /** Lines as the checksum sees them: without their ends, and without empty ones. */
    static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isEmpty()).toList();
    }
}
