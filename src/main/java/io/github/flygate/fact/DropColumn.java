package io.github.flygate.fact;

import java.util.List;

/**
 * A column is dropped.
 *
 * @param alsoDrops indexes and constraints that go with it although they are about other columns too; never comes from
 *     the text
 */
public record DropColumn(TableFact table, ColumnFact column, List<String> alsoDrops) implements Fact {
    public DropColumn {
        alsoDrops = List.copyOf(alsoDrops);
    }

    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + "." + column.name();
    }
}
