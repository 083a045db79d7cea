package io.github.flygate.migration;

import io.github.flygate.model.GateReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is there and what comes.
 *
 * @param base what was asked for as base and what it was resolved to
 * @param applied the base's migrations in Flyway's order: versioned ascending, then repeatables; contents from git
 * @param head all of the head's migrations in Flyway's order
 * @param pending the head's migrations that the base lacks, in Flyway's order
 * @param edited what the head did to migrations of the base
 * @param lookAlikes files in the locations that look like migrations and that Flyway ignores, with the reason
 * @param skews what other branches have added to the base meanwhile that comes into the way of pending migrations
 * @param lineage hash of everything that decides what applying {@code applied} makes: scripts, contents, {@code .conf}
 *     files, callbacks, class path, Flyway settings; behind it the hashes of the bases that this one has grown from by
 *     versioned migrations alone, newest first
 * @param baseCallbacks the SQL callbacks that run while the base is built
 * @param callbacks the SQL callbacks that run with the pending migrations
 * @param notes sentences about how the base was found and what was left out
 */
public record MigrationPlan(
        GateReport.Base base,
        List<Migration> applied,
        List<Migration> head,
        List<Migration> pending,
        List<Change> edited,
        List<LookAlike> lookAlikes,
        List<Skew> skews,
        List<String> lineage,
        List<Migration> baseCallbacks,
        List<Migration> callbacks,
        List<String> notes) {
    public MigrationPlan {
        applied = List.copyOf(applied);
        head = List.copyOf(head);
        pending = List.copyOf(pending);
        edited = List.copyOf(edited);
        lookAlikes = List.copyOf(lookAlikes);
        skews = List.copyOf(skews);
        lineage = List.copyOf(lineage);
        baseCallbacks = List.copyOf(baseCallbacks);
        callbacks = List.copyOf(callbacks);
        notes = List.copyOf(notes);
    }

    /** Files that are taken for pending, in the order given, with nothing to compare them with. */
    public static MigrationPlan withoutBase(List<Migration> files) {
        return new MigrationPlan(
                new GateReport.Base("", "", "", 0),
                List.of(),
                files,
                files,
                List.of(),
                List.of(),
                List.of(),
                List.of(""),
                List.of(),
                List.of(),
                List.of());
    }

    /** The same with other files in the place of pending ones. */
    public MigrationPlan with(Function<Migration, List<Migration>> others) {
        Function<Migration, Stream<Migration>> files =
                migration -> pending.contains(migration) ? others.apply(migration).stream() : Stream.of(migration);
        return new MigrationPlan(
                base,
                applied,
                head.stream().flatMap(files).toList(),
                pending.stream().flatMap(files).toList(),
                edited,
                lookAlikes,
                skews,
                lineage,
                baseCallbacks,
                callbacks,
                notes);
    }

    /**
     * The base's migrations as {@link #applied}, where the head has the same file from there: a file on disk is read in a
     * fraction of the time that one in git takes.
     */
    public List<Migration> appliedWhereItIsNear() {
        Set<String> others = new HashSet<>();
        pending.forEach(migration -> others.add(migration.script()));
        edited.forEach(change -> others.add(change.script()));
        Map<String, Migration> near = new HashMap<>();
        for (Migration migration : head) {
            // What became of a Java migration is not told in full: one that was emptied is no change.
            if (!migration.kind().isJava() && !others.contains(migration.script())) {
                near.put(migration.script(), migration);
            }
        }
        return applied.stream()
                .map(migration -> near.getOrDefault(migration.script(), migration))
                .toList();
    }

    /** What the base is kept under. */
    public String baseKey() {
        return lineage.get(0);
    }
}
