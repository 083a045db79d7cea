package io.github.flygate.model;

import java.util.Locale;

/** What became of a suspicion. Only {@link #CONFIRMED} and {@link #UNVERIFIED} findings count for the verdict. */
public enum Status {
    /** The server showed it. */
    CONFIRMED,
    /** Read in the text; nothing was measured that speaks for or against it. */
    UNVERIFIED,
    /** Read in the text, and the server did not do it. */
    REFUTED,
    SUPPRESSED,
    BASELINE;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean counts() {
        return this == CONFIRMED || this == UNVERIFIED;
    }
}
