package io.github.flygate.migration;

/**
 * A pending migration and one that another branch has added since.
 *
 * @param file the pending one
 * @param version of the pending one; empty for a repeatable
 * @param ref the other branch
 * @param merged whether that is the branch to merge into, which has the other migration already
 * @param theirFile the other migration
 * @param theirVersion likewise
 */
public record Skew(
        Kind kind,
        String file,
        String script,
        String version,
        String ref,
        boolean merged,
        String theirFile,
        String theirVersion) {

    /** How they come into each other's way. */
    public enum Kind {
        /** Both have one version, or one description of a repeatable. */
        TAKEN,
        /** Theirs is higher: the pending one is out of order once theirs is applied. */
        OVERTAKEN,
        /** The pending one is higher: theirs is out of order once this one is applied. */
        OVERTAKES
    }
}
