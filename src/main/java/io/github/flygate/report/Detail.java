package io.github.flygate.report;

import io.github.flygate.model.Severity;

/** How much of a report is printed, most first: the order in which detail gives way when there is no room for it. */
enum Detail {
    FULL(""),
    NO_SQL("statements"),
    NO_ALTERNATIVES("statements, alternatives"),
    NO_INFO("statements, alternatives, info"),
    NO_WARNINGS("statements, alternatives, info, warnings"),
    BARE("all but the first errors");

    private final String leftOut;

    Detail(String leftOut) {
        this.leftOut = leftOut;
    }

    /** What this level does not show, as words; empty for {@link #FULL}. */
    String leftOut() {
        return leftOut;
    }

    boolean sql() {
        return this == FULL;
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
