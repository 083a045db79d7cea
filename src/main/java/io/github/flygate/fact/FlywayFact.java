package io.github.flygate.fact;

/**
 * Flyway's settings that decide how a statement runs.
 *
 * @param transactionalLock {@code flyway.postgresql.transactional.lock}
 * @param mixed {@code flyway.mixed}
 * @param group {@code flyway.group}
 * @param outOfOrder {@code flyway.outOfOrder}
 */
public record FlywayFact(boolean transactionalLock, boolean mixed, boolean group, boolean outOfOrder) {}
