package io.github.flygate.migration;

import java.util.List;

/**
 * A migration split into statements.
 *
 * @param transactional whether Flyway will run it in a transaction (its statements, its {@code .conf} and the settings
 *     decide)
 * @param mixesTransactionModes statements of both kinds; Flyway refuses it unless {@code mixed} is set
 * @param statements empty for Java migrations
 */
public record Script(
        Migration migration, boolean transactional, boolean mixesTransactionModes, List<Statement> statements) {
    public Script {
        statements = List.copyOf(statements);
    }
}
