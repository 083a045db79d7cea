package io.github.flygate.fact;

/** An index is built. Not for indexes that a constraint builds. */
public record CreateIndex(TableFact table, IndexFact index) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + index.name();
    }
}
