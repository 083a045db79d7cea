package io.github.flygate.fact;

/**
 * A statement of a Java migration that changes what is defined in the database, not its rows.
 *
 * @param relation that is changed, or that what is changed belongs to; empty when it is no relation
 * @param change what was seen, such as {@code column note is added}, or the first words of the statement
 */
public record JavaSchemaChange(String relation, String change) implements Fact {
    @Override
    public String subject() {
        return change;
    }
}
