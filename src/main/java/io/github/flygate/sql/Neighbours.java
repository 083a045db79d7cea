package io.github.flygate.sql;

import io.github.flygate.fact.TableFact;
import io.github.flygate.model.LockMode;

/** The tables that a drop locks though it does not name them: at the other end of a foreign key, or a partition's own. */
final class Neighbours {
    private Neighbours() {}

    static void ofTable(Draft draft, TableFact table, boolean cascade) {
        Relation relation = draft.schema.look(table.name());
        relation.references.values().forEach(reference -> lock(draft, table, reference.table()));
        relation.parents.forEach(parent -> lock(draft, table, parent));
        if (cascade) {
            draft.schema
                    .relationsWith(table.name(), other -> refers(draft, other, table.name()))
                    .forEach(other -> lock(draft, table, other));
        }
    }

    static void ofConstraint(Draft draft, TableFact table, String name) {
        Relation.Reference reference =
                draft.schema.look(table.name()).references.get(name);
        if (reference != null) {
            lock(draft, table, reference.table());
        }
    }

    static void ofColumn(Draft draft, TableFact table, String column) {
        draft.schema.look(table.name()).references.values().stream()
                .filter(reference -> reference.columns().contains(column))
                .forEach(reference -> lock(draft, table, reference.table()));
    }

    private static boolean refers(Draft draft, Relation relation, String table) {
        return relation.references.values().stream()
                .anyMatch(reference -> draft.schema.nameNow(reference.table()).equals(table));
    }

    private static void lock(Draft draft, TableFact table, String other) {
        String name = draft.schema.nameNow(other);
        if (!name.isEmpty() && !name.equals(table.name())) {
            draft.lock(draft.schema.table(name, "table"), LockMode.ACCESS_EXCLUSIVE);
        }
    }
}
