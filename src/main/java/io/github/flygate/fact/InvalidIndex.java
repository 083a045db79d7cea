package io.github.flygate.fact;

/**
 * A statement makes an index that is still marked invalid when all migrations are done, or finds such a one and leaves it
 * alone because of IF NOT EXISTS. Never comes from the text.
 */
public record InvalidIndex(TableFact table, IndexFact index) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + index.name();
    }
}
