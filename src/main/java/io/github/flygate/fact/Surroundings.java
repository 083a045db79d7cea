package io.github.flygate.fact;

/** What every condition may ask about, whatever the fact. */
public record Surroundings(StatementFact statement, TransactionFact tx, ScriptFact script, FlywayFact flyway) {}
