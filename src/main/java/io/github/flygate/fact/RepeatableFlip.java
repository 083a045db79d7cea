package io.github.flygate.fact;

/**
 * A server of the old version that starts during the roll-out runs its own repeatable migration over the new one.
 *
 * @param repeatable the old version's file
 * @param differences what that changes in the catalog, in sentences; empty when nothing changes
 */
public record RepeatableFlip(String repeatable, String differences) implements Fact {
    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return repeatable;
    }
}
