package io.github.flygate.fact;

/**
 * A column gets another type.
 *
 * @param rewrites {@code yes}, {@code no}, or {@code unknown} where the old type is not known from the text
 * @param using whether a USING expression converts the values
 */
public record AlterColumnType(TableFact table, ColumnFact column, String rewrites, boolean using) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + "." + column.name();
    }
}
