package io.github.flygate.config;

import java.util.List;

/**
 * What is known of the application that still runs.
 *
 * @param queries patterns of files with its statements, relative to the project; empty for those of {@code contract/},
 *     if there are any
 * @param statements patterns of files with what {@code pg_stat_statements} has seen, likewise
 * @param complete whether it runs no other statements
 * @param rows how many rows each table gets before migrations are tried; 0 for none
 */
public record ContractConfig(List<String> queries, List<String> statements, boolean complete, int rows) {
    public ContractConfig {
        queries = List.copyOf(queries);
        statements = List.copyOf(statements);
    }
}
