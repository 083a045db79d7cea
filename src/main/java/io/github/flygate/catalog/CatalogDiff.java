package io.github.flygate.catalog;

import io.github.flygate.catalog.Catalog.Column;
import io.github.flygate.catalog.Catalog.Constraint;
import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.catalog.Catalog.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What differs between two catalogs of one database. Lists are sorted by name. What a partition or child inherits from
 * a parent that changed alike is left out: the parent's change says it.
 *
 * @param changedRelations relations that are in both, before and after
 * @param createdIndexes by name on tables that are in both: a type change gives an unchanged index a new OID
 * @param createdConstraints by name, likewise, and all of tables that are new
 */
public record CatalogDiff(
        List<Relation> created,
        List<Relation> dropped,
        List<Change<Relation>> changedRelations,
        List<ColumnChange> columns,
        List<Index> createdIndexes,
        List<Index> droppedIndexes,
        List<Constraint> createdConstraints,
        List<Constraint> droppedConstraints) {

    /** A thing before and after. */
    public record Change<T>(T before, T after) {}

    /**
     * What happened to a column of a relation that is in both.
     *
     * @param before absent (null) when the column was added
     * @param after absent (null) when it was dropped
     */
    public record ColumnChange(
            Relation relation,
            @org.jspecify.annotations.Nullable Column before,
            @org.jspecify.annotations.Nullable Column after) {}

    public static CatalogDiff between(Catalog before, Catalog after) {
        List<Change<Relation>> common = before.relations().values().stream()
                .filter(old -> after.relations().containsKey(old.oid()))
                .map(old -> new Change<>(
                        old, Objects.requireNonNull(after.relations().get(old.oid()))))
                .sorted(Comparator.comparing(change -> change.before().name()))
                .toList();
        List<ColumnChange> columns = common.stream()
                .filter(change ->
                        !change.before().columns().equals(change.after().columns()))
                .flatMap(change -> columnChanges(change).stream())
                .toList();
        return new CatalogDiff(
                only(after.relations(), before.relations(), Relation::name),
                only(before.relations(), after.relations(), Relation::name),
                common.stream()
                        .filter(change -> !change.before().equals(change.after()))
                        .toList(),
                withoutInherited(columns),
                newNames(after.indexes(), before.indexes(), i -> i.table() + " " + i.name(), Index::name),
                newNames(before.indexes(), after.indexes(), i -> i.table() + " " + i.name(), Index::name),
                newNames(
                        after.constraints(),
                        before.constraints(),
                        k -> k.table() + " " + k.name() + " " + k.kind(),
                        Constraint::name),
                newNames(
                        before.constraints(),
                        after.constraints(),
                        k -> k.table() + " " + k.name() + " " + k.kind(),
                        Constraint::name));
    }

    private static <T> List<T> only(Map<Long, T> in, Map<Long, T> notIn, Function<T, String> name) {
        return in.entrySet().stream()
                .filter(entry -> !notIn.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(name))
                .toList();
    }

    /** An object counts as new only if neither its OID nor its name on the same table was there before. */
    private static <T> List<T> newNames(
            Map<Long, T> in, Map<Long, T> notIn, Function<T, String> key, Function<T, String> name) {
        List<T> candidates = only(in, notIn, name);
        if (candidates.isEmpty()) {
            return candidates;
        }
        var known = notIn.values().stream().map(key).collect(Collectors.toSet());
        return candidates.stream()
                .filter(thing -> !known.contains(key.apply(thing)))
                .toList();
    }

    private static List<ColumnChange> columnChanges(Change<Relation> change) {
        Map<Integer, Column> before = change.before().columns();
        Map<Integer, Column> after = change.after().columns();
        List<ColumnChange> changes = new ArrayList<>();
        before.values().stream()
                .sorted(Comparator.comparingInt(Column::number))
                .filter(column -> !column.equals(after.get(column.number())))
                .forEach(column -> changes.add(new ColumnChange(change.before(), column, after.get(column.number()))));
        after.values().stream()
                .sorted(Comparator.comparingInt(Column::number))
                .filter(column -> !before.containsKey(column.number()))
                .forEach(column -> changes.add(new ColumnChange(change.before(), null, column)));
        return changes;
    }

    private static List<ColumnChange> withoutInherited(List<ColumnChange> changes) {
        var seen = changes.stream()
                .map(change -> change.relation().oid() + " " + signature(change))
                .collect(Collectors.toSet());
        return changes.stream()
                .filter(change -> !seen.contains(change.relation().parent() + " " + signature(change)))
                .toList();
    }

    private static String signature(ColumnChange change) {
        Column before = change.before();
        Column after = change.after();
        return (before == null ? "" : before.name() + " " + before.type() + " " + before.notNull())
                + " > "
                + (after == null ? "" : after.name() + " " + after.type() + " " + after.notNull());
    }
}
