package io.github.flygate.cli;

import io.github.flygate.model.SnapshotReport;
import io.github.flygate.model.SnapshotReport.Kept;
import io.github.flygate.model.SnapshotReport.Restored;
import io.github.flygate.snapshot.Snapshot;
import io.github.flygate.snapshot.SnapshotEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Puts back what was copied from a snapshot: the copies that `start` has started, on their ports with",
            "their passwords; with engine server the databases themselves. Open sessions are ended. It asks first."
        },
        footer = {
            "",
            "Examples:",
            "  flygate snapshot restore main",
            "  flygate snapshot restore main --yes --engine server"
        })
final class SnapshotRestoreCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The snapshot's name.")
    private String name = "";

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Mixin
    private SnapshotOptions options = new SnapshotOptions();

    SnapshotRestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Chosen(SnapshotTarget target, Snapshot snapshot) {}

    @Override
    public Integer call() {
        List<SnapshotTarget> targets = options.targets(terminal);
        List<Chosen> chosen = targets.stream()
                .map(target -> new Chosen(target, target.find(name)))
                .toList();
        confirmation.require(terminal, "put back all that was copied from " + name + ", and end its sessions");
        List<Kept> kept = new ArrayList<>();
        List<Restored> restored = new ArrayList<>();
        try (ConsoleProgress progress = new ConsoleProgress(terminal)) {
            for (Chosen one : chosen) {
                SnapshotEngine.Restored result = one.target().engine().restore(one.snapshot(), progress);
                kept.add(one.target().kept(one.snapshot(), List.of()));
                restored.add(new Restored(name, result.databases(), result.endedSessions(), result.missingMs()));
            }
        }
        SnapshotReport report = new SnapshotReport("restore", kept, List.of(), restored, List.of());
        options.print(terminal, report, text(restored));
        options.beginSpare(targets, name);
        return 0;
    }

    private static String text(List<Restored> all) {
        StringBuilder text = new StringBuilder();
        for (Restored restored : all) {
            text.append(String.format(
                    Locale.ROOT,
                    "restored %s from %s: %d %s ended, away for %.0f ms%n",
                    String.join(", ", restored.databases()),
                    restored.snapshot(),
                    restored.endedSessions(),
                    restored.endedSessions() == 1 ? "session" : "sessions",
                    restored.missingMs()));
        }
        return text.toString();
    }
}
