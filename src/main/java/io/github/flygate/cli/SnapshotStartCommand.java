package io.github.flygate.cli;

import io.github.flygate.base.ProjectBase;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.SnapshotReport;
import io.github.flygate.snapshot.Running;
import io.github.flygate.snapshot.Snapshot;
import io.github.flygate.snapshot.SnapshotEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Starts a writable copy of a snapshot that outlives this command, until `stop` ends it.",
            "Without a name it is a copy of the base, which is built if there is no snapshot of it.",
            "The password is never printed: --output writes it to a file that only you can read."
        },
        footer = {
            "",
            "Examples:",
            "  flygate snapshot start main --port 5433",
            "  flygate snapshot start --head --output target/flygate.properties    for a build"
        })
final class SnapshotStartCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65535;

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The snapshot's name. Default: the base.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--head", description = "All migrations of the working tree instead of a snapshot or the base.")
    private boolean head;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "On 127.0.0.1. Default: one that is free.")
    private int port;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write flygate.url, flygate.user, flygate.password and flygate.id to a properties file.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private SnapshotOptions options = new SnapshotOptions();

    SnapshotStartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Started(SnapshotTarget target, Running running) {}

    @Override
    public Integer call() {
        List<SnapshotTarget> targets = options.targets(terminal);
        verify(targets);
        List<Optional<Snapshot>> snapshots =
                targets.stream().map(target -> name.map(target::find)).toList();
        List<Started> started = new ArrayList<>();
        try (ConsoleProgress progress = new ConsoleProgress(terminal)) {
            for (int i = 0; i < targets.size(); i++) {
                started.add(new Started(targets.get(i), start(targets.get(i), snapshots.get(i), progress)));
            }
            writeOutput(started);
        } catch (FlygateException e) {
            stop(started, e);
            throw e;
        }
        SnapshotReport report = new SnapshotReport(
                "start",
                List.of(),
                started.stream()
                        .map(one -> SnapshotListCommand.copy(one.running()))
                        .toList(),
                List.of(),
                List.of());
        options.print(terminal, report, text(started));
        return 0;
    }

    private void verify(List<SnapshotTarget> targets) {
        if (head && name.isPresent()) {
            throw wrong("--head and a snapshot's name exclude each other", "give one of them");
        }
        if (port < 0 || port > HIGHEST_PORT) {
            throw wrong("--port " + port + " is no port", "give one from 1 to 65535, or 0 for any that is free");
        }
        if (port != 0 && targets.size() > 1) {
            throw wrong(
                    "--port names one port, and " + targets.size() + " databases are to be started",
                    "choose one with --database");
        }
        output.ifPresent(OutputFile::makeFolder);
        output.ifPresent(file -> OutputFile.obstacle(file).ifPresent(reason -> {
            throw notWritable(file, reason);
        }));
    }

    private Running start(SnapshotTarget target, Optional<Snapshot> snapshot, ConsoleProgress progress) {
        // A snapshot needs no base beside it.
        ProjectBase base = snapshot.isPresent() ? ProjectBase.none(target.config()) : target.base(head);
        return target.engine().start(snapshot, base.spec(), base.builder(), port, progress);
    }

    private void writeOutput(List<Started> started) {
        if (output.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Started one : started) {
            String prefix =
                    "flygate." + (started.size() > 1 ? one.target().config().name() + "." : "");
            Running running = one.running();
            text.append(PropertyLine.of(prefix + "url", running.owner().url()))
                    .append(PropertyLine.of(prefix + "user", running.owner().user()))
                    .append(PropertyLine.of(prefix + "password", running.owner().password()))
                    .append(PropertyLine.of(prefix + "id", running.id()));
        }
        try {
            OutputFile.write(output.get(), text.toString());
        } catch (IOException e) {
            throw notWritable(output.get(), String.valueOf(e.getMessage()));
        }
    }

    private static void stop(List<Started> started, FlygateException reason) {
        for (Started one : started) {
            try {
                SnapshotEngine engine = one.target().engine();
                engine.stop(one.running());
            } catch (FlygateException e) {
                reason.addSuppressed(e);
            }
        }
    }

    private String text(List<Started> started) {
        StringBuilder text = new StringBuilder();
        for (Started one : started) {
            Running running = one.running();
            text.append("started a copy of ")
                    .append(running.snapshot().isEmpty() ? head ? "the working tree" : "the base" : running.snapshot())
                    .append(one.target().ofDatabase())
                    .append("\n  url       ")
                    .append(running.owner().url())
                    .append("\n  user      ")
                    .append(running.owner().user())
                    .append("\n  password  ")
                    .append(output.map(file -> "in " + file).orElse("not printed: --output FILE writes it to a file"))
                    .append("\n  end it    flygate snapshot stop ")
                    .append(running.id())
                    .append(options.again())
                    .append('\n');
        }
        return text.toString();
    }

    private static FlygateException notWritable(Path file, String reason) {
        return new FlygateException(
                ErrorCode.IO,
                "the connection's properties cannot be written to " + file + ": " + reason,
                "give --output a file in a folder that exists and can be written");
    }

    private static FlygateException wrong(String message, String hint) {
        return new FlygateException(ErrorCode.USAGE, message, hint);
    }
}
