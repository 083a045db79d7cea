package io.github.flygate.gate;

import io.github.flygate.config.GateConfig;
import io.github.flygate.contract.FromNothingPass;
import io.github.flygate.contract.FromNothingRequest;
import io.github.flygate.contract.FromNothingResult;
import io.github.flygate.fact.FlywayFact;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.TraceResult;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Compares what an empty database becomes with what the base becomes, on copies of its own. */
record FromNothing(GateConfig config, MigrationPlan plan, Copying copying, FlywayFact flyway, Progress progress) {
    /** When no migration is pending, there is nothing else to be seen. */
    Observations alone(String timeZone) {
        TraceResult nothing = new TraceResult(List.of(), new TreeMap<>(), List.of(), 0);
        return addTo(
                new Observations(nothing, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), "", 0),
                timeZone);
    }

    Observations addTo(Observations seen, String timeZone) {
        long done =
                seen.trace().scripts().stream().filter(ScriptTrace::completed).count();
        if (done < plan.pending().size()) {
            return seen.with(
                    List.of(),
                    List.of(FromNothingPass.notCompared(
                            "only " + done + " of " + plan.pending().size() + " pending migrations went through")),
                    seen.serverVersion());
        }
        FromNothingRequest request =
                new FromNothingRequest(config.project(), config.flyway(), flyway, plan, timeZone, config.timeLimit());
        Copying quietly = copying.silently();
        try (Database empty = quietly.openEmpty();
                Database base = quietly.openWithoutRows()) {
            FromNothingResult result = FromNothingPass.run(empty, base, request, progress);
            return seen.with(result.facts(), result.notes(), base.serverVersion());
        }
    }
}
