package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Column;
import io.github.flygate.catalog.Catalog.Constraint;
import io.github.flygate.catalog.Catalog.ConstraintKind;
import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.catalog.CatalogDiff.ColumnChange;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the server shows of a changed column beyond its definition: what goes with it, and what it costs. */
final class ColumnFacts {
    private final Seen seen;
    private final Effects effects;

    /** When the script is done. */
    private final Catalog end;

    ColumnFacts(Seen seen, Effects effects, Catalog end) {
        this.seen = seen;
        this.effects = effects;
        this.end = end;
    }

    /** Indexes on the column that were built anew. An expression may well be about it. */
    List<String> rebuiltIndexes(Relation table, Column column) {
        Set<String> on = seen.after().indexes().values().stream()
                .filter(index -> index.table() == table.oid())
                .filter(index -> index.columns().contains(column.number())
                        || index.columns().contains(0))
                .map(Index::name)
                .collect(Collectors.toSet());
        return effects.indexBuilds().stream()
                .map(IndexBuild::index)
                .filter(on::contains)
                .distinct()
                .toList();
    }

    /** Constraints on the column for which the table was read. */
    List<String> recheckedConstraints(Relation table, Column column) {
        if (!effects.scans().contains(table.name())) {
            return List.of();
        }
        return seen.after().constraints().values().stream()
                .filter(constraint -> constraint.table() == table.oid() && constraint.validated())
                .filter(constraint -> constraint.columns().contains(column.number()))
                .filter(constraint -> constraint.kind() == ConstraintKind.CHECK
                        || seen.notices().validated().contains(constraint.name()))
                .map(Constraint::name)
                .sorted()
                .toList();
    }

    /**
     * What goes with a dropped column though it is about other columns too, or about some of the rows. Where the
     * statement drops several of its columns the first has it, so that it is told once.
     */
    List<String> alsoDropped(Relation table, Column column) {
        NavigableSet<Integer> gone = seen.diff().columns().stream()
                .filter(change -> change.relation().oid() == table.oid() && change.after() == null)
                .map(ColumnChange::before)
                .flatMap(Stream::ofNullable)
                .map(Column::number)
                .collect(Collectors.toCollection(TreeSet::new));
        Stream<String> constraints = seen.diff().droppedConstraints().stream()
                .filter(constraint -> constraint.table() == table.oid() && keepsSome(constraint.columns(), gone))
                .filter(constraint -> first(constraint.columns(), gone) == column.number())
                .map(constraint -> constraint.kind().word() + " " + constraint.name());
        Stream<String> indexes = seen.diff().droppedIndexes().stream()
                .filter(index -> index.table() == table.oid() && keepsSome(index.columns(), gone))
                .filter(index -> first(index.columns(), gone) == column.number())
                .filter(index -> !seen.before().ownedByConstraint(index))
                .map(index -> "index " + index.name());
        return Stream.concat(constraints, indexes).sorted().toList();
    }

    private static boolean keepsSome(Collection<Integer> columns, Set<Integer> gone) {
        return columns.stream().anyMatch(number -> number > 0 && !gone.contains(number));
    }

    /** The first that is gone of these columns; of all, for what only its condition or expression ties to one. */
    private static int first(Collection<Integer> columns, NavigableSet<Integer> gone) {
        return gone.stream().filter(columns::contains).findFirst().orElseGet(gone::first);
    }

    /** The column when the script is done; as the statement left it when it is no longer there then. */
    Column atEnd(Relation table, Column after) {
        return Optional.ofNullable(end.relations().get(table.oid()))
                .map(relation -> relation.columns().get(after.number()))
                .orElse(after);
    }

    /** The words of {@link io.github.flygate.fact.AlterColumn} for what happened, each with whether it has a value again in the end. */
    List<Alteration> alterations(Relation table, Column before, Column after) {
        Column last = atEnd(table, after);
        boolean valued = !last.defaultExpression().isEmpty() || !last.identity().isEmpty();
        List<Alteration> found = new ArrayList<>();
        if (!before.generated().isEmpty() && after.generated().isEmpty()) {
            found.add(new Alteration("expression removed", valued));
        } else if (!before.defaultExpression().isEmpty()
                && after.defaultExpression().isEmpty()) {
            found.add(new Alteration("default removed", valued));
        }
        if (!before.identity().isEmpty() && after.identity().isEmpty()) {
            found.add(new Alteration("identity removed", valued));
        }
        if (!before.identity().equals("a") && after.identity().equals("a")) {
            found.add(new Alteration("identity always", false));
        }
        if (before.notNull() && !after.notNull()) {
            found.add(new Alteration("nulls allowed", false));
        }
        return found;
    }

    record Alteration(String change, boolean undone) {}
}
