package io.github.flygate.migration;

/**
 * What the head did to a migration of the base.
 *
 * @param file in the head, or in the base when it is gone
 * @param script Flyway's name for it, as in the history table
 * @param version empty for repeatables
 * @param was in the base: a checksum, a description, a type, a path; empty where there is nothing to show
 * @param becomes the same in the head
 * @param says all of that in a sentence without the file
 */
public record Change(Kind kind, String file, String script, String version, String was, String becomes, String says) {

    /** What is another than it was, and whether Flyway notices. */
    public enum Kind {
        /** Flyway refuses it. */
        CHECKSUM,
        /** Flyway refuses it. */
        DESCRIPTION,
        /** Java was SQL, or the other way round; Flyway refuses it. */
        TYPE,
        /** Another version has its content; Flyway refuses it, unless a pattern says otherwise. */
        RENAMED,
        /** Flyway refuses it, unless a pattern says otherwise. */
        DELETED,
        /** It is gone, and {@code ignoreMigrationPatterns} allows that. */
        GONE_IGNORED,
        /** Lines were joined or split, which the checksum does not show. */
        LINES,
        /** Its {@code .conf} file, which no checksum holds. */
        CONF,
        /** The class of a Java migration, which has no checksum, or the same as before. */
        JAVA,
        /** What gives a Java migration its checksum; whether it gives another one cannot be read. */
        JAVA_CHECKSUM,
        /** A baseline migration, which Flyway runs on an empty schema only. */
        BASELINE
    }

    @Override
    public String toString() {
        return file + ": " + says;
    }
}
