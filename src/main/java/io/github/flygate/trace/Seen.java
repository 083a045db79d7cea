package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.CatalogDiff;
import io.github.flygate.model.Effects.ServerError;
import io.github.flygate.model.LockMode;
import io.github.flygate.model.Span;
import io.github.flygate.trace.TraceRequest.Hint;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One statement as it was observed, before anything is concluded from it.
 *
 * @param locksBefore the strongest lock per OID that its transaction held before it
 * @param locksAfter the same after it; for a statement without a transaction all that was seen meanwhile
 * @param scanned OIDs on which a sequential scan was started
 * @param endedNanos end of the statement; of its transaction where it had one
 */
record Seen(
        int number,
        Span span,
        String sql,
        Hint hint,
        boolean inTransaction,
        Catalog before,
        Catalog after,
        CatalogDiff diff,
        Map<Long, LockMode> locksBefore,
        Map<Long, LockMode> locksAfter,
        Set<Long> scanned,
        Notices notices,
        long rows,
        long walBytes,
        long lockTimeoutMs,
        long statementTimeoutMs,
        long startedNanos,
        long durationNanos,
        long endedNanos,
        @Nullable ServerError error,
        boolean hung) {

    Seen endedAt(long nanos) {
        return with(nanos, hung);
    }

    /** What it did when nothing made it wait, of a statement that hangs otherwise. */
    Seen thatHangs() {
        return with(endedNanos, true);
    }

    /** Whether a second run of it would find nothing of the first. */
    boolean changedNothing() {
        return rows == 0 && diff.equals(CatalogDiff.between(after, after));
    }

    private Seen with(long end, boolean hangs) {
        return new Seen(
                number,
                span,
                sql,
                hint,
                inTransaction,
                before,
                after,
                diff,
                locksBefore,
                locksAfter,
                scanned,
                notices,
                rows,
                walBytes,
                lockTimeoutMs,
                statementTimeoutMs,
                startedNanos,
                durationNanos,
                end,
                error,
                hangs);
    }

    /** Whether it ended the transaction that was open. */
    boolean endsTransaction() {
        return switch (hint.says().kind()) {
            case "commit", "rollback", "end", "abort", "prepare_transaction" -> true;
            default -> false;
        };
    }

    /** Whether this statement took the lock or made it stronger. */
    boolean acquired(long oid, LockMode mode) {
        LockMode earlier = locksBefore.get(oid);
        return earlier == null || earlier.compareTo(mode) < 0;
    }
}
