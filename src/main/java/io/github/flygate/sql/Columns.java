package io.github.flygate.sql;

import io.github.flygate.fact.ColumnFact;
import io.github.flygate.fact.TableFact;
import io.github.flygate.sql.Definitions.ColumnDefinition;
import java.util.List;

/** Facts about columns, from what the statements so far have told. */
final class Columns {
    private Columns() {}

    /** A column that is there. */
    static ColumnFact known(Draft draft, TableFact table, String name) {
        return known(draft, table, name, false);
    }

    /** The same, for what breaks by the loss of the name: one that a pending statement gave is not missed. */
    static ColumnFact byName(Draft draft, TableFact table, String name) {
        Relation relation = draft.schema.look(table.name());
        boolean created = relation.column(name).created() || relation.newNames.contains(name);
        return fact(relation, name, relation.column(name).notNull(), created);
    }

    static ColumnFact known(Draft draft, TableFact table, String name, boolean becomesNotNull) {
        Relation relation = draft.schema.look(table.name());
        Relation.Column column = relation.column(name);
        return fact(relation, name, column.notNull() || becomesNotNull, column.created());
    }

    private static ColumnFact fact(Relation relation, String name, boolean notNull, boolean created) {
        Relation.Column column = relation.column(name);
        Relation.Value value = relation.values.getOrDefault(name, Relation.Value.NONE);
        return new ColumnFact(
                name,
                column.type(),
                column.type(),
                notNull,
                value.defaultExpression(),
                value.defaultExpression().isEmpty() ? "none" : "unknown",
                value.autoIncrement(),
                value.generated(),
                created,
                relation.provenNotNull(name));
    }

    /** A column that the statement adds. */
    static ColumnFact added(Draft draft, ColumnDefinition column) {
        return new ColumnFact(
                column.name(),
                column.type(),
                "",
                column.notNull(),
                Tokens.canonical(column.defaultExpression()),
                draft.volatility.of(column.defaultExpression()),
                column.autoIncrement(),
                column.generated(),
                true,
                false);
    }

    static Relation.Value value(ColumnDefinition column) {
        return new Relation.Value(
                Tokens.canonical(column.defaultExpression()), column.autoIncrement(), column.generated());
    }

    /** Remembers columns that a pending statement makes. */
    static void remember(Relation relation, List<ColumnDefinition> columns) {
        for (ColumnDefinition column : columns) {
            relation.columns.putIfAbsent(column.name(), new Relation.Column(column.type(), column.notNull(), true));
            relation.values.putIfAbsent(column.name(), value(column));
        }
    }
}
