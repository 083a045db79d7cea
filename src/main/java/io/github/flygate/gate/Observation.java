package io.github.flygate.gate;

import io.github.flygate.config.GateConfig;
import io.github.flygate.contract.ContractRequest;
import io.github.flygate.contract.ContractResult;
import io.github.flygate.contract.OddRowsPass;
import io.github.flygate.contract.RerunPass;
import io.github.flygate.contract.RerunRequest;
import io.github.flygate.contract.RerunResult;
import io.github.flygate.contract.RestartPass;
import io.github.flygate.contract.RestartRequest;
import io.github.flygate.contract.RestartResult;
import io.github.flygate.fact.FactAt;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.TraceRequest;
import io.github.flygate.trace.TraceRequest.TracedScript;
import io.github.flygate.trace.TraceResult;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Everything that is done on servers for one database: on one copy the migrations are run, on another none are. */
final class Observation {
    private static final String EMPTY = "the migrations were run on tables without made-up rows: with them they fail";

    private final GateConfig config;
    private final MigrationPlan plan;
    private final Copying copying;
    private final Progress progress;

    Observation(GateConfig config, MigrationPlan plan, Copying copying, Progress progress) {
        this.config = config;
        this.plan = plan;
        this.copying = copying;
        this.progress = progress;
    }

    /**
     * Runs all passes that need a server.
     *
     * @param text gives what is to be run, once that has been read; the copies are made meanwhile
     */
    Observations run(Supplier<TraceRequest> text, Supplier<ContractRequest> contract) {
        try (TwoCopies copies = TwoCopies.open(copying::open, copying.silently()::open, contract)) {
            TraceRequest request = text.get();
            TraceResult trace = Tracer.run(copies.migrated(), request, progress);
            if (config.contract().rows() > 0
                    && completed(trace) < request.scripts().size()) {
                Optional<FactAt> failure = OddRowsPass.failure(request, trace, Set.of());
                Optional<Observations> without =
                        failure.flatMap(fact -> withoutRows(request, contract, fact, completed(trace)));
                if (without.isPresent()) {
                    return without.get();
                }
            }
            return rest(copies, request, trace, List.of(), List.of());
        }
    }

    /** What made-up rows stop may go through without them; it is then told as what it is. Empty if it does not. */
    private Optional<Observations> withoutRows(
            TraceRequest request, Supplier<ContractRequest> contract, FactAt failure, long before) {
        try (TwoCopies copies = TwoCopies.open(
                copying::openWithoutRows,
                copying.silently()::openWithoutRows,
                () -> contract.get().unfilled())) {
            TraceResult trace = Tracer.run(copies.migrated(), request, progress);
            return completed(trace) > before
                    ? Optional.of(rest(
                            copies,
                            request,
                            trace,
                            OddRowsPass.isKeyOfItsOwn(failure) ? List.of() : List.of(failure),
                            List.of(EMPTY)))
                    : Optional.empty();
        }
    }

    private static long completed(TraceResult trace) {
        return trace.scripts().stream().filter(ScriptTrace::completed).count();
    }

    private Observations rest(
            TwoCopies copies, TraceRequest request, TraceResult trace, List<FactAt> found, List<String> remarks) {
        Database migrated = copies.migrated();
        List<FactAt> facts = new ArrayList<>(found);
        List<String> notes = new ArrayList<>(remarks);
        TraceRequest done = completed(request, trace);
        if (done.scripts().isEmpty()) {
            return new Observations(
                    trace,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    facts,
                    notes,
                    migrated.serverVersion(),
                    restoreMs(migrated));
        }
        ContractResult contract = copies.old().against(migrated, done, trace, progress);
        OddRowsPass.run(copying.silently()::open, done, contract.refused(), progress).stream()
                .filter(fact -> found.stream().noneMatch(known -> isSame(known, fact)))
                .forEach(facts::add);
        RerunResult rerun = rerun(done);
        facts.addAll(rerun.facts());
        // It changes the copy, so that it comes last.
        RestartResult restart = RestartPass.run(migrated, restart(done), progress);
        facts.addAll(restart.facts());
        notes.addAll(restart.notes());
        return new Observations(
                trace,
                Optional.of(contract),
                Optional.of(restart.restart()),
                rerun.reruns(),
                facts,
                notes,
                migrated.serverVersion(),
                restoreMs(migrated));
    }

    /** The base with made-up rows may hold what is then looked for. */
    private static boolean isSame(FactAt known, FactAt fact) {
        return known.script().equals(fact.script())
                && known.statement() == fact.statement()
                && known.fact().relation().equals(fact.fact().relation());
    }

    private static double restoreMs(Database database) {
        return database.opening().buildMs() + database.opening().restoreMs();
    }

    private RerunResult rerun(TraceRequest done) {
        return RerunPass.run(
                copying.silently()::open,
                new RerunRequest(
                        done.project(),
                        done.flyway(),
                        done.flywayFact(),
                        done.scripts(),
                        done.callbacks(),
                        done.timeZone(),
                        done.timeLimit(),
                        config.rerun().rows(),
                        config.rerun().lock()),
                progress);
    }

    private RestartRequest restart(TraceRequest done) {
        return new RestartRequest(
                done.project(),
                done.flyway(),
                done.flywayFact(),
                plan,
                done.scripts().stream().map(TracedScript::script).toList(),
                done.timeZone(),
                done.timeLimit());
    }

    private static TraceRequest completed(TraceRequest request, TraceResult traced) {
        List<TracedScript> scripts = request.scripts().stream()
                .filter(script -> traced.script(script.script().migration())
                        .filter(ScriptTrace::completed)
                        .isPresent())
                .toList();
        return new TraceRequest(
                request.project(),
                request.flyway(),
                request.flywayFact(),
                scripts,
                request.callbacks(),
                request.timeZone(),
                request.timeLimit());
    }
}
