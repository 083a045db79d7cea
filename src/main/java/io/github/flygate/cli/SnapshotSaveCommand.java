package io.github.flygate.cli;

import io.github.flygate.model.SnapshotReport;
import io.github.flygate.snapshot.SnapshotEngine.Saving;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "save",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Keeps the base under a name: the database as the base branch's migrations build it.",
            "With engine server it copies the configured databases of that server as they are."
        },
        footer = {
            "",
            "Examples:",
            "  flygate snapshot save                  the base, as \"main\"",
            "  flygate snapshot save feature --head   with the migrations of this working tree",
            "  flygate snapshot save --engine docker --image registry/app-db:main --push"
        })
final class SnapshotSaveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            defaultValue = "main",
            description = "The snapshot's name. Default: main.")
    private String name = "main";

    @Option(names = "--head", description = "All migrations of the working tree, not those of the base.")
    private boolean head;

    @Option(names = "--push", description = "With engine docker: send the image to its registry.")
    private boolean push;

    @Mixin
    private SnapshotOptions options = new SnapshotOptions();

    SnapshotSaveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SnapshotTarget.requireName(name);
        List<SnapshotTarget> targets = options.targets(terminal);
        SnapshotSaving all = new SnapshotSaving("save", targets, new Saving(name, false, push), head);
        SnapshotReport report;
        try (ConsoleProgress progress = new ConsoleProgress(terminal)) {
            report = all.run(progress);
        }
        options.print(terminal, report, all.text(report));
        options.beginSpare(targets, name);
        return 0;
    }
}
