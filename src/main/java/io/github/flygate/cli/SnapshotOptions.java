package io.github.flygate.cli;

import io.github.flygate.config.GateConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.SnapshotReport;
import io.github.flygate.report.Reports;
import io.github.flygate.report.SnapshotReports;
import io.github.flygate.snapshot.Engines;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** What all commands on snapshots take. */
final class SnapshotOptions {
    private static final String JSON = "json";
    /** Those that say where flygate looks; the others say what a base is. */
    private static final Set<String> WHERE = Set.of("--project", "--config", "--cache", "--engine", "--database");

    private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+=,-]+");

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

    /** What another command needs from this command line to find the same databases; begins with a space if there is any. */
    String again() {
        StringBuilder text = new StringBuilder();
        ParseResult parsed = Objects.requireNonNull(command).commandLine().getParseResult();
        for (OptionSpec option : new LinkedHashSet<>(parsed.matchedOptions())) {
            if (WHERE.contains(option.longestName())) {
                option.originalStringValues()
                        .forEach(value -> text.append(' ')
                                .append(option.longestName())
                                .append(' ')
                                .append(forShell(value)));
            }
        }
        return text.toString();
    }

    private static String forShell(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }

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
