package io.github.flygate.fact;

/**
 * A column that is there takes other values than before, by its default, its identity, its expression or its nulls.
 *
 * @param column as it is when the script is done
 * @param change {@code default removed}, {@code identity removed}, {@code expression removed} (it is computed no longer),
 *     {@code identity always} (it takes no value from an INSERT any more) or {@code nulls allowed}
 * @param undone what was removed is replaced: by the end of the script the column has a default or an identity again
 */
public record AlterColumn(TableFact table, ColumnFact column, String change, boolean undone) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + "." + column.name() + " " + change;
    }
}
