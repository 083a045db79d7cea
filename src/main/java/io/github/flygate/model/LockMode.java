package io.github.flygate.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * PostgreSQL's table lock modes, weakest first, with the names of {@code pg_locks.mode}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES">Table-level locks</a>
 */
public enum LockMode {
    ACCESS_SHARE("AccessShareLock"),
    ROW_SHARE("RowShareLock"),
    ROW_EXCLUSIVE("RowExclusiveLock"),
    SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock"),
    SHARE("ShareLock"),
    SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock"),
    EXCLUSIVE("ExclusiveLock"),
    ACCESS_EXCLUSIVE("AccessExclusiveLock");

    private final String pgName;

    LockMode(String pgName) {
        this.pgName = pgName;
    }

    public String pgName() {
        return pgName;
    }

    /** As {@code LOCK TABLE} and the manual write it: {@code ACCESS EXCLUSIVE}. */
    public String sqlName() {
        return name().replace('_', ' ');
    }

    public static Optional<LockMode> ofPgName(String name) {
        return Arrays.stream(values()).filter(mode -> mode.pgName.equals(name)).findFirst();
    }

    /** The mode that somebody typed, by either of its names, in any case. */
    public static Optional<LockMode> typed(String name) {
        String letters = letters(name);
        return Arrays.stream(values())
                .filter(mode -> letters.equals(letters(mode.name())) || letters.equals(letters(mode.pgName)))
                .findFirst();
    }

    private static String letters(String name) {
        return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }

    /** Whether one session waits for the other when both want the same table, in whichever order. */
    public boolean conflictsWith(LockMode other) {
        return switch (this) {
            case ACCESS_SHARE -> other == ACCESS_EXCLUSIVE;
            case ROW_SHARE -> other.compareTo(EXCLUSIVE) >= 0;
            case ROW_EXCLUSIVE -> other.compareTo(SHARE) >= 0;
            case SHARE_UPDATE_EXCLUSIVE -> other.compareTo(SHARE_UPDATE_EXCLUSIVE) >= 0;
            // The one mode that does not conflict with itself though it blocks writes.
            case SHARE -> other.compareTo(ROW_EXCLUSIVE) >= 0 && other != SHARE;
            case SHARE_ROW_EXCLUSIVE -> other.compareTo(ROW_EXCLUSIVE) >= 0;
            case EXCLUSIVE -> other != ACCESS_SHARE;
            case ACCESS_EXCLUSIVE -> true;
        };
    }

    /** Whether a plain SELECT waits for it. */
    public boolean blocksReads() {
        return conflictsWith(ACCESS_SHARE);
    }

    /** Whether INSERT, UPDATE and DELETE wait for it. */
    public boolean blocksWrites() {
        return conflictsWith(ROW_EXCLUSIVE);
    }
}
