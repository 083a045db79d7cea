package io.github.flygate.report;

import io.github.flygate.model.Severity;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How much of a report is printed, most first: the order in which detail gives way when there is no room for it. */
enum Detail {
    FULL(""),
    NO_LISTS("long lists and the chart of locks"),
    NO_SQL("statements"),
    NO_ALTERNATIVES("alternatives"),
    NO_INFO("info"),
    NO_WARNINGS("warnings"),
    BARE("");

    private final String givesWay;

    Detail(String givesWay) {
        this.givesWay = givesWay;
    }

    /**
     * What this level does not show, as words; empty for {@link #FULL}.
     *
     * @param lists whether there are lists that {@link #NO_LISTS} shortens
     */
    String leftOut(boolean lists) {
        return this == BARE
                ? "all but the first errors"
                : Arrays.stream(values())
                        .filter(level -> level != FULL && compareTo(level) >= 0)
                        .filter(level -> level != NO_LISTS || lists)
                        .map(level -> level.givesWay)
                        .collect(Collectors.joining(", "));
    }

    boolean lists() {
        return this == FULL;
    }

    boolean sql() {
        return compareTo(NO_SQL) < 0;
    }

    boolean alternatives() {
        return compareTo(NO_ALTERNATIVES) < 0;
    }

    boolean shows(Severity severity) {
        return switch (severity) {
            case INFO -> compareTo(NO_INFO) < 0;
            case WARNING -> compareTo(NO_WARNINGS) < 0;
            case ERROR -> true;
        };
    }

    boolean context() {
        return this != BARE;
    }
}
