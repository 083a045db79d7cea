package io.github.flygate.cli;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.SnapshotReport;
import io.github.flygate.model.SnapshotReport.Kept;
import io.github.flygate.report.SnapshotReports;
import io.github.flygate.snapshot.Snapshot;
import io.github.flygate.snapshot.SnapshotEngine.Collected;
import io.github.flygate.snapshot.SnapshotEngine.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "gc",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Removes what killed processes left behind, and snapshots without a name that were not used for long.",
            "A snapshot with a name stays until it is removed. It asks before it removes a snapshot."
        },
        footer = {
            "",
            "Examples:",
            "  flygate snapshot gc --dry-run",
            "  flygate snapshot gc --keep 1 --older-than 7d --yes"
        })
final class SnapshotGcCommand implements Callable<Integer> {
    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([dhms])");

    private final Terminal terminal;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many stay of each database, the most recently used first. Default: 3.")
    private int keep = 3;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            defaultValue = "30d",
            description = "Only those that were not used for so long, such as 12h or 7d. Default: 30d.")
    private String olderThan = "30d";

    @Option(names = "--dry-run", description = "Only say which snapshots would go.")
    private boolean dryRun;

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Mixin
    private SnapshotOptions options = new SnapshotOptions();

    SnapshotGcCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Policy policy = policy();
        List<SnapshotTarget> targets = options.targets(terminal);
        Set<Snapshot> going = new LinkedHashSet<>();
        targets.forEach(target -> going.addAll(policy.beyond(target.engine().list())));
        if (!going.isEmpty() && !dryRun) {
            confirmation.require(
                    terminal, "remove " + count(going.size()) + " without a name, " + size(List.copyOf(going)));
        }
        Set<Snapshot> gone = new LinkedHashSet<>(dryRun ? going : Set.of());
        List<String> leftovers = new ArrayList<>();
        if (!dryRun) {
            try (ConsoleProgress progress = new ConsoleProgress(terminal)) {
                for (SnapshotTarget target : targets) {
                    Collected collected = target.engine().collect(policy, progress);
                    gone.addAll(collected.snapshots());
                    leftovers.addAll(collected.leftovers());
                }
            }
        }
        SnapshotTarget any = targets.get(0);
        List<Kept> kept =
                gone.stream().map(snapshot -> any.kept(snapshot, List.of())).toList();
        options.print(
                terminal,
                new SnapshotReport("gc", kept, List.of(), List.of(), leftovers),
                text(List.copyOf(gone), leftovers));
        return 0;
    }

    private String text(List<Snapshot> gone, List<String> leftovers) {
        StringBuilder text = new StringBuilder();
        leftovers.forEach(leftover -> text.append("removed ").append(leftover).append('\n'));
        if (!gone.isEmpty()) {
            text.append(dryRun ? "would remove " : "removed ")
                    .append(count(gone.size()))
                    .append(" without a name, ")
                    .append(size(gone))
                    .append('\n');
        }
        return text.isEmpty() ? "nothing to remove\n" : text.toString();
    }

    private static String size(List<Snapshot> snapshots) {
        return SnapshotReports.size(
                snapshots.stream().mapToLong(Snapshot::bytes).sum());
    }

    private static String count(int snapshots) {
        return snapshots + (snapshots == 1 ? " snapshot" : " snapshots");
    }

    private Policy policy() {
        if (keep < 0) {
            throw new FlygateException(
                    ErrorCode.USAGE, "--keep " + keep + " is no number of snapshots", "use 0 or more");
        }
        Matcher age = AGE.matcher(olderThan);
        if (!age.matches()) {
            throw new FlygateException(
                    ErrorCode.USAGE, "--older-than " + olderThan + " is no age", "use a number with d, h, m or s: 30d");
        }
        long amount = Long.parseLong(age.group(1));
        return new Policy(
                keep,
                switch (age.group(2)) {
                    case "d" -> Duration.ofDays(amount);
                    case "h" -> Duration.ofHours(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofSeconds(amount);
                });
    }
}
