package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.Failure;
import io.github.flygate.model.Effects;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.util.Optional;

/**
 * Why a file that went through once did not go through again.
 *
 * @param statement number in the script, from 0; -1 when it is none of them
 */
record SecondFailure(int statement, String sqlState, String message) {
    /** @param second the run that was not completed */
    static SecondFailure of(ScriptTrace second) {
        Optional<StatementTrace> statement = second.statements().stream()
                .filter(one -> one.effects().failure().isPresent())
                .findFirst();
        Optional<Effects.ServerError> error =
                statement.flatMap(one -> one.effects().failure());
        String message = error.map(Effects.ServerError::message)
                .orElseGet(() -> second.facts().stream()
                        .map(FactAt::fact)
                        .filter(Failure.class::isInstance)
                        .map(fact -> ((Failure) fact).message())
                        .findFirst()
                        .orElse("Flyway did not run it"));
        return new SecondFailure(
                statement.map(StatementTrace::number).orElse(-1),
                error.map(Effects.ServerError::sqlState).orElse(""),
                FlywayWords.firstSentence(message).replaceFirst("^ERROR: ", ""));
    }
}
