package io.github.flygate.migration;

/**
 * A file that somebody may have meant for Flyway and that Flyway passes over.
 *
 * @param reason why, as in {@code its prefix must be written V, case counts}
 * @param inBase whether it lies there in the base already
 */
public record LookAlike(Kind kind, String file, String reason, boolean inBase) {

    /** What it looks like. */
    public enum Kind {
        /** A script in a location with a name that Flyway does not take. */
        SCRIPT,
        /** A script configuration, {@code V2__x.sql.conf}, that belongs to no script. */
        CONFIGURATION,
        /** A class in the package of Java migrations that Flyway does not take. */
        JAVA_CLASS,
        /** A script with a good name that lies in no location. */
        OUTSIDE
    }

    @Override
    public String toString() {
        return file + ": " + reason;
    }
}
