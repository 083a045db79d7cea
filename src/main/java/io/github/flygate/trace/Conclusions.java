package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.Failure;
import io.github.flygate.fact.RunScript;
import io.github.flygate.fact.SchemaFlaw;
import io.github.flygate.fact.ScriptFact;
import io.github.flygate.fact.StatementFact;
import io.github.flygate.fact.Surroundings;
import io.github.flygate.fact.TransactionFact;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Span;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/** Puts effects and facts together from what was observed. */
final class Conclusions {
    private static final double NANOS_PER_MS = 1_000_000.0;
    private static final String PASSED_OVER =
            "Flyway passed it over: its version is below the highest applied one, and outOfOrder is off";
    private static final StatementFact WHOLE_SCRIPT = new StatementFact("script", true, false, false, false);

    private final Catalog base;
    private final TraceRequest request;
    private final Measurement measurement;
    private final ServerFacts serverFacts;
    private final Flaws flaws;

    Conclusions(Catalog base, TraceRequest request, Flaws flaws) {
        this.base = base;
        this.request = request;
        this.measurement = new Measurement(base, request.flyway().table());
        this.serverFacts = new ServerFacts(base);
        this.flaws = flaws;
    }

    List<ScriptTrace> of(List<MigrationObserver.Run> runs, Optional<FlywayException> failure) {
        List<ScriptTrace> traces = new ArrayList<>();
        long groupEnd = runs.isEmpty() ? 0 : runs.get(runs.size() - 1).endedNanos;
        boolean allDone = failure.isEmpty() && runs.stream().allMatch(run -> run.completed);
        runs.stream()
                .filter(run -> allDone && !run.statements.isEmpty())
                .reduce((earlier, later) -> later)
                .ifPresent(run -> serverFacts.allDone(
                        run.statements.get(run.statements.size() - 1).after()));
        for (MigrationObserver.Run run : runs) {
            boolean last = run == runs.get(runs.size() - 1);
            traces.add(script(
                    run, request.flyway().group() ? groupEnd : run.endedNanos, last ? failure : Optional.empty()));
            if (!request.flyway().group()) {
                serverFacts.transactionEnded();
            }
        }
        if (runs.stream().allMatch(run -> run.completed)) {
            traces.addAll(notBegun(runs, failure));
        }
        return traces;
    }

    private ScriptTrace script(MigrationObserver.Run run, long transactionEnd, Optional<FlywayException> failure) {
        Script script = run.script.script();
        List<StatementTrace> statements = new ArrayList<>();
        List<Seen> seen = withTransactionEnds(run.statements, transactionEnd);
        Catalog end = seen.isEmpty() ? base : seen.get(seen.size() - 1).after();
        boolean statementFailed = false;
        for (Seen one : seen) {
            statements.add(statement(script, one, end, flaws.at(run, one.number())));
            statementFailed |= one.error() != null;
            if (!one.inTransaction() || one.endsTransaction()) {
                serverFacts.transactionEnded();
            }
        }
        List<FactAt> facts = new ArrayList<>();
        if (!run.completed && !statementFailed) {
            failure.ifPresent(e -> facts.add(failure(script, e)));
        }
        return new ScriptTrace(
                script.migration(),
                script.transactional(),
                run.completed,
                (run.endedNanos - run.startedNanos) / NANOS_PER_MS,
                facts,
                statements);
    }

    /** Locks are held until the transaction ends: at an explicit COMMIT, else with the script. */
    private static List<Seen> withTransactionEnds(List<Seen> statements, long scriptEnd) {
        List<Seen> result = new ArrayList<>(statements);
        long end = scriptEnd;
        for (int i = result.size() - 1; i >= 0; i--) {
            Seen seen = result.get(i);
            if (seen.endsTransaction()) {
                end = seen.endedNanos();
            }
            if (seen.inTransaction()) {
                result.set(i, seen.endedAt(end));
            }
        }
        return result;
    }

    private StatementTrace statement(Script script, Seen seen, Catalog end, List<SchemaFlaw> brought) {
        Effects effects = measurement.effects(seen);
        TransactionFact tx = new TransactionFact(
                seen.inTransaction(),
                serverFacts.accessExclusiveOn(),
                seen.lockTimeoutMs(),
                true,
                seen.statementTimeoutMs());
        Surroundings around = new Surroundings(seen.hint().says(), tx, fact(script), request.flywayFact());
        List<FactAt> facts = new ArrayList<>();
        List<Fact> all = new ArrayList<>(serverFacts.of(seen, effects, end));
        all.addAll(brought);
        for (Fact fact : all) {
            facts.add(new FactAt(
                    fact, around, script.migration().script(), seen.number(), seen.sql(), seen.span(), true));
        }
        return new StatementTrace(
                seen.number(), seen.span(), seen.sql(), seen.hint().says(), effects, facts);
    }

    private static ScriptFact fact(Script script) {
        Migration migration = script.migration();
        return new ScriptFact(
                migration.script(), migration.kind().id(), script.transactional(), script.mixesTransactionModes());
    }

    private FactAt failure(Script script, FlywayException exception) {
        FailureText text = FailureText.of(exception);
        return scriptFact(script, new Failure(text.sqlState(), text.message()));
    }

    private FactAt scriptFact(Script script, Fact fact) {
        TransactionFact tx = new TransactionFact(script.transactional(), List.of(), 0, false, 0);
        Surroundings around = new Surroundings(WHOLE_SCRIPT, tx, fact(script), request.flywayFact());
        Migration migration = script.migration();
        return new FactAt(fact, around, migration.script(), -1, "", Span.line(migration.file(), 1), true);
    }

    /** Flyway ended, and there are scripts that it never began: one that it refused, or those that it passed over. */
    private List<ScriptTrace> notBegun(List<MigrationObserver.Run> runs, Optional<FlywayException> failure) {
        List<Script> left = request.scripts().stream()
                .map(TraceRequest.TracedScript::script)
                .filter(script -> runs.stream()
                        .noneMatch(run -> run.script
                                .script()
                                .migration()
                                .file()
                                .equals(script.migration().file())))
                .toList();
        if (left.isEmpty()) {
            return List.of();
        }
        return failure.map(e -> {
                    Script refused = refused(left, e);
                    return List.of(notBegun(refused, failure(refused, e)));
                })
                .orElseGet(() -> left.stream()
                        .map(script -> notBegun(script, scriptFact(script, new Failure("", PASSED_OVER))))
                        .toList());
    }

    private ScriptTrace notBegun(Script script, FactAt why) {
        List<FactAt> facts =
                List.of(why, scriptFact(script, new RunScript(script.migration().file())));
        return new ScriptTrace(script.migration(), script.transactional(), false, 0, facts, List.of());
    }

    private static Script refused(List<Script> candidates, FlywayException failure) {
        String named = FailureText.of(failure).script();
        return candidates.stream()
                .filter(script ->
                        !named.isEmpty() && script.migration().script().endsWith(named))
                .findFirst()
                .orElse(candidates.get(0));
    }
}
