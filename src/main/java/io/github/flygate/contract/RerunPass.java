package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.RerunProblem;
import io.github.flygate.model.Canary;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.TraceRequest.TracedScript;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs pending files twice: those marked as combined by hand and then by Flyway; those without a transaction by Flyway,
 * interrupted, and by Flyway again; repeatable ones by Flyway as often as their text changes.
 */
public final class RerunPass {
    private RerunPass() {}

    /**
     * Runs them.
     *
     * @param copies gives a fresh copy of the base at each call; each is closed here
     * @throws FlygateException with code ENGINE when a copy cannot be used
     */
    public static RerunResult run(Supplier<Database> copies, RerunRequest request, Progress progress) {
        List<Canary.Rerun> reruns = new ArrayList<>();
        List<FactAt> facts = new ArrayList<>();
        for (TracedScript script : request.scripts()) {
            try {
                boolean combined = CombinedMark.isOn(script.script().migration());
                if (combined && HandRun.isImpossible(script.script())) {
                    reruns.add(new Canary.Rerun(
                            name(script),
                            "combined",
                            List.of("not tried: COPY FROM STDIN cannot be run by hand here")));
                } else if (combined) {
                    progress.step("running " + name(script) + " by hand, then by Flyway");
                    add(script, "combined", new CombinedRun(copies, request, script).problems(), reruns, facts);
                }
                if (InterruptedRun.concerns(script)) {
                    progress.step("interrupting " + name(script) + ", then running it again");
                    add(script, "interrupted", new InterruptedRun(copies, request, script).problems(), reruns, facts);
                }
            } catch (SQLException e) {
                throw new FlygateException(
                        ErrorCode.ENGINE, name(script) + " could not be run twice: " + e.getMessage(), "", e);
            }
        }
        repeatables(copies, request, progress, reruns, facts);
        return new RerunResult(reruns, facts);
    }

    private static void repeatables(
            Supplier<Database> copies,
            RerunRequest request,
            Progress progress,
            List<Canary.Rerun> reruns,
            List<FactAt> facts) {
        if (request.scripts().stream().noneMatch(RepeatedRun::concerns)) {
            return;
        }
        progress.step("running repeatable migrations again");
        try (Database copy = copies.get()) {
            new RepeatedRun(request)
                    .problems(copy)
                    .forEach((script, problems) -> add(script, "repeatable", problems, reruns, facts));
        } catch (SQLException e) {
            throw new FlygateException(
                    ErrorCode.ENGINE, "repeatable migrations could not be run again: " + e.getMessage(), "", e);
        }
    }

    private static void add(
            TracedScript script, String kind, List<FactAt> found, List<Canary.Rerun> reruns, List<FactAt> facts) {
        List<String> problems = found.stream()
                .map(FactAt::fact)
                .map(RerunProblem.class::cast)
                .map(problem -> problem.problem() + ": " + problem.detail())
                .toList();
        reruns.add(new Canary.Rerun(name(script), kind, problems));
        facts.addAll(found);
    }

    private static String name(TracedScript script) {
        return script.script().migration().script();
    }
}
