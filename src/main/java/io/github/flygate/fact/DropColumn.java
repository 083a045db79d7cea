package io.github.flygate.fact;

/** A column is dropped. */
public record DropColumn(TableFact table, ColumnFact column) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + "." + column.name();
    }
}
