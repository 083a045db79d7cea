package io.github.flygate.cli;

import io.github.flygate.config.GateConfig;
import io.github.flygate.gate.Baseline;
import io.github.flygate.gate.Gate;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "baseline",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs the check and accepts what it finds, so that only new findings fail. They are kept in",
            "flygate-baseline.txt, or in the file that baseline: in flygate.yml names; commit it. A finding is known by its",
            "rule, its file and its statement, not by its line."
        },
        footer = {
            "",
            "Examples:",
            "  flygate baseline                   accept what is found today",
            "  flygate baseline --update          accept what is new, and remove what is gone"
        })
final class BaselineCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "DIR", defaultValue = ".", description = "The project's folder.")
    private Path project = Path.of(".");

    @Mixin
    private ProjectOptions projectOptions = new ProjectOptions();

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Option(names = "--update", description = "Write a file anew that is there: new findings come, gone ones go.")
    private boolean update;

    BaselineCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<GateConfig> configs = projectOptions.load(terminal, project, history.given());
        Map<Path, Set<String>> files = new LinkedHashMap<>();
        for (GateConfig config : configs) {
            files.computeIfAbsent(config.baseline(), file -> new LinkedHashSet<>())
                    .add(config.name());
        }
        files.keySet().forEach(this::require);
        Gate gate = CheckCommand.gate(terminal);
        GateReport report;
        try (ConsoleProgress progress = new ConsoleProgress(terminal)) {
            report = gate.find(configs, progress);
        }
        files.forEach((file, databases) -> write(
                file,
                report.databases().stream()
                        .filter(database -> databases.contains(database.name()))
                        .toList()));
        return 0;
    }

    private void require(Path file) {
        if (Files.exists(file) && !update) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    file + " is there already",
                    "write it anew with --update, which accepts what is new as well");
        }
        OutputFile.obstacle(file).ifPresent(reason -> {
            throw notWritable(file, reason);
        });
    }

    private void write(Path file, List<DatabaseReport> reports) {
        Baseline before = Baseline.read(file);
        try {
            OutputFile.write(file, before.accepting(reports));
        } catch (IOException e) {
            throw notWritable(file, String.valueOf(e.getMessage()));
        }
        long added = reports.stream()
                .flatMap(report -> report.findings().stream())
                .filter(finding -> finding.status().counts())
                .count();
        int after = Baseline.read(file).size();
        terminal.out()
                .println(Reports.harmless("wrote " + file + ": " + after + (after == 1 ? " finding" : " findings")
                        + " accepted, " + added + " of them new, " + (before.size() + added - after) + " removed"));
        String open = reports.stream()
                .filter(report -> report.migrations().stream().anyMatch(migration -> !migration.completed()))
                .map(DatabaseReport::name)
                .collect(Collectors.joining(", "));
        if (!open.isEmpty()) {
            terminal.err()
                    .println(Reports.harmless("flygate: not all pending migrations of " + open
                            + " went through: a check ends with exit code 3 until they do"));
        }
    }

    private static FlygateException notWritable(Path file, String reason) {
        return new FlygateException(
                ErrorCode.IO,
                "the baseline cannot be written to " + file + ": " + reason,
                "give baseline: in flygate.yml a file in a folder that exists and can be written");
    }
}
