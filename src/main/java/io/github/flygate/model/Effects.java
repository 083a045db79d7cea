package io.github.flygate.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one statement was seen to do on the server. Relations are {@code schema.name}; lists are sorted.
 *
 * @param rows rows that the statement changed, as the server counted them; 0 for statements without a count
 * @param walBytes bytes of write-ahead log written while it ran
 * @param locks the strongest lock per relation, relations of the user only (no catalogs)
 * @param rewrites tables that existed before and whose heap got a new file
 * @param scans tables that existed before and were read whole by a statement that is no plain query
 * @param validations constraints that were checked against existing rows, as {@code relation}
 * @param skipped objects for which IF [NOT] EXISTS made it a no-op, in the server's own words
 * @param invalidIndexes indexes that are invalid after it
 * @param notValid constraints that are NOT VALID after it and were not before, as {@code schema.table.constraint}
 * @param lockTimeoutMs the session's {@code lock_timeout} while it ran; 0 is no limit
 * @param error the server's error, if it failed
 * @param hung whether it waited for Flyway's own session and was cancelled
 */
public record Effects(
        double durationMs,
        long rows,
        long walBytes,
        List<Lock> locks,
        List<String> rewrites,
        List<String> scans,
        List<IndexBuild> indexBuilds,
        List<String> validations,
        List<String> skipped,
        List<String> invalidIndexes,
        List<String> notValid,
        long lockTimeoutMs,
        @Nullable ServerError error,
        boolean hung) {
    public Effects {
        locks = List.copyOf(locks);
        rewrites = List.copyOf(rewrites);
        scans = List.copyOf(scans);
        indexBuilds = List.copyOf(indexBuilds);
        validations = List.copyOf(validations);
        skipped = List.copyOf(skipped);
        invalidIndexes = List.copyOf(invalidIndexes);
        notValid = List.copyOf(notValid);
    }

    public Optional<ServerError> failure() {
        return Optional.ofNullable(error);
    }

    /**
     * A lock on a relation.
     *
     * @param relationKind what the relation is: {@code table}, {@code partitioned table}, {@code view},
     *     {@code materialized view}, {@code foreign table}, {@code sequence} or {@code index}
     * @param existing whether the relation was there before the pending migrations
     * @param acquired whether this statement took it or made it stronger; false when an earlier one of the same
     *     transaction holds it
     * @param heldMs from this statement's start to the end of its transaction, as measured here
     */
    public record Lock(
            String relation, String relationKind, LockMode mode, boolean existing, boolean acquired, double heldMs) {}

    /** An index that was built, and the table whose rows were read for it. */
    public record IndexBuild(String index, String relation, boolean existing) {}

    /**
     * The server's error.
     *
     * @param position character of the statement it points at, from 1; 0 when it points at none
     */
    public record ServerError(String sqlState, String message, int position) {}
}
