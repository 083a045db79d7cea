package io.github.flygate.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A way to print a report; the name in lower case is what {@code --format} takes. */
public enum Format {
    CONSOLE,
    JSON,
    MARKDOWN;

    public static Optional<Format> of(String id) {
        return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
