package io.github.flygate.trace;

import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.StatementFact;
import io.github.flygate.migration.Migration;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Span;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What was measured.
 *
 * @param scripts the pending migrations that Flyway began, in the order in which it ran them
 * @param settings server settings as Flyway's session had them
 * @param notes sentences about how it was measured, where that is not as usual
 * @param migrateMs from the call of Flyway to its return
 */
public record TraceResult(
        List<ScriptTrace> scripts, SortedMap<String, String> settings, List<String> notes, double migrateMs) {
    public TraceResult {
        scripts = List.copyOf(scripts);
        notes = List.copyOf(notes);
    }

    /** What became of a migration; empty when Flyway did not begin with it. */
    public Optional<ScriptTrace> script(Migration migration) {
        return scripts.stream()
                .filter(script -> script.migration().script().equals(migration.script()))
                .findFirst();
    }

    /**
     * One migration that Flyway began.
     *
     * @param completed whether it went through
     * @param facts about the script as a whole, such as a failure that belongs to no statement
     */
    public record ScriptTrace(
            Migration migration,
            boolean transactional,
            boolean completed,
            double durationMs,
            List<FactAt> facts,
            List<StatementTrace> statements) {
        public ScriptTrace {
            facts = List.copyOf(facts);
            statements = List.copyOf(statements);
        }

        /** What a statement did; empty when it did not run. */
        public Optional<StatementTrace> statement(int number) {
            return statements.stream()
                    .filter(statement -> statement.number() == number)
                    .findFirst();
        }
    }

    /**
     * One statement that ran.
     *
     * @param number of the statement in its script, from 0; for Java migrations in the order of execution
     */
    public record StatementTrace(
            int number, Span span, String sql, StatementFact says, Effects effects, List<FactAt> facts) {
        public StatementTrace {
            facts = List.copyOf(facts);
        }
    }
}
