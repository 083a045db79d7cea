package io.github.flygate.fact;

import java.util.List;

/** A foreign key is made, by ALTER TABLE, with a new column or with a new table. */
public record AddForeignKey(TableFact table, TableFact referenced, ConstraintFact constraint) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + referenced.name() + " " + constraint.name();
    }

    @Override
    public List<String> alsoAbout() {
        return List.of(referenced.name());
    }
}
