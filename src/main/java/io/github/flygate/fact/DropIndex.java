package io.github.flygate.fact;

/** An index is dropped. The table's name is empty where only the text is known. */
public record DropIndex(TableFact table, IndexFact index) implements Fact {
    @Override
    public String relation() {
        return table.name().isEmpty() ? index.name() : table.name();
    }

    @Override
    public String subject() {
        return index.name();
    }
}
