package io.github.flygate.migration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;

/** Pending migrations against what another branch has added to the same base. */
final class Skews {
    private final Scan base;
    private final List<Found> pending;

    Skews(Scan base, List<Found> pending) {
        this.base = base;
        this.pending = pending;
    }

    /** @param merged whether the other branch is the one to merge into */
    List<Skew> with(Scan theirs, String ref, boolean merged) {
        Set<String> known = new HashSet<>();
        base.migrations().forEach(found -> known.add(Comparison.key(found)));
        List<Found> added = theirs.migrations().stream()
                .filter(found -> !known.contains(Comparison.key(found)))
                .filter(found -> pending.stream().noneMatch(ours -> isSame(ours, found)))
                .toList();
        List<Skew> skews = new ArrayList<>();
        for (Found ours : pending) {
            Optional<Found> taken = added.stream()
                    .filter(found -> Comparison.key(found).equals(Comparison.key(ours)))
                    .findFirst();
            if (taken.isPresent()) {
                skews.add(skew(Skew.Kind.TAKEN, ours, taken.get(), ref, merged));
            } else if (isStep(ours)) {
                highest(added)
                        .filter(other -> compare(ours, other) < 0)
                        .ifPresent(other -> skews.add(skew(Skew.Kind.OVERTAKEN, ours, other, ref, merged)));
            }
        }
        if (!merged) {
            highest(pending)
                    .ifPresent(ours -> added.stream()
                            .filter(other -> isStep(other) && compare(other, ours) < 0)
                            .filter(other -> pending.stream()
                                    .noneMatch(each -> Comparison.key(each).equals(Comparison.key(other))))
                            .forEach(other -> skews.add(skew(Skew.Kind.OVERTAKES, ours, other, ref, false))));
        }
        return skews;
    }

    /** As it is when one branch has taken the other's commit. */
    private static boolean isSame(Found ours, Found theirs) {
        return ours.script().equals(theirs.script()) && ours.sameContent(theirs);
    }

    private static boolean isStep(Found found) {
        return found.version() != null && found.kind() != Migration.Kind.BASELINE;
    }

    private static Optional<Found> highest(List<Found> migrations) {
        return migrations.stream().filter(Skews::isStep).max(Skews::compare);
    }

    private static int compare(Found one, Found other) {
        return Objects.requireNonNull(one.version()).compareTo(Objects.requireNonNull(other.version()));
    }

    private static Skew skew(Skew.Kind kind, Found ours, Found theirs, String ref, boolean merged) {
        return new Skew(
                kind,
                ours.path(),
                ours.script(),
                version(ours.version()),
                ref,
                merged,
                theirs.path(),
                version(theirs.version()));
    }

    private static String version(@org.jspecify.annotations.Nullable MigrationVersion version) {
        return version == null ? "" : String.valueOf(version.getVersion());
    }
}
