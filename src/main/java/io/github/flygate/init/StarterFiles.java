package io.github.flygate.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The texts of the files that a project gets. */
public final class StarterFiles {
    private static final String NEWEST = "18";

    private StarterFiles() {}

    /**
     * {@code flygate.yml}: what differs from the defaults, with where it was seen.
     *
     * @param location a Flyway location that Flyway's own configuration does not name
     */
    public static String configuration(ProjectSigns signs, Optional<String> location) {
        StringBuilder text = new StringBuilder();
        text.append(
                        "# flygate checks Flyway migrations before they are merged. Every key is optional. Flyway's own configuration\n")
                .append("# is read where it is: `flygate config` shows every value with its origin.\n\n");
        Optional<PostgresSign> sign = signs.usable();
        text.append("postgres: ")
                .append(sign.map(found -> String.valueOf(found.major())).orElse(NEWEST))
                .append(sign.map(found -> " # seen in " + found.place() + "; must be production's major version")
                        .orElse(" # nothing names a version here; must be production's major version"))
                .append('\n');
        sign.filter(found -> !found.isPlain())
                .ifPresent(found -> text.append("# For the extensions of that image, where Docker is:\n")
                        .append("# engine: docker\n# image: ")
                        .append(found.image())
                        .append('\n'));
        location.ifPresent(place -> text.append("flyway: { locations: [")
                .append(quoted(place))
                .append("] } # Flyway's configuration names none that is there\n"));
        return text.toString();
    }

    /** For a CI system. */
    public static String pipeline(CiSystem ci) {
        try (InputStream in =
                Objects.requireNonNull(StarterFiles.class.getResourceAsStream(ci.template()), ci.template())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As YAML reads it back, whatever a folder is called. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (point >= ' ' && point < 0x7f) {
                quoted.appendCodePoint(point);
            } else {
                quoted.append(String.format("\\U%08x", point));
            }
        });
        return quoted.append('"').toString();
    }

    /** The names that {@code flygate.yml} may have. */
    public static List<String> configurationNames() {
        return List.of("flygate.yml", "flygate.yaml");
    }
}
