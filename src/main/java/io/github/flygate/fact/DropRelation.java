package io.github.flygate.fact;

/** A table, view, materialized view, sequence or foreign table is dropped. */
public record DropRelation(TableFact table, boolean cascade) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name();
    }
}
