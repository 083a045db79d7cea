package io.github.flygate.fact;

/**
 * Columns of one type that a statement makes in one table, new or not. Not for temporary and foreign tables, partitions,
 * and what is taken over from another table ({@code LIKE}, {@code INHERITS}, {@code AS SELECT}).
 *
 * @param columns their names
 * @param type as PostgreSQL's {@code format_type} prints it, without length and precision; the text's spelling where only
 *     the text is known
 * @param key whether the column is the whole primary key
 * @param numbering who numbers the rows: {@code none}, {@code serial} or {@code identity}
 */
public record NewColumns(TableFact table, String columns, String type, boolean key, String numbering) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + columns;
    }
}
