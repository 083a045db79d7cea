package io.github.flygate.fact;

/**
 * A foreign key goes, by itself or with its column or table, and the referenced table stays. Never comes from the text.
 *
 * @param named the statement's text names the referenced table
 */
public record DropForeignKey(TableFact table, TableFact referenced, boolean named) implements Fact {
    @Override
    public String relation() {
        return referenced.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + referenced.name();
    }
}
