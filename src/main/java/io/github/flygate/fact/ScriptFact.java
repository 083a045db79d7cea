package io.github.flygate.fact;

/**
 * A migration.
 *
 * @param name as {@code flyway_schema_history} has it
 * @param kind {@code sql}, {@code java} or {@code repeatable}
 * @param transactional whether Flyway runs it in a transaction
 * @param mixesTransactionModes holds statements that need a transaction and others that refuse one
 */
public record ScriptFact(String name, String kind, boolean transactional, boolean mixesTransactionModes) {}
