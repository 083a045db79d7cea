package io.github.flygate.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * PostgreSQL's table lock modes, weakest first, with the names of {@code pg_locks.mode} and the modes that each
 * conflicts with: one letter per mode, in this order, {@code X} for a conflict.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES">Table-level locks</a>
 */
public enum LockMode {
    ACCESS_SHARE("AccessShareLock", ".......X"),
    ROW_SHARE("RowShareLock", "......XX"),
    ROW_EXCLUSIVE("RowExclusiveLock", "....XXXX"),
    SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock", "...XXXXX"),
    SHARE("ShareLock", "..XX.XXX"),
    SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock", "..XXXXXX"),
    EXCLUSIVE("ExclusiveLock", ".XXXXXXX"),
    ACCESS_EXCLUSIVE("AccessExclusiveLock", "XXXXXXXX");

    private final String pgName;
    private final String conflicts;

    LockMode(String pgName, String conflicts) {
        this.pgName = pgName;
        this.conflicts = conflicts;
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
        return conflicts.charAt(other.ordinal()) == 'X';
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
