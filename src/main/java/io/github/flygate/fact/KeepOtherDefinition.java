package io.github.flygate.fact;

/**
 * IF NOT EXISTS left a statement without effect, and what is there is not what it describes. Never comes from the text.
 *
 * @param object kind and name, such as {@code column note}
 * @param written the difference, as the statement has it
 * @param found the difference, as the database has it; {@code missing} where it has nothing
 */
public record KeepOtherDefinition(TableFact table, String object, String written, String found) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + object;
    }
}
