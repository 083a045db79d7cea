package io.github.flygate.fact;

/** A column that is there becomes NOT NULL, by SET NOT NULL or by a constraint that implies it. */
public record SetNotNull(TableFact table, ColumnFact column) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + "." + column.name();
    }
}
