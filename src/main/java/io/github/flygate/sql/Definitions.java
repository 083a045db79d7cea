package io.github.flygate.sql;

import io.github.flygate.fact.ConstraintFact;
import java.util.List;

/** Columns and constraints as written in CREATE TABLE and ALTER TABLE. */
final class Definitions {
    private Definitions() {}

    /**
     * A column.
     *
     * @param type normalised; empty where the definition has none (typed tables, partitions)
     * @param defaultExpression empty when there is none
     * @param serial numbered by one of the serial types
     * @param stored GENERATED … STORED, which is computed for every row there is
     */
    record ColumnDefinition(
            String name,
            String type,
            boolean notNull,
            List<Token> defaultExpression,
            boolean autoIncrement,
            boolean serial,
            boolean generated,
            boolean stored,
            List<ConstraintDefinition> constraints) {}

    /**
     * A constraint.
     *
     * @param columns the columns it is on; empty where it does not say
     * @param referenced of a foreign key; {@link Name#NONE} otherwise
     * @param expression of a CHECK
     */
    record ConstraintDefinition(ConstraintFact fact, List<String> columns, Name referenced, List<Token> expression) {}
}
