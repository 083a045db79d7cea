package io.github.flygate.cli;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
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
        name = "rename",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Gives a snapshot another name.",
        footer = {"", "Example:", "  flygate snapshot rename main before-the-split"})
final class SnapshotRenameCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "OLD", description = "The snapshot's name.")
    private String old = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "Its new name.")
    private String fresh = "";

    @Mixin
    private SnapshotOptions options = new SnapshotOptions();

    SnapshotRenameCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Chosen(SnapshotTarget target, Snapshot snapshot) {}

    @Override
    public Integer call() {
        SnapshotTarget.requireName(fresh);
        List<Chosen> chosen = options.targets(terminal).stream()
                .map(target -> new Chosen(target, target.find(old)))
                .toList();
        // All or none of them: before the first of them has its new name.
        chosen.stream()
                .filter(one -> !old.equals(fresh) && one.target().has(fresh))
                .findFirst()
                .ifPresent(one -> {
                    throw new FlygateException(
                            ErrorCode.USAGE,
                            "there is a snapshot " + fresh + one.target().ofDatabase() + " already",
                            "choose another name; `flygate snapshot replace` exchanges what is kept under this one");
                });
        List<Kept> renamed = new ArrayList<>();
        for (Chosen one : chosen) {
            Snapshot snapshot = one.target().engine().rename(one.snapshot(), fresh);
            renamed.add(one.target().kept(snapshot, List.of()));
        }
        SnapshotReport report = new SnapshotReport("rename", renamed, List.of(), List.of(), List.of());
        options.print(terminal, report, "renamed " + old + " to " + fresh);
        return 0;
    }
}
