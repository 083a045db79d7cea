package io.github.flygate.fact;

/**
 * A statement as a whole; the rest is in {@link Surroundings#statement()}.
 *
 * @param table the first relation it names; its name is empty when it names none
 * @param hung the server showed that it waits for Flyway's own session
 */
public record RunStatement(TableFact table, boolean hung) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return "";
    }
}
