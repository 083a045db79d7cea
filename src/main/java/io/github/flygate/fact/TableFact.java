package io.github.flygate.fact;

/**
 * A relation.
 *
 * @param name {@code schema.name}
 * @param kind {@code table}, {@code partitioned table}, {@code view}, {@code materialized view}, {@code sequence},
 *     {@code index}, {@code foreign table}, {@code type} or {@code unknown}
 * @param createdInThisMigration made by the pending migrations, hence unknown to the application that runs
 * @param temporary of the session alone
 */
public record TableFact(String name, String kind, boolean createdInThisMigration, boolean temporary) {}
