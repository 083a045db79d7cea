package io.github.flygate.snapshot;

/**
 * What a snapshot was made of, for people and for the question whether it belongs to this project.
 *
 * @param project name of the project's folder
 * @param database its name in flygate.yml; {@code default} when there is one
 * @param first the project's first migration with its checksum; empty without migrations. Every snapshot of a project
 *     begins with it.
 * @param version highest applied version; empty without versioned migrations
 * @param migrations how many were applied
 * @param commit of the base; empty when git was not asked
 * @param flyway version of the Flyway that applied them
 */
public record Origin(
        String project, String database, String first, String version, int migrations, String commit, String flyway) {
    /** Of a copy that was made of a database, not of migrations. */
    public static Origin unknown() {
        return new Origin("", "", "", "", 0, "", "");
    }
}
