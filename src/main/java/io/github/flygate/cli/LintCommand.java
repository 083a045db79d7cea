package io.github.flygate.cli;

import io.github.flygate.config.GateConfig;
import io.github.flygate.gate.Gate;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Reads migrations without a database. Files are taken for pending, in the order given; a folder is",
            "a project whose pending migrations are read. What only a server can tell is left to `flygate check`."
        },
        footer = {
            "",
            "Examples:",
            "  flygate lint src/main/resources/db/migration/V42__orders.sql",
            "  flygate lint --base origin/main .",
            "  generate-sql | flygate lint -"
        })
final class LintCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "SQL files, - for standard input, or one project folder. Default: the current folder.")
    private List<Path> files = List.of();

    @Mixin
    private ProjectOptions projectOptions = new ProjectOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    LintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        output.verify();
        GateReport report = report();
        output.write(report, terminal);
        return CheckCommand.exitCode(report);
    }

    private GateReport report() {
        Gate gate = CheckCommand.gate(terminal);
        if (files.isEmpty() || files.stream().anyMatch(Files::isDirectory)) {
            if (files.size() > 1) {
                throw new FlygateException(
                        ErrorCode.USAGE, "a folder goes alone", "lint one project folder, or only files");
            }
            try (ConsoleProgress progress = new ConsoleProgress(terminal)) {
                return gate.lint(
                        projectOptions.load(terminal, files.isEmpty() ? Path.of(".") : files.get(0)), progress);
            }
        }
        GateConfig config = projectOptions.load(terminal, Path.of(".")).get(0);
        return gate.lintFiles(config, migrations());
    }

    private List<Migration> migrations() {
        List<Migration> migrations = new ArrayList<>();
        for (Path file : files) {
            if (file.toString().equals(STANDARD_INPUT)) {
                migrations.add(MigrationFinder.file("<stdin>", Path.of(STANDARD_INPUT), standardInput()));
            } else {
                migrations.add(MigrationFinder.file(file.toString().replace('\\', '/'), file, read(file)));
            }
        }
        return migrations;
    }

    private String standardInput() {
        try {
            return new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new FlygateException(ErrorCode.IO, "cannot read standard input: " + e.getMessage(), "", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "cannot read " + file + ": "
                            + (Files.exists(file) ? "it is not a UTF-8 text file that can be read" : "no such file"),
                    "",
                    e);
        }
    }
}
