package io.github.flygate.cli;

import io.github.flygate.github.RunnerFiles;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Reports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs `flygate check`, shows its report in the log, as annotations and in the run's summary, keeps it in files,",
            "and sets the step's outputs. It needs no token."
        },
        footer = {"", "Example:", "  INPUT_BASE=origin/main INPUT_REPORT_DIR=flygate-report flygate action check"})
final class ActionCheckCommand implements Callable<Integer> {
    private static final String NEVER = "never";

    private final Terminal terminal;

    ActionCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ActionInputs inputs = new ActionInputs(terminal.environment());
        Path project = inputs.project();
        Path folder = inputs.path("report-dir", inputs.workspace(), "flygate-report");
        ActionReports reports = ActionReports.in(folder, inputs.path("sarif-file", inputs.workspace(), ""));
        reports.removeOld();
        StringWriter said = new StringWriter();
        int code = check(arguments(inputs, project, reports), said);
        RunnerFiles runner = new RunnerFiles(terminal.environment());
        if (!Files.exists(reports.json())) {
            failed(runner, said.toString());
            return code;
        }
        terminal.out().print(read(reports.annotations()));
        terminal.out().flush();
        runner.summary(read(reports.markdown()));
        outputs(runner, reports);
        return code == 1 && inputs.text("fail-on").filter(NEVER::equals).isPresent() ? 0 : code;
    }

    /** What the log shows quotes a pull request; until the token comes again, the runner obeys nothing in it. */
    private int check(List<String> arguments, StringWriter said) {
        String token = UUID.randomUUID().toString();
        terminal.out().println("::stop-commands::" + token);
        terminal.out().flush();
        PrintWriter both = new PrintWriter(said, true) {
            @Override
            public void write(String text, int from, int length) {
                super.write(text, from, length);
                terminal.err().write(text, from, length);
            }

            @Override
            public void println() {
                super.println();
                terminal.err().println();
            }
        };
        try {
            Terminal inner = new Terminal(terminal.in(), terminal.out(), both, false, terminal.environment());
            return Main.run(inner, arguments.toArray(String[]::new));
        } finally {
            terminal.err().flush();
            terminal.out().println();
            terminal.out().println("::" + token + "::");
            terminal.out().flush();
        }
    }

    private static List<String> arguments(ActionInputs inputs, Path project, ActionReports reports) {
        List<String> arguments = new ArrayList<>(List.of("check", project.toString()));
        give(arguments, "--base", inputs.text("base"));
        give(
                arguments,
                "--config",
                inputs.text("config").map(file -> project.resolve(file).toString()));
        give(arguments, "--postgres", inputs.text("postgres-version"));
        give(arguments, "--engine", inputs.text("engine"));
        give(arguments, "--image", inputs.text("image"));
        give(
                arguments,
                "--history",
                inputs.text("history-file").map(file -> project.resolve(file).toString()));
        give(arguments, "--fail-on", inputs.text("fail-on").filter(Predicate.not(NEVER::equals)));
        inputs.text("locations")
                .ifPresent(lines -> lines.lines()
                        .filter(Predicate.not(String::isBlank))
                        .forEach(line -> give(arguments, "--location", Optional.of(line.strip()))));
        if (inputs.flag("from-nothing")) {
            arguments.add("--from-nothing");
        }
        arguments.addAll(List.of("-f", "console"));
        reports.targets().forEach((format, file) -> arguments.addAll(List.of("-f", format, "-o", file.toString())));
        return arguments;
    }

    /** The value in the same word as the option: it may begin with a dash. */
    private static void give(List<String> arguments, String option, Optional<String> value) {
        value.ifPresent(text -> arguments.add(option + "=" + text));
    }

    private void failed(RunnerFiles runner, String said) {
        String text = said.isBlank() ? "no report was written" : said.strip();
        runner.output("verdict", "unknown");
        runner.output("rolling-update-safe", "unknown");
        runner.summary(Reports.failureMarkdown(text));
        terminal.out().println(Reports.failureAnnotation(text));
        terminal.out().flush();
    }

    private static void outputs(RunnerFiles runner, ActionReports files) {
        GateReport report = files.report();
        runner.output("verdict", report.verdict().id());
        runner.output("rolling-update-safe", safe(report));
        runner.output("error-count", count(report, Severity.ERROR));
        runner.output("warning-count", count(report, Severity.WARNING));
        runner.output(
                "pending-count", sum(report, database -> database.coverage().scripts()));
        runner.output(
                "checked-count", sum(report, database -> database.coverage().scriptsTraced()));
        runner.output("report-json", files.json().toString());
        runner.output("report-markdown", files.markdown().toString());
        runner.output("sarif-file", files.sarif().toString());
    }

    private static String sum(GateReport report, ToIntFunction<DatabaseReport> count) {
        return String.valueOf(report.databases().stream().mapToInt(count).sum());
    }

    private static String count(GateReport report, Severity severity) {
        return String.valueOf(report.databases().stream()
                .flatMap(database -> database.findings().stream())
                .filter(finding -> finding.status().counts() && finding.severity() == severity)
                .count());
    }

    private static String safe(GateReport report) {
        List<Answer> answers = report.databases().stream()
                .map(DatabaseReport::rollingUpdateSafe)
                .toList();
        if (answers.contains(Answer.NO)) {
            return "false";
        }
        return answers.contains(Answer.UNKNOWN) ? "unknown" : "true";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new FlygateException(ErrorCode.IO, file + " cannot be read: " + e.getMessage(), "", e);
        }
    }
}
