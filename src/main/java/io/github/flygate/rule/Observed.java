package io.github.flygate.rule;

import io.github.flygate.model.Effects;
import io.github.flygate.model.LockMode;

/**
 * What the trace of a rule's bad example must show, and of its good one must not. All that is stated must show.
 *
 * @param lock weakest mode of a lock on an existing relation, as in {@code pg_locks.mode}; empty for none
 * @param rewrite a table gets a new heap file
 * @param scan a table is read whole
 * @param indexBuild an index is built on an existing table
 * @param hang the statement waits for Flyway's own session
 * @param sqlState the error that the server gives; empty for none
 */
public record Observed(String lock, boolean rewrite, boolean scan, boolean indexBuild, boolean hang, String sqlState) {

    /** Nothing is promised. */
    public static Observed nothing() {
        return new Observed("", false, false, false, false, "");
    }

    public boolean isEmpty() {
        return equals(nothing());
    }

    /**
     * Whether these effects show it.
     *
     * @param relation {@code schema.name} of the relation it must be seen on (for an index also its table is accepted);
     *     empty for any existing relation
     */
    public boolean shownBy(Effects effects, String relation) {
        return (lock.isEmpty() || locked(effects, relation))
                && (!rewrite || effects.rewrites().stream().anyMatch(name -> on(relation, name)))
                && (!scan || effects.scans().stream().anyMatch(name -> on(relation, name)))
                && (!indexBuild || built(effects, relation))
                && (!hang || effects.hung())
                && (sqlState.isEmpty()
                        || effects.failure()
                                .filter(error -> error.sqlState().equals(sqlState))
                                .isPresent());
    }

    private boolean locked(Effects effects, String relation) {
        LockMode weakest =
                LockMode.ofPgName(lock).orElseThrow(() -> new IllegalStateException("no lock mode: " + lock));
        return effects.locks().stream()
                .anyMatch(taken ->
                        taken.existing() && taken.mode().compareTo(weakest) >= 0 && on(relation, taken.relation()));
    }

    private static boolean built(Effects effects, String relation) {
        return effects.indexBuilds().stream()
                .anyMatch(build -> build.existing() && (on(relation, build.relation()) || on(relation, build.index())));
    }

    private static boolean on(String wanted, String seen) {
        return wanted.isEmpty() || wanted.equals(seen);
    }
}
