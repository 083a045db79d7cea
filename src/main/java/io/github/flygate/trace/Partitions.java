package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.catalog.Catalog.RelationKind;
import io.github.flygate.catalog.CatalogDiff.Change;
import io.github.flygate.fact.ChangePartition;
import io.github.flygate.fact.TableFact;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.LockMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Partitions that a statement made, attached or detached. */
final class Partitions {
    private final Function<Relation, TableFact> tables;

    Partitions(Function<Relation, TableFact> tables) {
        this.tables = tables;
    }

    /** How many partitions of each locked table, and partitions of those, the same statement locks as strongly. */
    static Map<String, Long> lockedAlong(Catalog catalog, List<Lock> locks) {
        Map<String, LockMode> modes = new HashMap<>();
        locks.forEach(lock -> modes.put(lock.relation(), lock.mode()));
        Map<String, Long> counts = new HashMap<>();
        for (Lock lock : locks) {
            if (!lock.acquired() || !lock.existing()) {
                continue;
            }
            Optional<Relation> above = catalog.relation(lock.relation()).flatMap(child -> parent(catalog, child));
            while (above.isPresent()) {
                LockMode mode = modes.get(above.get().name());
                if (mode != null && lock.mode().compareTo(mode) >= 0) {
                    counts.merge(above.get().name(), 1L, Long::sum);
                }
                above = above.flatMap(child -> parent(catalog, child));
            }
        }
        return counts;
    }

    /** The topmost partitioned table above a relation; the relation itself when it is no partition. */
    static String family(Catalog catalog, String relation) {
        String top = relation;
        Optional<Relation> above = catalog.relation(relation);
        while (above.isPresent()) {
            top = above.get().name();
            above = above.flatMap(child -> parent(catalog, child));
        }
        return top;
    }

    List<ChangePartition> of(Seen seen, Effects effects) {
        List<ChangePartition> changes = new ArrayList<>();
        for (Relation created : seen.diff().created()) {
            parent(seen.before(), created)
                    .ifPresent(parent -> changes.add(change(seen, effects, parent, created, "create")));
        }
        for (Change<Relation> change : seen.diff().changedRelations()) {
            Relation before = change.before();
            Relation after = change.after();
            if (before.parent() == after.parent()) {
                continue;
            }
            parent(seen.before(), before)
                    .ifPresent(parent -> changes.add(change(seen, effects, parent, before, "detach")));
            parent(seen.after(), after)
                    .ifPresent(parent -> changes.add(change(seen, effects, parent, after, "attach")));
        }
        return changes;
    }

    private static Optional<Relation> parent(Catalog catalog, Relation child) {
        return catalog.relation(child.parent()).filter(parent -> parent.kind() == RelationKind.PARTITIONED_TABLE);
    }

    /** CONCURRENTLY and FINALIZE are told by their lock. */
    private static boolean isBlocked(Effects effects, Relation table) {
        return effects.locks().stream()
                .anyMatch(lock ->
                        lock.relation().equals(table.name()) && lock.mode().blocksReads());
    }

    private ChangePartition change(Seen seen, Effects effects, Relation parent, Relation partition, String verb) {
        String rest = seen.before().relations().values().stream()
                .filter(other -> other.parent() == parent.oid() && other.defaultPartition())
                .map(Relation::name)
                .findFirst()
                .orElse("");
        List<String> scanned = Stream.of(partition.name(), rest)
                .filter(effects.scans()::contains)
                .toList();
        return new ChangePartition(
                tables.apply(parent),
                tables.apply(partition),
                verb,
                verb.equals("detach") && !isBlocked(effects, parent),
                rest,
                scanned);
    }
}
