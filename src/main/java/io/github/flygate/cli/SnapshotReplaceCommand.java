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
        name = "replace",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Saves under a name that may be taken. What is kept under it stays until the new one is complete.",
            "It asks before it replaces something."
        },
        footer = {
            "",
            "Examples:",
            "  flygate snapshot replace main",
            "  flygate snapshot replace main --yes    in a pipeline, after a merge"
        })
final class SnapshotReplaceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The snapshot's name.")
    private String name = "";

    @Option(names = "--head", description = "All migrations of the working tree, not those of the base.")
    private boolean head;

    @Option(names = "--push", description = "With engine docker: send the image to its registry.")
    private boolean push;

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Mixin
    private SnapshotOptions options = new SnapshotOptions();

    SnapshotReplaceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SnapshotTarget.requireName(name);
        List<SnapshotTarget> targets = options.targets(terminal);
        if (targets.stream().anyMatch(target -> target.has(name))) {
            confirmation.require(terminal, "replace the snapshot " + name);
        }
        SnapshotSaving all = new SnapshotSaving("replace", targets, new Saving(name, true, push), head);
        SnapshotReport report;
        try (ConsoleProgress progress = new ConsoleProgress(terminal)) {
            report = all.run(progress);
        }
        options.print(terminal, report, all.text(report));
        options.beginSpare(targets, name);
        return 0;
    }
}
