package io.github.flygate.cli;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Nearest;
import io.github.flygate.model.SnapshotReport;
import io.github.flygate.model.SnapshotReport.Copy;
import io.github.flygate.snapshot.Running;
import io.github.flygate.snapshot.SnapshotEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Ends a copy that `start` has started, with all that is in it. With --all it asks first."},
        footer = {
            "",
            "Examples:",
            "  flygate snapshot stop main",
            "  flygate snapshot stop 1c9d2a40      the id that `start` and `list` print",
            "  flygate snapshot stop --all --yes"
        })
final class SnapshotStopCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|ID",
            description = "The copy's id or its snapshot's name. Default: the only one that runs.")
    private Optional<String> which = Optional.empty();

    @Option(names = "--all", description = "All that run, of whatever project.")
    private boolean all;

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Mixin
    private SnapshotOptions options = new SnapshotOptions();

    SnapshotStopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (all && which.isPresent()) {
            throw new FlygateException(ErrorCode.USAGE, "--all and a name exclude each other", "give one of them");
        }
        // Several databases share a cache: each copy is there once.
        Map<Running, SnapshotEngine> running = new LinkedHashMap<>();
        String project = "";
        for (SnapshotTarget target : options.targets(terminal)) {
            target.engine().running().forEach(copy -> running.putIfAbsent(copy, target.engine()));
            project = target.project();
        }
        List<Running> chosen =
                all ? List.copyOf(running.keySet()) : List.of(choose(List.copyOf(running.keySet()), project));
        if (all && !chosen.isEmpty()) {
            confirmation.require(terminal, "end all running copies: " + ids(chosen));
        }
        for (Running copy : chosen) {
            SnapshotEngine engine = running.get(copy);
            if (engine != null) {
                engine.stop(copy);
            }
        }
        List<Copy> stopped = chosen.stream().map(SnapshotListCommand::copy).toList();
        options.print(
                terminal,
                new SnapshotReport("stop", List.of(), stopped, List.of(), List.of()),
                chosen.isEmpty() ? "no copy is running" : "stopped " + ids(chosen));
        return 0;
    }

    /** An id is of one copy; a name, or none at all, means a copy of this project. */
    private Running choose(List<Running> running, String project) {
        List<Running> meant = running.stream()
                .filter(copy -> which.filter(copy.id()::equals).isPresent())
                .toList();
        if (meant.isEmpty()) {
            meant = running.stream()
                    .filter(copy -> copy.project().isEmpty() || copy.project().equals(project))
                    .filter(copy -> which.isEmpty() || which.get().equals(copy.snapshot()))
                    .toList();
        }
        if (meant.size() > 1) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    meant.size() + " copies" + which.map(name -> " of " + name).orElse("") + " are running",
                    "name one by its id: " + ids(meant) + "; or --all");
        }
        if (meant.isEmpty()) {
            throw unknown(running);
        }
        return meant.get(0);
    }

    private FlygateException unknown(List<Running> running) {
        String name = which.orElse("");
        List<String> known = running.stream()
                .flatMap(copy -> Stream.of(copy.id(), copy.snapshot()))
                .filter(text -> !text.isEmpty())
                .toList();
        return new FlygateException(
                ErrorCode.USAGE,
                "no copy" + (name.isEmpty() ? "" : " of " + name) + " is running",
                Nearest.to(name, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("`flygate snapshot list` shows what runs, `flygate snapshot start` starts one"));
    }

    private static String ids(List<Running> copies) {
        return copies.stream().map(Running::id).collect(Collectors.joining(", "));
    }
}
