package io.github.flygate.gate;

import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.Canary;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Severity;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the old version may keep running while the migrations are deployed. */
final class Release {
    private static final Set<Hazard> STOPS_OLD_VERSION =
            Set.of(Hazard.BREAKS_OLD_VERSION, Hazard.BLOCKS_READS, Hazard.BLOCKS_WRITES, Hazard.HANGS, Hazard.FAILS);

    private Release() {}

    static Canary of(MigrationPlan plan, Optional<Observations> seen, List<Finding> findings) {
        List<String> against = reasons(findings, Severity.ERROR);
        List<String> doubts = new ArrayList<>(reasons(findings, Severity.WARNING));
        doubts.addAll(notTried(plan, seen));
        List<String> reasons = new ArrayList<>(against);
        reasons.addAll(doubts);
        Answer answer = against.isEmpty() ? doubts.isEmpty() ? Answer.YES : Answer.UNKNOWN : Answer.NO;
        return new Canary(
                answer,
                reasons,
                seen.flatMap(Observations::contract).map(result -> result.contract()),
                seen.flatMap(Observations::restart),
                seen.map(Observations::rerun).orElse(List.of()));
    }

    private static List<String> reasons(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.status().counts()
                        && finding.severity() == severity
                        && (severity == Severity.ERROR
                                ? STOPS_OLD_VERSION.contains(finding.hazard())
                                : finding.hazard() == Hazard.BREAKS_OLD_VERSION))
                // What breaks it weighs more than what it waits for.
                .sorted(Comparator.comparing(finding -> finding.hazard() != Hazard.BREAKS_OLD_VERSION))
                .map(finding -> finding.span().file() + ":" + finding.span().line() + ": " + finding.message())
                .distinct()
                .toList();
    }

    /** What nobody looked at may be what breaks it. */
    private static List<String> notTried(MigrationPlan plan, Optional<Observations> seen) {
        if (plan.pending().isEmpty()) {
            return List.of();
        }
        if (seen.isEmpty()) {
            return List.of("the statements of the running version were not tried: nothing was run");
        }
        long done = seen.get().trace().scripts().stream()
                .filter(ScriptTrace::completed)
                .count();
        return done < plan.pending().size()
                ? List.of("only " + done + " of " + plan.pending().size() + " pending migrations went through")
                : List.of();
    }
}
