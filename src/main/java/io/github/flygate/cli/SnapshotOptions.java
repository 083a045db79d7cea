package io.github.flygate.cli;

import io.github.flygate.config.GateConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.SnapshotReport;
import io.github.flygate.report.Reports;
import io.github.flygate.report.SnapshotReports;
import io.github.flygate.snapshot.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands on snapshots take. */
final class SnapshotOptions {
    private static final String JSON = "json";

    @Option(names = "--project", paramLabel = "DIR", defaultValue = ".", description = "The project's folder.")
    private Path project = Path.of(".");

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (default) or json.")
    private String format = "text";

    @Mixin
    private ProjectOptions projectOptions = new ProjectOptions();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Has spare copies of this snapshot filled in the background, where they are configured. */
    void beginSpare(List<SnapshotTarget> targets, String name) {
        SpareProcess.begin(
                targets, name, Objects.requireNonNull(command).commandLine().getParseResult());
    }

    /** The configured databases, each with its engine. */
    List<SnapshotTarget> targets(Terminal terminal) {
        if (!format.equals("text") && !format.equals(JSON)) {
            throw new FlygateException(
                    ErrorCode.USAGE, "there is no format " + format + " for snapshots", "use text or json");
        }
        List<GateConfig> configs = projectOptions.load(terminal, project);
        return configs.stream()
                .map(config -> new SnapshotTarget(
                        config, Engines.of(config, terminal.environment()), terminal.environment(), configs.size() > 1))
                .toList();
    }

    /** Prints what was done: the text for people, or the report for machines. */
    void print(Terminal terminal, SnapshotReport report, String text) {
        if (format.equals(JSON)) {
            terminal.out().print(SnapshotReports.json(report));
        } else if (!text.isBlank()) {
            terminal.out().println(Reports.harmless(text.stripTrailing()));
        }
        if (terminal.out().checkError()) {
            throw new FlygateException(
                    ErrorCode.IO, "standard output takes no more", "give standard output a place with room for it");
        }
    }
}
