package io.github.flygate.fact;

import java.util.List;

/**
 * The transaction a statement runs in.
 *
 * @param open whether there is one (otherwise each statement is its own)
 * @param accessExclusiveOn relations that existed before and on which an earlier statement of it took ACCESS EXCLUSIVE
 * @param lockTimeoutMs the {@code lock_timeout} in force; 0 is no limit
 * @param lockTimeoutKnown false when the text alone cannot tell
 * @param statementTimeoutMs the {@code statement_timeout} in force; 0 is no limit, or none that the text tells of
 */
public record TransactionFact(
        boolean open,
        List<String> accessExclusiveOn,
        long lockTimeoutMs,
        boolean lockTimeoutKnown,
        long statementTimeoutMs) {
    public TransactionFact {
        accessExclusiveOn = List.copyOf(accessExclusiveOn);
    }
}
