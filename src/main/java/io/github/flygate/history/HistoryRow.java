package io.github.flygate.history;

import java.util.Optional;

/**
 * A row of {@code flyway_schema_history}, as Flyway reads it. What Flyway does not decide by (who, when, how long) is not in
 * it.
 *
 * @param installedRank the order in which rows were written; schema markers have 0 or less
 * @param version as it was written, such as {@code 1.0}; empty for repeatables and schema markers
 * @param type such as {@code SQL}, {@code JDBC}, {@code BASELINE}, {@code DELETE}
 * @param script path relative to its location, a class name, or Flyway's marker
 * @param checksum empty where the column is null
 */
public record HistoryRow(
        int installedRank,
        String version,
        String description,
        String type,
        String script,
        Optional<Integer> checksum,
        boolean success) {}
