package io.github.flygate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What {@link SpareProcess} runs in the background; nobody types it. */
@Command(
        name = "spare",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Fills the spare copy of a snapshot, so that the next restore only renames.",
        footer = {"", "Example:", "  flygate snapshot spare main"})
final class SnapshotSpareCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The snapshot's name.")
    private String name = "";

    @Mixin
    private SnapshotOptions options = new SnapshotOptions();

    SnapshotSpareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        for (SnapshotTarget target : options.targets(terminal)) {
            target.engine().prepareSpare(target.find(name));
        }
        return 0;
    }
}
