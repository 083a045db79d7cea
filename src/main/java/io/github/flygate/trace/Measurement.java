package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Constraint;
import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.catalog.CatalogDiff.Change;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.LockMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns what was observed of a statement into effects: OIDs into names, counters into lists. */
final class Measurement {
    private static final double NANOS_PER_MS = 1_000_000.0;
    private static final Set<String> QUERIES =
            Set.of("select", "insert", "update", "delete", "merge", "values", "copy");

    /** The database as the base left it: what is not in it was made by the pending migrations. */
    private final Catalog base;

    private final String historyTable;

    Measurement(Catalog base, String historyTable) {
        this.base = base;
        this.historyTable = historyTable;
    }

    Effects effects(Seen seen) {
        return new Effects(
                seen.durationNanos() / NANOS_PER_MS,
                seen.rows(),
                seen.walBytes(),
                locks(seen),
                List.copyOf(rewrites(seen)),
                List.copyOf(scans(seen)),
                indexBuilds(seen),
                List.copyOf(seen.notices().validated()),
                seen.notices().skipped(),
                invalidIndexes(seen),
                notValid(seen),
                seen.lockTimeoutMs(),
                seen.error(),
                seen.hung());
    }

    boolean existing(long oid) {
        return base.relations().containsKey(oid) || base.indexes().containsKey(oid);
    }

    private List<Lock> locks(Seen seen) {
        List<Lock> locks = new ArrayList<>();
        for (Map.Entry<Long, LockMode> lock : seen.locksAfter().entrySet()) {
            String name = name(seen, lock.getKey());
            // Without a transaction, locks are seen in passing: whether also those of a new index is chance.
            boolean lasting = seen.inTransaction() || existing(lock.getKey());
            if (!name.isEmpty() && lasting) {
                locks.add(new Lock(
                        name,
                        kind(seen, lock.getKey()),
                        lock.getValue(),
                        existing(lock.getKey()),
                        seen.acquired(lock.getKey(), lock.getValue()),
                        (seen.endedNanos() - seen.startedNanos()) / NANOS_PER_MS));
            }
        }
        locks.sort(Comparator.comparing(Lock::mode).reversed().thenComparing(Lock::relation));
        return locks;
    }

    /** The name of a user's relation or index at that moment; empty for catalogs, TOAST and Flyway's own table. */
    private String name(Seen seen, long oid) {
        String name = seen.before()
                .relation(oid)
                .or(() -> seen.after().relation(oid))
                .map(Relation::name)
                .or(() -> seen.before()
                        .index(oid)
                        .or(() -> seen.after().index(oid))
                        .filter(index -> !isHistory(seen, index.table()))
                        .map(Index::name))
                .orElse("");
        return isHistory(name) ? "" : name;
    }

    private static String kind(Seen seen, long oid) {
        return seen.before()
                .relation(oid)
                .or(() -> seen.after().relation(oid))
                .map(relation -> relation.kind().word())
                .orElse("index");
    }

    private boolean isHistory(Seen seen, long table) {
        return seen.before()
                .relation(table)
                .or(() -> seen.after().relation(table))
                .filter(relation -> isHistory(relation.name()))
                .isPresent();
    }

    private boolean isHistory(String relation) {
        return relation.endsWith("." + historyTable);
    }

    Set<String> rewrites(Seen seen) {
        Set<String> rewritten = new TreeSet<>();
        if (empties(seen)) {
            return rewritten;
        }
        for (Change<Relation> change : seen.diff().changedRelations()) {
            long old = change.before().filenode();
            if (old != 0
                    && old != change.after().filenode()
                    && change.before().kind() != Catalog.RelationKind.SEQUENCE
                    && existing(change.before().oid())) {
                rewritten.add(change.before().name());
            }
        }
        return rewritten;
    }

    /** TRUNCATE gives a table and its indexes new files, and builds the indexes of no row. */
    private static boolean empties(Seen seen) {
        return seen.hint().says().kind().equals("truncate");
    }

    Set<String> scans(Seen seen) {
        Set<String> scans = new TreeSet<>();
        boolean query = QUERIES.contains(seen.hint().says().kind())
                && !seen.hint().says().opaque();
        if (query || empties(seen)) {
            return scans;
        }
        for (long oid : seen.scanned()) {
            if (existing(oid)) {
                scans.add(name(seen, oid));
            }
        }
        for (Relation relation : seen.before().relations().values()) {
            if (existing(relation.oid())
                    && seen.locksAfter().containsKey(relation.oid())
                    && seen.notices().scanned().contains(simpleName(relation.name()))) {
                scans.add(relation.name());
            }
        }
        for (Constraint constraint : seen.after().constraints().values()) {
            // A foreign key of an empty table may be checked through an index, which no counter tells.
            if (existing(constraint.table())
                    && seen.locksAfter().containsKey(constraint.table())
                    && seen.notices().validated().contains(constraint.name())) {
                scans.add(name(seen, constraint.table()));
            }
        }
        scans.remove("");
        return scans;
    }

    List<IndexBuild> indexBuilds(Seen seen) {
        List<IndexBuild> builds = new ArrayList<>();
        if (empties(seen)) {
            return builds;
        }
        for (Notices.BuiltIndex built : seen.notices().indexBuilds()) {
            for (Index index : seen.after().indexes().values()) {
                Relation table = seen.after().relations().get(index.table());
                if (table != null
                        && simpleName(index.name()).equals(built.index())
                        && simpleName(table.name()).equals(built.table())
                        && !isHistory(table.name())) {
                    builds.add(new IndexBuild(index.name(), table.name(), existing(table.oid())));
                }
            }
        }
        builds.sort(Comparator.comparing(IndexBuild::index));
        return builds;
    }

    private static List<String> invalidIndexes(Seen seen) {
        return seen.after().indexes().values().stream()
                .filter(index -> !index.valid())
                .filter(index ->
                        seen.before().index(index.oid()).map(Index::valid).orElse(true))
                .map(Index::name)
                .sorted()
                .toList();
    }

    private static List<String> notValid(Seen seen) {
        return seen.diff().createdConstraints().stream()
                .filter(constraint -> !constraint.validated())
                .map(constraint -> seen.after()
                                .relation(constraint.table())
                                .map(Relation::name)
                                .orElse("?")
                        + "."
                        + constraint.name())
                .sorted()
                .toList();
    }

    static String simpleName(String qualified) {
        return qualified.substring(qualified.indexOf('.') + 1);
    }
}
