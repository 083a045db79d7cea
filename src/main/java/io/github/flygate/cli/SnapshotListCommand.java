package io.github.flygate.cli;

import io.github.flygate.model.SnapshotReport;
import io.github.flygate.model.SnapshotReport.Copy;
import io.github.flygate.model.SnapshotReport.Kept;
import io.github.flygate.report.Reports;
import io.github.flygate.report.SnapshotReports;
import io.github.flygate.snapshot.BaseSpec;
import io.github.flygate.snapshot.Running;
import io.github.flygate.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lists the snapshots that are complete, and the copies that run.",
            "USE says what the current base can do with one: ready (it is its snapshot), behind (it has",
            "grown since: the missing migrations are applied to a copy), stale (other migrations, settings or",
            "PostgreSQL), foreign (another project's), copy (of a database), unknown (no base is known here)."
        },
        footer = {"", "Examples:", "  flygate snapshot list", "  flygate snapshot list --format json --engine docker"})
final class SnapshotListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private SnapshotOptions options = new SnapshotOptions();

    SnapshotListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<SnapshotTarget> targets = options.targets(terminal);
        Map<Snapshot, Kept> kept = new LinkedHashMap<>();
        Set<Copy> copies = new LinkedHashSet<>();
        for (SnapshotTarget target : targets) {
            List<String> reasons = new ArrayList<>();
            List<BaseSpec> bases = target.current(reasons::add);
            List<Snapshot> snapshots = target.engine().list();
            if (!snapshots.isEmpty()) {
                reasons.forEach(reason -> terminal.err()
                        .println(Reports.harmless(
                                "flygate: the base" + target.ofDatabase() + " is not known: " + reason)));
            }
            for (Snapshot snapshot : snapshots) {
                boolean own =
                        snapshot.origin().database().equals(target.config().name());
                // Several databases share a cache: each snapshot is compared with the base of its own.
                if (own || !kept.containsKey(snapshot)) {
                    kept.put(snapshot, target.kept(snapshot, bases));
                }
            }
            target.engine().running().stream().map(SnapshotListCommand::copy).forEach(copies::add);
        }
        SnapshotReport report =
                new SnapshotReport("list", List.copyOf(kept.values()), List.copyOf(copies), List.of(), List.of());
        options.print(terminal, report, text(report));
        return 0;
    }

    private String text(SnapshotReport report) {
        Reports.Style style = new Reports.Style(terminal.width(), false);
        String snapshots = report.snapshots().isEmpty()
                ? "Nothing is kept yet. `flygate snapshot save` keeps the base as \"main\".\n"
                : SnapshotReports.table(report.snapshots(), Instant.now(), style);
        return report.copies().isEmpty()
                ? snapshots
                : snapshots + "\n" + SnapshotReports.copies(report.copies(), Instant.now(), style);
    }

    static Copy copy(Running running) {
        String url = running.owner().url();
        String port = url.replaceFirst("^jdbc:postgresql://[^/?]*:([0-9]{1,5})(?:[/?].*)?$", "$1");
        return new Copy(
                running.engine(),
                running.id(),
                running.snapshot(),
                running.database(),
                url,
                port.matches("[0-9]+") ? Integer.parseInt(port) : 0,
                running.owner().user(),
                running.since());
    }
}
