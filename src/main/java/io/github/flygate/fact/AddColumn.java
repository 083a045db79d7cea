package io.github.flygate.fact;

/** A column is added to a table that is there. */
public record AddColumn(TableFact table, ColumnFact column) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + "." + column.name();
    }
}
