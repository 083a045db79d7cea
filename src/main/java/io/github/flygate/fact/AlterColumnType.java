package io.github.flygate.fact;

import java.util.List;

/**
 * A column gets another type or another collation.
 *
 * @param rewrites {@code yes}, {@code no}, or {@code unknown} where the old type is not known from the text
 * @param using whether a USING expression converts the values
 * @param rebuiltIndexes indexes on the column, {@code schema.name}, that were built anew though the table was not; never
 *     comes from the text
 * @param recheckedConstraints checks and foreign keys on the column for which every row was read though the table was not
 *     rewritten; never comes from the text
 */
public record AlterColumnType(
        TableFact table,
        ColumnFact column,
        String rewrites,
        boolean using,
        List<String> rebuiltIndexes,
        List<String> recheckedConstraints)
        implements Fact {
    public AlterColumnType {
        rebuiltIndexes = List.copyOf(rebuiltIndexes);
        recheckedConstraints = List.copyOf(recheckedConstraints);
    }

    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + "." + column.name();
    }
}
