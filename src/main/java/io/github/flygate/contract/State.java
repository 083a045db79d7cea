package io.github.flygate.contract;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.catalog.CatalogReader;
import io.github.flygate.snapshot.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A copy at one moment, without Flyway's history. */
record State(Catalog catalog, Definitions definitions, String history) {
    static State of(Database database, String history) throws SQLException {
        try (Connection session = Sessions.observer(database.superuser())) {
            return new State(
                    CatalogReader.read(session), Definitions.read(session).without(history), history);
        }
    }

    /** Names of invalid indexes, apart from those of partitioned tables, which may rightly wait for their partitions. */
    List<String> invalidIndexes() {
        return catalog.indexes().values().stream()
                .filter(index -> !index.valid() && index.filenode() != 0)
                .map(Index::name)
                .sorted()
                .toList();
    }

    /** In sentences: what another definition has, and what was built anew under the same definition. */
    List<String> changesTo(State after) {
        List<String> changes = new ArrayList<>(definitions.differencesTo(after.definitions));
        for (Index index : catalog.indexes().values()) {
            boolean same = after.catalog
                    .index(index.oid())
                    .filter(now -> now.filenode() == index.filenode())
                    .isPresent();
            boolean named = after.catalog.indexes().values().stream()
                    .anyMatch(now -> now.name().equals(index.name()));
            if (!same && named && !isHistory(index.table())) {
                changes.add("index " + index.name() + " is built again");
            }
        }
        for (Relation relation : catalog.relations().values()) {
            boolean same = after.catalog
                    .relation(relation.oid())
                    .filter(now -> now.filenode() == relation.filenode())
                    .isPresent();
            if (!same && after.catalog.relation(relation.name()).isPresent() && !isHistory(relation.oid())) {
                changes.add(relation.kind().word() + " " + relation.name() + " is written anew");
            }
        }
        return changes.stream().sorted().toList();
    }

    private boolean isHistory(long table) {
        return catalog.relation(table)
                .filter(relation -> relation.name().equals(history))
                .isPresent();
    }
}
