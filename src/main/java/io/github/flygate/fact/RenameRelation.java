package io.github.flygate.fact;

/**
 * A relation gets another name or moves to another schema; {@code table} carries the old name.
 *
 * @param newName {@code schema.name}
 * @param oldNameServed a view with the old name exists when the script is done
 */
public record RenameRelation(TableFact table, String newName, boolean oldNameServed) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + newName;
    }
}
