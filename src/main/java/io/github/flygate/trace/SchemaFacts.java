package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Column;
import io.github.flygate.catalog.Catalog.Constraint;
import io.github.flygate.catalog.Catalog.ConstraintKind;
import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.catalog.CatalogDiff.ColumnChange;
import io.github.flygate.fact.AddColumn;
import io.github.flygate.fact.AddConstraint;
import io.github.flygate.fact.AddForeignKey;
import io.github.flygate.fact.AlterColumn;
import io.github.flygate.fact.AlterColumnType;
import io.github.flygate.fact.ColumnFact;
import io.github.flygate.fact.ConstraintFact;
import io.github.flygate.fact.CreateIndex;
import io.github.flygate.fact.DropColumn;
import io.github.flygate.fact.DropIndex;
import io.github.flygate.fact.DropRelation;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.IndexFact;
import io.github.flygate.fact.RenameColumn;
import io.github.flygate.fact.RenameRelation;
import io.github.flygate.fact.SetNotNull;
import io.github.flygate.fact.TableFact;
import io.github.flygate.model.Effects;
import io.github.flygate.model.LockMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Facts from the difference between the catalogs before and after a statement. */
final class SchemaFacts {
    private final Catalog base;

    SchemaFacts(Catalog base) {
        this.base = base;
    }

    /** @param end the catalog when the script is done */
    List<Fact> of(Seen seen, Effects effects, Catalog end) {
        List<Fact> facts = new ArrayList<>();
        seen.diff().dropped().stream()
                .filter(relation -> isOwn(seen, relation))
                .forEach(relation -> facts.add(new DropRelation(
                        table(relation),
                        false,
                        end.relation(relation.name())
                                .filter(again -> again.kind() == Catalog.RelationKind.VIEW
                                        || again.kind() == Catalog.RelationKind.SEQUENCE)
                                .isPresent())));
        renamedRelations(seen, end).forEach(facts::add);
        ColumnFacts columns = new ColumnFacts(seen, effects, end);
        seen.diff().columns().forEach(change -> facts.addAll(column(effects, change, columns)));
        facts.addAll(NewColumnFacts.of(seen, end, this::table));
        constraints(seen).forEach(facts::add);
        createdIndexes(seen, effects).forEach(facts::add);
        droppedIndexes(seen, effects).forEach(facts::add);
        facts.addAll(new Partitions(this::table).of(seen, effects));
        facts.addAll(DroppedKeys.of(seen, this::table));
        return facts;
    }

    /** A sequence that no statement names goes with the column that it numbers. */
    private static boolean isOwn(Seen seen, Relation dropped) {
        return dropped.kind() != Catalog.RelationKind.SEQUENCE
                || seen.hint().relations().contains(dropped.name());
    }

    TableFact table(Relation relation) {
        return new TableFact(
                relation.name(),
                relation.kind().word(),
                !base.relations().containsKey(relation.oid()),
                relation.temporary());
    }

    private Stream<Fact> renamedRelations(Seen seen, Catalog end) {
        return seen.diff().changedRelations().stream()
                .filter(change -> !change.before().name().equals(change.after().name()))
                .map(change -> new RenameRelation(
                        table(change.before()),
                        change.after().name(),
                        end.relation(change.before().name()).isPresent()));
    }

    private List<Fact> column(Effects effects, ColumnChange change, ColumnFacts columns) {
        TableFact table = table(change.relation());
        Column before = change.before();
        Column after = change.after();
        if (change.relation().kind() == Catalog.RelationKind.VIEW) {
            return List.of();
        }
        if (before == null && after != null) {
            return List.of(new AddColumn(
                    table, added(change, after, effects), after.generated().equals("s"), after.constrainedDomain()));
        }
        if (before != null && after == null) {
            return List.of(new DropColumn(
                    table, fact(change.relation(), before, "", false), columns.alsoDropped(change.relation(), before)));
        }
        List<Fact> facts = new ArrayList<>();
        if (before != null && after != null) {
            if (!before.name().equals(after.name())) {
                facts.add(new RenameColumn(table, byName(change.relation(), before), after.name()));
            }
            if (!before.typeKey().equals(after.typeKey()) || before.collation() != after.collation()) {
                facts.add(typeChange(effects, change.relation(), before, after, columns));
            }
            columns.alterations(change.relation(), before, after)
                    .forEach(alteration -> facts.add(new AlterColumn(
                            table,
                            fact(change.relation(), columns.atEnd(change.relation(), after), "", false),
                            alteration.change(),
                            alteration.undone())));
            if (!before.notNull() && after.notNull()) {
                boolean proven = !effects.scans().contains(table.name());
                facts.add(new SetNotNull(table, fact(change.relation(), after, before.type(), proven)));
            }
        }
        return facts;
    }

    private AlterColumnType typeChange(
            Effects effects, Relation table, Column before, Column after, ColumnFacts columns) {
        boolean rewritten = effects.rewrites().contains(table.name());
        return new AlterColumnType(
                table(table),
                fact(table, after, before.type(), false),
                rewritten ? "yes" : "no",
                false,
                rewritten ? List.of() : columns.rebuiltIndexes(table, after),
                rewritten ? List.of() : columns.recheckedConstraints(table, after));
    }

    /** The server shows what a default is by what it does with it: only a volatile one makes it rewrite the table. */
    private ColumnFact added(ColumnChange change, Column column, Effects effects) {
        boolean rewritten = effects.rewrites().contains(change.relation().name());
        ColumnFact fact = fact(change.relation(), column, "", false);
        boolean moved = rewritten && !column.constrainedDomain();
        boolean plainDefault = !column.defaultExpression().isEmpty() && !fact.autoIncrement() && !fact.generated();
        return new ColumnFact(
                fact.name(),
                fact.type(),
                fact.oldType(),
                fact.notNull(),
                fact.defaultExpression(),
                plainDefault ? (moved ? "volatile" : "stable") : "none",
                fact.autoIncrement(),
                fact.generated(),
                fact.createdInThisMigration(),
                fact.provenNotNull());
    }

    private ColumnFact fact(Relation relation, Column column, String oldType, boolean proven) {
        Relation inBase = base.relations().get(relation.oid());
        boolean serial = column.defaultExpression().startsWith("nextval(");
        return new ColumnFact(
                column.name(),
                column.type(),
                oldType,
                column.notNull(),
                column.defaultExpression(),
                column.defaultExpression().isEmpty() ? "none" : "unknown",
                serial || !column.identity().isEmpty(),
                !column.generated().isEmpty(),
                inBase == null || !inBase.columns().containsKey(column.number()),
                proven);
    }

    /** A name that an earlier pending statement gave is known to nobody else, though the column is. */
    private ColumnFact byName(Relation relation, Column column) {
        ColumnFact fact = fact(relation, column, "", false);
        Relation inBase = base.relations().get(relation.oid());
        Column old = inBase == null ? null : inBase.columns().get(column.number());
        return new ColumnFact(
                fact.name(),
                fact.type(),
                fact.oldType(),
                fact.notNull(),
                fact.defaultExpression(),
                fact.volatility(),
                fact.autoIncrement(),
                fact.generated(),
                old == null || !old.name().equals(column.name()),
                fact.provenNotNull());
    }

    private Stream<Fact> constraints(Seen seen) {
        return seen.diff().createdConstraints().stream()
                .filter(constraint -> seen.after().relations().containsKey(constraint.table()))
                .filter(constraint -> constraint.kind() == ConstraintKind.FOREIGN_KEY
                        || seen.before().relations().containsKey(constraint.table()))
                .filter(constraint -> !replacesBound(seen, constraint))
                .map(constraint -> constraint(seen, constraint));
    }

    /** A partition that is detached concurrently keeps its bound as a CHECK, which no row is read for. */
    private static boolean replacesBound(Seen seen, Constraint constraint) {
        Relation before = seen.before().relations().get(constraint.table());
        Relation after = seen.after().relations().get(constraint.table());
        return constraint.kind() == ConstraintKind.CHECK
                && before != null
                && after != null
                && before.parent() != 0
                && after.parent() == 0;
    }

    private Fact constraint(Seen seen, Constraint constraint) {
        Relation owner = seen.after().relations().get(constraint.table());
        if (owner == null) {
            throw new IllegalStateException("constraint without a table: " + constraint.name());
        }
        Relation before = seen.before().relations().get(constraint.table());
        boolean withNewColumn = before != null
                && !constraint.columns().isEmpty()
                && constraint.columns().stream()
                        .allMatch(number -> !before.columns().containsKey(number));
        ConstraintFact fact = new ConstraintFact(
                constraint.name(),
                constraint.kind().word(),
                !constraint.validated(),
                constraint.kind() != ConstraintKind.FOREIGN_KEY
                        && seen.before().indexes().containsKey(constraint.index()),
                withNewColumn);
        if (constraint.kind() != ConstraintKind.FOREIGN_KEY) {
            return new AddConstraint(table(owner), fact);
        }
        TableFact referenced = seen.after()
                .relation(constraint.referenced())
                .map(this::table)
                .orElse(new TableFact("", "unknown", false, false));
        return new AddForeignKey(table(owner), referenced, fact);
    }

    private Stream<Fact> createdIndexes(Seen seen, Effects effects) {
        return seen.diff().createdIndexes().stream()
                .filter(index -> !index.attached())
                .filter(index -> seen.before().relations().containsKey(index.table()))
                .filter(index -> !seen.after().ownedByConstraint(index))
                .flatMap(index -> seen.after().relation(index.table()).stream()
                        .map(owner -> new CreateIndex(table(owner), fact(seen, effects, index, owner))));
    }

    private Stream<Fact> droppedIndexes(Seen seen, Effects effects) {
        return seen.diff().droppedIndexes().stream()
                .filter(index -> !index.attached())
                .filter(index -> !seen.before().ownedByConstraint(index))
                .filter(index -> seen.after().relations().containsKey(index.table()))
                .filter(index -> seen.diff().columns().stream()
                        .noneMatch(change -> change.relation().oid() == index.table() && change.after() == null))
                .flatMap(index -> seen.before().relation(index.table()).stream()
                        .map(owner -> new DropIndex(table(owner), fact(seen, effects, index, owner))));
    }

    /** The CONCURRENTLY forms are told apart by their lock on the table: they never block writes. */
    private static IndexFact fact(Seen seen, Effects effects, Index index, Relation owner) {
        boolean blocking = effects.locks().stream()
                .anyMatch(lock ->
                        lock.relation().equals(owner.name()) && lock.mode().compareTo(LockMode.SHARE) >= 0);
        return new IndexFact(
                index.name(),
                index.unique(),
                !blocking && seen.hint().says().concurrently(),
                owner.kind() == Catalog.RelationKind.PARTITIONED_TABLE && !index.valid());
    }
}
