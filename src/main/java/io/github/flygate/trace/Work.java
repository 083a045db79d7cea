package io.github.flygate.trace;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.LockMode;
import java.util.Set;
import java.util.TreeSet;

/** What a statement was seen to do that takes longer, the more rows there are. */
final class Work {
    /** An INSERT of this many rows or fewer is a matter of milliseconds. */
    private static final long BULK_ROWS = 1000;

    private Work() {}

    /** In the words of the fact {@code work_under_lock}. */
    static Set<String> kinds(Seen seen, Effects effects, Set<String> scans) {
        Set<String> kinds = new TreeSet<>();
        if (!effects.rewrites().isEmpty()) {
            kinds.add("rewrite");
        } else if (!effects.indexBuilds().isEmpty()
                && effects.indexBuilds().stream().anyMatch(IndexBuild::existing)) {
            kinds.add("index build");
        } else if (!scans.isEmpty()) {
            kinds.add("scan");
        }
        if (changesRows(seen, effects)) {
            kinds.add("rows");
        }
        return kinds;
    }

    private static boolean changesRows(Seen seen, Effects effects) {
        if (seen.hint().says().opaque()) {
            return effects.rows() > 0 || locksRows(seen, effects);
        }
        return switch (seen.hint().says().kind()) {
            case "update", "delete", "merge" -> effects.rows() > 0 || locksRows(seen, effects);
            case "insert" -> effects.rows() > BULK_ROWS;
            default -> false;
        };
    }

    /**
     * An empty table shows no changed row: the lock that only a change of rows takes stands for it. It does not show
     * where the transaction holds a stronger one on the same table, as behind ALTER TABLE.
     */
    static boolean locksRows(Seen seen, Effects effects) {
        return effects.locks().stream()
                .filter(Lock::existing)
                .anyMatch(lock -> lock.mode() == LockMode.ROW_EXCLUSIVE
                        || lock.mode().compareTo(LockMode.ROW_EXCLUSIVE) > 0
                                && seen.hint().relations().contains(lock.relation()));
    }
}
