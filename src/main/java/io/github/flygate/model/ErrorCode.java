package io.github.flygate.model;

/** Why flygate could not do its job. The name is stable and printed; the exit code is what a pipeline sees. */
public enum ErrorCode {
    /** Wrong use of the command line. */
    USAGE(2),
    /** A configuration file or value that cannot be used. */
    CONFIGURATION(2),
    /** Migrations that cannot be found, named or read. */
    MIGRATIONS(3),
    /** The base cannot be determined or read. */
    BASE(3),
    /** A history that cannot be read, from a file or from a database. */
    HISTORY(3),
    /** SQL that Flyway's parser refuses. */
    SQL(3),
    /** The engine did not start, or the base could not be built. */
    ENGINE(3),
    /** A rule file is wrong, or a rule failed on a statement. */
    RULE(3),
    /** A file could not be read or written. */
    IO(3),
    /** A JSON report that cannot be read back. */
    REPORT(3),
    /** GitHub cannot be asked, or refuses. */
    GITHUB(3),
    /** A defect of flygate. */
    INTERNAL(3);

    private final int exitCode;

    ErrorCode(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
