package io.github.flygate.fact;

/**
 * A statement as a whole; the rest is in {@link Surroundings#statement()}.
 *
 * @param table the first relation it names; its name is empty when it names none
 * @param hung the server showed that it waits for Flyway's own session
 * @param rows how many the server saw it insert, update and delete in tables that existed before; 0 from the text, and
 *     for a statement without a transaction
 */
public record RunStatement(TableFact table, boolean hung, long rows) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return "";
    }
}
