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

    static ColumnFact known(Draft draft, TableFact table, String name, boolean becomesNotNull) {
        Relation relation = draft.schema.look(table.name());
        Relation.Column column = relation.column(name);
        return new ColumnFact(
                name,
                column.type(),
                column.type(),
                column.notNull() || becomesNotNull,
                "",
                "none",
                false,
                false,
                column.created(),
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

    /** Remembers columns that a pending statement makes. */
    static void remember(Relation relation, List<ColumnDefinition> columns) {
        for (ColumnDefinition column : columns) {
            relation.columns.putIfAbsent(column.name(), new Relation.Column(column.type(), column.notNull(), true));
        }
    }
}
