package io.github.flygate.migration;

/**
 * A file that looks like a migration and that Flyway passes over.
 *
 * @param reason why, as in {@code its prefix must be written V, case counts}
 * @param inBase whether it lies there in the base already
 */
public record LookAlike(String file, String reason, boolean inBase) {
    @Override
    public String toString() {
        return file + ": " + reason;
    }
}
