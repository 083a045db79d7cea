package io.github.flygate.cli;

import io.github.flygate.config.GateConfig;
import io.github.flygate.gate.Gate;
import io.github.flygate.migration.GivenFiles;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.GateReport;
import java.io.IOException;
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
            "Reads migrations without a database. Files are taken for pending, in Flyway's order where all have",
            "names of migrations, else in the order given; a folder is a project whose pending migrations are",
            "read. What only a server can tell is left to `flygate check`."
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
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    LintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        output.verify();
        GateReport report = report();
        output.write(report, terminal, isProject() ? project() : Path.of(""));
        return CheckCommand.exitCode(report);
    }

    private GateReport report() {
        Gate gate = CheckCommand.gate(terminal);
        if (isProject()) {
            if (files.size() > 1) {
                throw new FlygateException(
                        ErrorCode.USAGE, "a folder goes alone", "lint one project folder, or only files");
            }
            try (ConsoleProgress progress = new ConsoleProgress(terminal)) {
                return gate.lint(projectOptions.load(terminal, project(), history.given()), progress);
            }
        }
        GateConfig config = projectOptions.load(terminal, Path.of(".")).get(0);
        return gate.lintFiles(config, migrations(config.flyway()));
    }

    private boolean isProject() {
        return files.isEmpty() || files.stream().anyMatch(Files::isDirectory);
    }

    private Path project() {
        return files.isEmpty() ? Path.of(".") : files.get(0);
    }

    private List<Migration> migrations(FlywaySettings flyway) {
        List<Migration> migrations = new ArrayList<>();
        for (Path file : GivenFiles.inOrder(files, flyway)) {
            if (file.toString().equals(STANDARD_INPUT)) {
                migrations.add(MigrationFinder.file("<stdin>", file, standardInput(), flyway));
            } else {
                String name = file.toString().replace('\\', '/');
                migrations.add(MigrationFinder.file(name, file, read(file), flyway));
            }
        }
        return migrations;
    }

    private byte[] standardInput() {
        try {
            return terminal.in().readAllBytes();
        } catch (IOException e) {
            throw new FlygateException(ErrorCode.IO, "cannot read standard input: " + e.getMessage(), "", e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            boolean there = Files.exists(file);
            throw new FlygateException(
                    ErrorCode.IO,
                    "cannot read " + file + ": " + (there ? "permission denied" : "no such file"),
                    there
                            ? "make it readable for this user"
                            : "give files that exist, - for standard input, or a folder",
                    e);
        }
    }
}
