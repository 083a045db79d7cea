package io.github.flygate.fact;

/**
 * A column gets another name; {@code column} carries the old one.
 *
 * @param newName bare
 */
public record RenameColumn(TableFact table, ColumnFact column, String newName) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + "." + column.name() + " " + newName;
    }
}
