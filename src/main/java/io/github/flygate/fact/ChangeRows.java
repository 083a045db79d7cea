package io.github.flygate.fact;

/**
 * Rows of a table are changed.
 *
 * @param verb {@code insert}, {@code update}, {@code delete} or {@code merge}
 * @param everyRow UPDATE or DELETE without a condition, or with one that is always true
 */
public record ChangeRows(TableFact table, String verb, boolean everyRow) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + verb;
    }
}
