package io.github.flygate.cli;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A flygate in the background that fills spare copies while the user goes on. */
final class SpareProcess {
    /** What belongs to the command that was called, and not to the project. */
    private static final Set<String> OF_THE_COMMAND = Set.of("--yes", "--head", "--push", "--format", "--debug");

    private SpareProcess() {}

    /** Begins it if a database is configured for spare copies; {@code parsed} is the command line that was called. */
    static void begin(List<SnapshotTarget> targets, String name, ParseResult parsed) {
        List<SnapshotTarget> wanted = targets.stream()
                .filter(target -> target.config().snapshots().spare()
                        && target.engine().name().equals("server"))
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        if (SpareProcess.class.getClassLoader() != ClassLoader.getSystemClassLoader()) {
            // Inside another program, such as Maven, there is no command line to call again.
            wanted.forEach(target -> target.engine().prepareSpare(target.find(name)));
            return;
        }
        try {
            new ProcessBuilder(command(name, parsed))
                    .redirectInput(nothing())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "the spare copy of " + name + " cannot be filled in the background: " + e.getMessage(),
                    "`flygate snapshot spare " + name + "` fills it now",
                    e);
        }
    }

    static List<String> command(String name, ParseResult parsed) {
        List<String> command = new ArrayList<>();
        // In a session of its own, which no Ctrl-C reaches.
        Path setsid = Path.of("/usr/bin/setsid");
        if (Files.isExecutable(setsid)) {
            command.add(setsid.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "snapshot", "spare"));
        for (OptionSpec option : new LinkedHashSet<>(parsed.matchedOptions())) {
            if (!OF_THE_COMMAND.contains(option.longestName())) {
                option.originalStringValues()
                        .forEach(value -> command.add(
                                option.arity().max() == 0 ? option.longestName() : option.longestName() + "=" + value));
            }
        }
        command.addAll(List.of("--", name));
        return command;
    }

    private static ProcessBuilder.Redirect nothing() {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return ProcessBuilder.Redirect.from(new File(windows ? "NUL" : "/dev/null"));
    }
}
