package io.github.flygate.fact;

/**
 * A table, view, materialized view, sequence or foreign table is dropped.
 *
 * @param cascade what depends on it goes, too
 * @param oldNameServed a view or sequence with the name exists when the script is done
 */
public record DropRelation(TableFact table, boolean cascade, boolean oldNameServed) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name();
    }
}
