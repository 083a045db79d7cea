package io.github.flygate.fact;

/**
 * A column, as it is after the statement.
 *
 * @param name bare
 * @param type as PostgreSQL's {@code format_type} prints it; the text's spelling where only the text is known
 * @param oldType the type before; empty when there was none or it is not known
 * @param notNull holds no null any more
 * @param defaultExpression empty when there is none
 * @param volatility of the default: {@code none}, {@code constant}, {@code immutable}, {@code stable},
 *     {@code volatile} or {@code unknown} (a function nobody knows from the text)
 * @param autoIncrement serial or identity
 * @param generated {@code GENERATED ALWAYS AS (…)}
 * @param createdInThisMigration the column itself was made by the pending migrations
 * @param provenNotNull a valid constraint already says that it holds no null (the server then need not scan)
 */
public record ColumnFact(
        String name,
        String type,
        String oldType,
        boolean notNull,
        String defaultExpression,
        String volatility,
        boolean autoIncrement,
        boolean generated,
        boolean createdInThisMigration,
        boolean provenNotNull) {}
