package io.github.flygate.model;

import java.util.Locale;

/** What a finding warns of. A closed list: it groups findings and lets two findings about one danger become one. */
public enum Hazard {
    /** Inserts, updates and deletes wait; reads do not. */
    BLOCKS_WRITES,
    /** Every statement on the relation waits, reads included. */
    BLOCKS_READS,
    /** A wait for a lock without a limit makes everybody queue behind it. */
    LOCK_QUEUE,
    /** The application version that still runs stops working. */
    BREAKS_OLD_VERSION,
    /** Rows are lost. */
    DATA_LOSS,
    /** The migration ends with an error. */
    FAILS,
    /** The migration never ends. */
    HANGS,
    /** Databases that should be alike are not. */
    DIVERGES,
    /** Nothing happens now; what is made is hard to use or to change later. */
    ADVICE,
    /** flygate could not look. */
    NOT_CHECKED,
    /** A suppression that is wrong itself. */
    SUPPRESSION;

    /** The name in rule files and reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
