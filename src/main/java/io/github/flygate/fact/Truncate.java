package io.github.flygate.fact;

/**
 * A table is emptied by TRUNCATE.
 *
 * @param cascade tables that refer to it are emptied, too
 */
public record Truncate(TableFact table, boolean cascade) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name();
    }
}
