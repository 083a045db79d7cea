package io.github.flygate.cli;

import io.github.flygate.model.SnapshotReport;
import io.github.flygate.model.SnapshotReport.Kept;
import io.github.flygate.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Removes a snapshot. Copies that run stay as they are. It asks first.",
        footer = {"", "Example:", "  flygate snapshot remove feature --yes"})
final class SnapshotRemoveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The snapshot's name.")
    private String name = "";

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Mixin
    private SnapshotOptions options = new SnapshotOptions();

    SnapshotRemoveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Chosen(SnapshotTarget target, Snapshot snapshot) {}

    @Override
    public Integer call() {
        List<Chosen> chosen = options.targets(terminal).stream()
                .map(target -> new Chosen(target, target.find(name)))
                .toList();
        confirmation.require(terminal, "remove the snapshot " + name);
        List<Kept> removed = new ArrayList<>();
        for (Chosen one : chosen) {
            one.target().engine().remove(one.snapshot());
            removed.add(one.target().kept(one.snapshot(), List.of()));
        }
        SnapshotReport report = new SnapshotReport("remove", removed, List.of(), List.of(), List.of());
        options.print(terminal, report, "removed " + name);
        return 0;
    }
}
