package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Column;
import io.github.flygate.catalog.Catalog.ConstraintKind;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.catalog.Catalog.RelationKind;
import io.github.flygate.catalog.CatalogDiff.ColumnChange;
import io.github.flygate.fact.NewColumns;
import io.github.flygate.fact.TableFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The columns that a statement made, put together by what can be said of all of them at once. */
final class NewColumnFacts {
    /** Of these the author of the migration did not choose the columns. */
    private static final Set<String> COPYING = Set.of("create_table_as", "create_extension", "select");

    private static final Pattern LIKE = Pattern.compile("(?i)\\blike\\b");

    private final Seen seen;
    private final Catalog end;

    private NewColumnFacts(Seen seen, Catalog end) {
        this.seen = seen;
        this.end = end;
    }

    /** @param end the catalog when the script is done */
    static List<NewColumns> of(Seen seen, Catalog end, Function<Relation, TableFact> table) {
        NewColumnFacts facts = new NewColumnFacts(seen, end);
        List<NewColumns> found = new ArrayList<>();
        facts.columns().forEach((oid, columns) -> found.addAll(facts.grouped(oid, columns, table)));
        return found;
    }

    private Map<Long, List<Column>> columns() {
        Map<Long, List<Column>> columns = new TreeMap<>();
        if (COPYING.contains(seen.hint().says().kind())) {
            return columns;
        }
        seen.diff().created().stream()
                .filter(relation -> isTable(relation) && !isPartition(relation))
                .forEach(relation -> columns.put(relation.oid(), written(relation)));
        seen.diff().columns().stream()
                .filter(change -> change.before() == null && isTable(change.relation()))
                .forEach(change -> columns.computeIfAbsent(change.relation().oid(), oid -> new ArrayList<>())
                        .add(added(change)));
        return columns;
    }

    private static Column added(ColumnChange change) {
        return Objects.requireNonNull(change.after());
    }

    private static boolean isTable(Relation relation) {
        return !relation.temporary()
                && (relation.kind() == RelationKind.TABLE || relation.kind() == RelationKind.PARTITIONED_TABLE);
    }

    private boolean isPartition(Relation relation) {
        return seen.after()
                .relation(relation.parent())
                .filter(parent -> parent.kind() == RelationKind.PARTITIONED_TABLE)
                .isPresent();
    }

    /** Without those of a parent, or of a table that LIKE names. */
    private List<Column> written(Relation relation) {
        List<Column> columns = new ArrayList<>(relation.columns().values());
        seen.after().relation(relation.parent()).ifPresent(parent -> columns.removeIf(isIn(parent)::apply));
        if (LIKE.matcher(seen.sql()).find()) {
            seen.hint().relations().stream()
                    .filter(name -> !name.equals(relation.name()))
                    .flatMap(name -> seen.before().relation(name).stream())
                    .filter(model -> model.columns().values().stream()
                            .allMatch(column -> isIn(relation).apply(column)))
                    .forEach(model -> columns.removeIf(isIn(model)::apply));
        }
        return columns;
    }

    private static Function<Column, Boolean> isIn(Relation relation) {
        return column -> relation.columns().values().stream()
                .anyMatch(other ->
                        other.name().equals(column.name()) && other.typeKey().equals(column.typeKey()));
    }

    private List<NewColumns> grouped(long oid, List<Column> columns, Function<Relation, TableFact> table) {
        Relation relation = seen.after().relation(oid).orElseThrow();
        Map<List<Object>, List<Column>> groups = columns.stream()
                .collect(Collectors.groupingBy(column ->
                        List.of(column.type().replaceAll("\\([^)]*\\)", ""), isKey(oid, column), numbering(column))));
        return groups.entrySet().stream()
                .map(group -> new NewColumns(
                        table.apply(relation),
                        group.getValue().stream().map(Column::name).sorted().collect(Collectors.joining(", ")),
                        group.getKey().get(0).toString(),
                        group.getKey().get(1).equals(true),
                        group.getKey().get(2).toString()))
                .toList();
    }

    private boolean isKey(long oid, Column column) {
        return end.constraints().values().stream()
                .anyMatch(constraint -> constraint.table() == oid
                        && constraint.kind() == ConstraintKind.PRIMARY_KEY
                        && constraint.columns().equals(List.of(column.number())));
    }

    /** A serial column brings its sequence; a default from one that was there is another matter. */
    private String numbering(Column column) {
        if (!column.identity().isEmpty()) {
            return "identity";
        }
        boolean newSequence = seen.diff().created().stream().anyMatch(made -> made.kind() == RelationKind.SEQUENCE);
        return newSequence && column.defaultExpression().startsWith("nextval(") ? "serial" : "none";
    }
}
