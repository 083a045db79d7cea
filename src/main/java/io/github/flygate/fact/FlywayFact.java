package io.github.flygate.fact;

/** Flyway's settings that decide how a statement runs. */
public record FlywayFact(boolean transactionalLock, boolean mixed, boolean group, boolean outOfOrder) {}
