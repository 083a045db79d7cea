package io.github.flygate.rows;

import io.github.flygate.rows.RowTable.ForeignKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parents before children; and where foreign keys form a circle, which of them has to wait. */
final class FillOrder {
    /**
     * A table's turn.
     *
     * @param absent foreign keys whose parents come later, so that their columns get nulls
     * @param ahead foreign keys whose parents come later, but which are checked later too
     */
    record Turn(RowTable table, Set<ForeignKey> absent, Set<ForeignKey> ahead) {}

    private final RowSchema schema;
    private final Map<Long, RowTable> waiting = new LinkedHashMap<>();
    private final List<Turn> turns = new ArrayList<>();

    private FillOrder(RowSchema schema, List<RowTable> tables) {
        this.schema = schema;
        tables.forEach(table -> waiting.put(table.oid(), table));
    }

    static List<Turn> of(RowSchema schema, List<RowTable> tables) {
        FillOrder order = new FillOrder(schema, tables);
        while (!order.waiting.isEmpty()) {
            order.step();
        }
        return order.turns;
    }

    private void step() {
        boolean moved = false;
        for (RowTable table : List.copyOf(waiting.values())) {
            if (open(table).isEmpty()) {
                place(table);
                moved = true;
            }
        }
        if (!moved) {
            place(first());
        }
    }

    /** The table that gives up least: nulls, or else checks at the end, or else it cannot be filled. */
    private RowTable first() {
        for (RowTable table : waiting.values()) {
            if (open(table).stream().allMatch(key -> nullable(table, key))) {
                return table;
            }
        }
        for (RowTable table : waiting.values()) {
            if (open(table).stream().allMatch(key -> nullable(table, key) || key.deferrable())) {
                return table;
            }
        }
        return waiting.values().iterator().next();
    }

    private void place(RowTable table) {
        Set<ForeignKey> absent = new LinkedHashSet<>();
        Set<ForeignKey> ahead = new LinkedHashSet<>();
        for (ForeignKey key : open(table)) {
            if (!nullable(table, key) && key.deferrable()) {
                ahead.add(key);
            } else {
                absent.add(key);
            }
        }
        waiting.remove(table.oid());
        turns.add(new Turn(table, absent, ahead));
    }

    /** Foreign keys to other tables that have not had their turn. */
    private List<ForeignKey> open(RowTable table) {
        Set<ForeignKey> open = new HashSet<>();
        return table.foreignKeys().stream()
                .filter(key -> key.referenced() != table.oid() && waiting.containsKey(root(key.referenced())))
                .filter(open::add)
                .toList();
    }

    /** Rows of a partition come with those of its root. */
    private long root(long oid) {
        RowTable table = schema.tables().get(oid);
        return table != null && table.partition() ? root(table.parent()) : oid;
    }

    private boolean nullable(RowTable table, ForeignKey key) {
        return key.columns().stream()
                .flatMap(number -> table.column(number).stream())
                .anyMatch(column -> !schema.mandatory(column));
    }
}
