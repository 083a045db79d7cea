package io.github.flygate.cli;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import io.github.flygate.report.Format;
import io.github.flygate.report.Links;
import io.github.flygate.report.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where reports go: {@code --format json --output report.json --format console}. */
final class OutputOptions {
    private static final int FILE_WIDTH = 100;

    @ArgGroup(exclusive = false, multiplicity = "0..*", heading = "Reports:%n")
    private List<Target> targets = new ArrayList<>();

    static final class Target {
        @Option(
                names = {"-f", "--format"},
                required = true,
                paramLabel = "FORMAT",
                description = {
                    "console (default); json; markdown; sarif, code-scanning (sarif for GitHub); junit; gitlab (Code",
                    "Quality); github (annotations in a workflow's log). Repeatable."
                })
        private String format = "console";

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Write the report of the --format before it to a file, not to standard output.")
        private @Nullable Path output;
    }

    /** Fails before any work is done when a format is unknown or a file cannot be written. */
    void verify() {
        for (Target target : targets) {
            format(target);
            Path file = target.output;
            if (file != null) {
                OutputFile.obstacle(file).ifPresent(reason -> {
                    throw notWritable(file, reason, null);
                });
            }
        }
    }

    /** @param folder that the files of the report are relative to */
    void write(GateReport report, Terminal terminal, Path folder) {
        Links links = RunLinks.of(terminal.environment(), folder);
        if (targets.isEmpty()) {
            toTerminal(report, Format.CONSOLE, terminal, links);
        }
        for (Target target : targets) {
            Format format = format(target);
            Path file = target.output;
            if (file == null) {
                toTerminal(report, format, terminal, links);
            } else {
                toFile(report, format, file, links);
            }
        }
    }

    private static Format format(Target target) {
        return Format.of(target.format)
                .orElseThrow(() -> new FlygateException(
                        ErrorCode.USAGE, "there is no report format " + target.format, "use " + Format.ids()));
    }

    private static void toTerminal(GateReport report, Format format, Terminal terminal, Links links) {
        Reports.write(report, format, terminal.out(), new Reports.Style(terminal.width(), terminal.colour(), links));
        if (terminal.out().checkError()) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "the report cannot be written to standard output",
                    "give standard output a place with room for it, or write a file with --output");
        }
    }

    private static void toFile(GateReport report, Format format, Path file, Links links) {
        StringBuilder text = new StringBuilder();
        Reports.write(report, format, text, new Reports.Style(FILE_WIDTH, false, links));
        try {
            OutputFile.write(file, text.toString());
        } catch (IOException e) {
            throw notWritable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static FlygateException notWritable(Path file, String reason, @Nullable IOException cause) {
        return new FlygateException(
                ErrorCode.IO,
                "the report cannot be written to " + file + ": " + reason,
                "give --output a file in a folder that exists and can be written",
                cause);
    }
}
