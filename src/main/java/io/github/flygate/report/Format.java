package io.github.flygate.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A way to print a report; the name in lower case, with {@code -} for {@code _}, is what {@code --format} takes. */
public enum Format {
    CONSOLE,
    JSON,
    MARKDOWN,
    SARIF,
    /** SARIF without accepted findings: GitHub code scanning would show them as open. */
    CODE_SCANNING,
    JUNIT,
    GITLAB,
    GITHUB;

    public static Optional<Format> of(String id) {
        return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
    }

    /** All names, as a sentence lists them. */
    public static String ids() {
        List<String> ids = Arrays.stream(values()).map(Format::id).toList();
        int last = ids.size() - 1;
        return String.join(", ", ids.subList(0, last)) + " or " + ids.get(last);
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
