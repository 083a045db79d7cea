package io.github.flygate.report;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.LockMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that the server was seen to do, in a sentence.
 *
 * @param label one word that says what the sentence is about
 */
record Observation(String label, String text) {
    private static final int MOST_RELATIONS = 4;
    private static final int MOST_NAMES = 8;

    static List<Observation> of(Site site) {
        Effects effects = site.statement().effects();
        if (effects == null) {
            return List.of();
        }
        List<Observation> all = new ArrayList<>(blocks(effects, site));
        all.add(work(effects));
        leavesBehind(effects).ifPresent(all::add);
        result(effects).ifPresent(all::add);
        return List.copyOf(all);
    }

    /** The strongest lock on a relation that existed before; empty when every lock is on a new one. */
    static Optional<Lock> strongestLock(Stream<Effects> effects) {
        return effects.flatMap(effect -> effect.locks().stream())
                .filter(Observation::counts)
                .max(Comparator.comparing(Lock::mode)
                        .thenComparing(Lock::relation, Comparator.reverseOrder())
                        .thenComparing(Lock::acquired));
    }

    /** Who waits for an index waits for its table too, and nobody but a new value waits for a sequence. */
    static boolean counts(Lock lock) {
        return lock.existing()
                && !lock.relationKind().equals("index")
                && !lock.relationKind().equals("sequence");
    }

    private static List<Observation> blocks(Effects effects, Site site) {
        List<Lock> locks = effects.locks().stream()
                .filter(lock -> counts(lock) && lock.mode().blocksWrites())
                .sorted(Comparator.comparing(Lock::mode, Comparator.reverseOrder())
                        .thenComparing(lock -> !lock.acquired())
                        .thenComparing(Lock::relation))
                .toList();
        if (locks.isEmpty()) {
            return List.of(new Observation("blocks", mild(effects)));
        }
        Map<Hold, List<String>> holds = new LinkedHashMap<>();
        for (Lock lock : locks) {
            holds.computeIfAbsent(new Hold(lock.mode(), lock.acquired(), lock.heldMs()), hold -> new ArrayList<>())
                    .add(lock.relation());
        }
        List<Observation> blocks = new ArrayList<>();
        holds.forEach((hold, names) -> blocks.add(new Observation("blocks", sentence(hold, names, site))));
        if (locks.stream().anyMatch(Lock::acquired)) {
            blocks.add(new Observation("waits", waits(effects)));
        }
        return blocks;
    }

    private static String mild(Effects effects) {
        List<String> names = effects.locks().stream()
                .filter(lock -> counts(lock) && lock.mode() == LockMode.SHARE_UPDATE_EXCLUSIVE)
                .map(Lock::relation)
                .toList();
        return names.isEmpty()
                ? "no read or write of an existing table waits for it"
                : LockMode.SHARE_UPDATE_EXCLUSIVE.pgName() + " on " + Words.names(names, MOST_RELATIONS) + ": "
                        + Words.whoWaits(LockMode.SHARE_UPDATE_EXCLUSIVE);
    }

    /** How relations are held; those that are held alike share a sentence. */
    private record Hold(LockMode mode, boolean acquired, double heldMs) {}

    private static String sentence(Hold hold, List<String> relations, Site site) {
        String until = site.migration().transactional()
                ? "until the end of " + Words.shortName(site.migration())
                : "until the statement ends";
        return (hold.acquired() ? "" : "still ") + hold.mode().pgName() + " on "
                + Words.names(relations, MOST_RELATIONS) + ": " + Words.whoWaits(hold.mode()) + " " + until + " ("
                + Words.duration(hold.heldMs()) + " here)";
    }

    private static String waits(Effects effects) {
        return effects.lockTimeoutMs() == 0
                ? "for its lock without limit (lock_timeout is 0)"
                : "for its lock at most " + Words.duration((double) effects.lockTimeoutMs()) + " (lock_timeout)";
    }

    private static Observation work(Effects effects) {
        List<String> parts = new ArrayList<>();
        add(parts, "rewrites ", effects.rewrites());
        // A rewritten table is read, and its indexes are built anew: no more need be said of it.
        add(parts, "reads all rows of ", without(effects.scans(), effects.rewrites()));
        add(
                parts,
                "builds index ",
                effects.indexBuilds().stream()
                        .filter(IndexBuild::existing)
                        .filter(build -> !effects.rewrites().contains(build.relation()))
                        .map(Observation::index)
                        .toList());
        add(parts, "checks all rows against ", effects.validations());
        if (effects.rows() > 0) {
            parts.add("changes " + Words.count(Math.toIntExact(Math.min(effects.rows(), Integer.MAX_VALUE)), "row"));
        }
        add(parts, "does nothing: ", effects.skipped());
        parts.add("takes " + Words.duration(effects.durationMs()));
        if (effects.walBytes() > 0) {
            parts.add("writes " + Words.bytes(effects.walBytes()) + " of WAL");
        }
        return new Observation("work", String.join("; ", parts));
    }

    /** The schema is its table's; that of the first name is enough. */
    private static String index(IndexBuild build) {
        return build.index().substring(build.index().indexOf('.') + 1) + " on " + build.relation();
    }

    private static List<String> without(List<String> names, List<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }

    private static Optional<Observation> leavesBehind(Effects effects) {
        List<String> parts = new ArrayList<>();
        add(parts, "an invalid index: ", effects.invalidIndexes());
        add(parts, "NOT VALID: ", effects.notValid());
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Observation("leaves", String.join("; ", parts)));
    }

    private static Optional<Observation> result(Effects effects) {
        if (effects.hung()) {
            return Optional.of(
                    new Observation("result", "never ends: it waited for Flyway's own session and was cancelled"));
        }
        return effects.failure()
                .map(error -> new Observation(
                        "result",
                        "fails with SQLSTATE " + error.sqlState() + ": " + error.message()
                                + (error.position() > 0 ? " (at character " + error.position() + ")" : "")));
    }

    private static void add(List<String> parts, String verb, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(verb + Words.names(names, MOST_NAMES));
        }
    }
}
