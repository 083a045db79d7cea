package io.github.flygate.fact;

import java.util.List;

/**
 * A constraint that is there is checked against the existing rows.
 *
 * @param constraint its name
 * @param referenced {@code schema.name} of the table that a foreign key points at; empty for other kinds, and where only
 *     the text is known
 * @param sameTransaction the transaction that checks it has also made it, so that the lock of making it is still held
 */
public record ValidateConstraint(TableFact table, String constraint, String referenced, boolean sameTransaction)
        implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + constraint;
    }

    @Override
    public List<String> alsoAbout() {
        return referenced.isEmpty() ? List.of() : List.of(referenced);
    }
}
