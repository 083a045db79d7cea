package io.github.flygate.gate;

import io.github.flygate.base.ProjectPlan;
import io.github.flygate.config.GateConfig;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.Finding;
import io.github.flygate.model.Progress;
import io.github.flygate.rule.Example;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.snapshot.Engine;
import io.github.flygate.sql.ScriptReading;
import io.github.flygate.trace.TraceResult;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An example of a rule as the Flyway project it stands for, read and run once; rules can then be asked about it as often
 * as wanted.
 */
final class ExampleRun {
    /** Examples say when a suppression ends, so they need a day that does not pass. */
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

    private final Example example;
    private final GateConfig config;
    private final DatabaseCheck check;
    private final List<ScriptReading> readings;
    private final Observations seen;

    private ExampleRun(
            Example example, GateConfig config, DatabaseCheck check, List<ScriptReading> readings, Observations seen) {
        this.example = example;
        this.config = config;
        this.check = check;
        this.readings = readings;
        this.seen = seen;
    }

    /** Writes it into an empty folder, and lets Flyway run it on a database of its own. */
    static ExampleRun of(Example example, String postgres, Engine engine, Path folder, Progress progress) {
        GateConfig config = ExampleProject.write(example, postgres, folder);
        MigrationPlan plan = ProjectPlan.find(config, Map.of(), config.history().also());
        DatabaseCheck check = new DatabaseCheck(config, plan, PreparedRules.of(config, RuleBook.of(List.of())), TODAY);
        List<ScriptReading> readings = new ArrayList<>();
        Observations seen = check.observe(engine, readings, progress);
        return new ExampleRun(example, config, check, List.copyOf(readings), seen);
    }

    Example example() {
        return example;
    }

    List<ScriptReading> readings() {
        return readings;
    }

    TraceResult trace() {
        return seen.trace();
    }

    /** What counts for the verdict when the text alone is known. */
    List<Finding> lint(RuleBook book) {
        return counting(check.judge(PreparedRules.of(config, book), readings, Optional.empty()));
    }

    /** What counts for the verdict when it was run. */
    List<Finding> check(RuleBook book) {
        return counting(check.judge(PreparedRules.of(config, book), readings, Optional.of(seen)));
    }

    private static List<Finding> counting(Judgement judgement) {
        return judgement.findings().stream()
                .filter(finding -> finding.status().counts())
                .toList();
    }
}
