package io.github.flygate.fact;

/**
 * A column is added to a table that is there.
 *
 * @param stored {@code GENERATED … STORED}: it is computed for every row there is; a virtual one (18) is not
 * @param constrainedDomain its type is a domain that refuses some values, or one over such a domain; from the text only
 *     when the text makes the domain
 */
public record AddColumn(TableFact table, ColumnFact column, boolean stored, boolean constrainedDomain) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + "." + column.name();
    }
}
