package io.github.flygate.model;

import java.util.Locale;

/** Where a finding comes from: which pass of flygate saw it. */
public enum Proof {
    STATIC,
    MEASURED,
    CONTRACT,
    HISTORY,
    RERUN;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
