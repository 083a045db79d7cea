package io.github.flygate.fact;

/** A constraint other than a foreign key is added to a table that is there, by itself or with a new column. */
public record AddConstraint(TableFact table, ConstraintFact constraint) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + constraint.kind() + " " + constraint.name();
    }
}
