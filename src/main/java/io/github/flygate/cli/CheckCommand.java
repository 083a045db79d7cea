package io.github.flygate.cli;

import io.github.flygate.config.ConfigLoader.Options.Given;
import io.github.flygate.config.GateConfig;
import io.github.flygate.gate.Gate;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Verdict;
import io.github.flygate.snapshot.Engines;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Restores the database as the base builds it, lets Flyway apply the pending migrations and",
            "reports what they lock, rewrite, scan and break."
        },
        footer = {
            "",
            "Examples:",
            "  flygate check                                   in a branch of a git repository",
            "  flygate check --base origin/main --postgres 16 services/orders",
            "  flygate check -f console -f json -o report.json",
            "  flygate check -f github -f code-scanning -o flygate.sarif     in a GitHub workflow",
            "  flygate check --from-nothing                    also what an empty database becomes"
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "DIR", defaultValue = ".", description = "The project's folder.")
    private Path project = Path.of(".");

    @Mixin
    private ProjectOptions projectOptions = new ProjectOptions();

    @Option(
            names = "--from-nothing",
            description = {
                "Also apply all migrations to an empty database, and compare what that makes with base and pending",
                "migrations. Costs what all migrations cost."
            })
    private boolean fromNothing;

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        output.verify();
        List<Given> own = new ArrayList<>(history.given());
        if (fromNothing) {
            own.add(new Given("history.fromNothing", "true", "--from-nothing"));
        }
        List<GateConfig> configs = projectOptions.load(terminal, project, own);
        GateReport report;
        try (ConsoleProgress progress = new ConsoleProgress(terminal)) {
            report = gate(terminal).check(configs, progress);
        }
        output.write(report, terminal, project);
        return exitCode(report);
    }

    static Gate gate(Terminal terminal) {
        return new Gate(
                Version.current(),
                terminal.environment(),
                config -> Engines.of(config, terminal.environment()),
                LocalDate.now(java.time.ZoneOffset.UTC));
    }

    static int exitCode(GateReport report) {
        return report.verdict() == Verdict.PASS ? 0 : 1;
    }
}
