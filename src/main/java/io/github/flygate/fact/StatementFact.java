package io.github.flygate.fact;

/**
 * A statement.
 *
 * @param kind such as {@code alter_table}, {@code create_index}, {@code do}, {@code java}; {@code unknown} when nobody
 *     could read it
 * @param read its text was understood
 * @param opaque what it does is not in its text: a DO block, a function call, a Java migration, dynamic SQL
 * @param refusesTransaction PostgreSQL refuses it in a transaction block
 * @param concurrently one of the CONCURRENTLY forms
 */
public record StatementFact(
        String kind, boolean read, boolean opaque, boolean refusesTransaction, boolean concurrently) {}
