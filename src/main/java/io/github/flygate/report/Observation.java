package io.github.flygate.report;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.LockMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that the server was seen to do, in a sentence.
 *
 * @param label one word that says what the sentence is about
 */
record Observation(String label, String text) {
    private static final int MOST_LOCKS = 5;
    private static final int MOST_NAMES = 8;

    static List<Observation> of(Site site) {
        Effects effects = site.statement().effects();
        if (effects == null) {
            return List.of();
        }
        List<Observation> all = new ArrayList<>(blocks(effects, site));
        work(effects).ifPresent(all::add);
        leavesBehind(effects).ifPresent(all::add);
        result(effects).ifPresent(all::add);
        return List.copyOf(all);
    }

    /** The strongest lock on a relation that existed before; empty when every lock is on a new one. */
    static Optional<Lock> strongestLock(Stream<Effects> effects) {
        return effects.flatMap(effect -> effect.locks().stream())
                .filter(Lock::existing)
                .max(Comparator.comparing(Lock::mode)
                        .thenComparing(Lock::relation, Comparator.reverseOrder())
                        .thenComparing(Lock::acquired));
    }

    private static List<Observation> blocks(Effects effects, Site site) {
        List<Lock> locks = effects.locks().stream()
                .filter(lock -> lock.existing() && lock.mode().blocksWrites())
                .sorted(Comparator.comparing(Lock::mode, Comparator.reverseOrder())
                        .thenComparing(lock -> !lock.acquired())
                        .thenComparing(Lock::relation))
                .toList();
        if (locks.isEmpty()) {
            return List.of(new Observation("blocks", mild(effects)));
        }
        List<Observation> blocks = new ArrayList<>();
        locks.stream().limit(MOST_LOCKS).forEach(lock -> blocks.add(new Observation("blocks", sentence(lock, site))));
        if (locks.size() > MOST_LOCKS) {
            String more = Words.count(locks.size() - MOST_LOCKS, "more relation");
            blocks.add(new Observation("blocks", "and the same or less on " + more));
        }
        if (locks.stream().anyMatch(Lock::acquired)) {
            blocks.add(new Observation("waits", waits(effects)));
        }
        return blocks;
    }

    private static String mild(Effects effects) {
        return effects.locks().stream()
                .filter(lock -> lock.existing() && lock.mode() == LockMode.SHARE_UPDATE_EXCLUSIVE)
                .findFirst()
                .map(lock ->
                        "holds " + lock.mode().pgName() + " on " + lock.relation() + ": " + Words.whoWaits(lock.mode()))
                .orElse("no read or write of an existing table waits for it");
    }

    private static String sentence(Lock lock, Site site) {
        String until = site.migration().transactional()
                ? "until the end of " + Words.shortName(site.migration())
                : "until the statement ends";
        return (lock.acquired() ? "holds " : "still holds ") + lock.mode().pgName() + " on " + lock.relation() + ": "
                + Words.whoWaits(lock.mode()) + ", " + until + " (" + Words.duration(lock.heldMs())
                + " here; production size unknown)";
    }

    private static String waits(Effects effects) {
        return effects.lockTimeoutMs() == 0
                ? "for its lock without limit (lock_timeout is 0); everything that comes later queues behind it"
                : "for its lock at most " + Words.duration((double) effects.lockTimeoutMs()) + " (lock_timeout)";
    }

    private static Optional<Observation> work(Effects effects) {
        List<String> parts = new ArrayList<>();
        add(parts, "rewrites ", effects.rewrites());
        add(parts, "reads all rows of ", effects.scans());
        add(
                parts,
                "builds ",
                effects.indexBuilds().stream()
                        .map(build -> "index " + build.index() + " on " + build.relation())
                        .toList());
        add(parts, "validates all rows of ", effects.validations());
        if (effects.rows() > 0) {
            parts.add("changes " + Words.count(Math.toIntExact(Math.min(effects.rows(), Integer.MAX_VALUE)), "row"));
        }
        add(parts, "does nothing: ", effects.skipped());
        parts.add("takes " + Words.duration(effects.durationMs()));
        if (effects.walBytes() > 0) {
            parts.add("writes " + Words.bytes(effects.walBytes()) + " of WAL");
        }
        return Optional.of(new Observation("work", String.join("; ", parts)));
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
        if (names.isEmpty()) {
            return;
        }
        String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        parts.add(verb + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more);
    }
}
