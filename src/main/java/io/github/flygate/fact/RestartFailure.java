package io.github.flygate.fact;

/**
 * A server of the old version that starts during the roll-out refuses the migrated database.
 *
 * @param command {@code validate} or {@code migrate}
 * @param code Flyway's error code, such as {@code APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED}; empty when it gives none
 * @param error Flyway's message
 */
public record RestartFailure(String command, String code, String error) implements Fact {
    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return command + " " + code;
    }
}
