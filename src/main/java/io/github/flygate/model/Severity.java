package io.github.flygate.model;

import java.util.Locale;

/** How much a finding weighs, weakest first. */
public enum Severity {
    INFO,
    WARNING,
    ERROR;

    public boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }

    /** The name in rule files, flygate.yml and reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
