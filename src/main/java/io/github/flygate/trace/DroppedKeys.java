package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog.Constraint;
import io.github.flygate.catalog.Catalog.ConstraintKind;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.fact.DropForeignKey;
import io.github.flygate.fact.TableFact;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Foreign keys that a statement dropped, of which the referenced table stays. */
final class DroppedKeys {
    private DroppedKeys() {}

    static List<DropForeignKey> of(Seen seen, Function<Relation, TableFact> tables) {
        return seen.diff().droppedConstraints().stream()
                .filter(constraint -> constraint.kind() == ConstraintKind.FOREIGN_KEY)
                .filter(constraint -> constraint.table() != constraint.referenced())
                .flatMap(constraint -> of(seen, constraint, tables).stream())
                .distinct()
                .toList();
    }

    private static Optional<DropForeignKey> of(Seen seen, Constraint constraint, Function<Relation, TableFact> tables) {
        Optional<Relation> referenced = seen.after().relation(constraint.referenced());
        return seen.before()
                .relation(constraint.table())
                .flatMap(owner -> referenced.map(to -> new DropForeignKey(
                        tables.apply(owner),
                        tables.apply(to),
                        seen.hint().relations().contains(to.name()))));
    }
}
