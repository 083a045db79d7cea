package io.github.flygate.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long {@code flygate lint} takes on one file and on 500, as a hook or an editor starts it: a new process each time, no
 * server, no daemon. {@code ./mvnw -Pbench verify -Dbench.class=LintBench} builds the jar and runs it.
 *
 * <p>How to read it. <i>first use</i> is a start of {@code bin/flygate} by a user who never started it: it also writes the
 * archive of loaded classes that later starts read; its CPU time is not told, since the launcher waits for the JVM. <i>java -jar</i> is the jar without any option and without an archive. Every
 * row is the best of some runs.
 *
 * <p>Options: {@code -Dbench.runs=5} runs, {@code -Dbench.lint=FOLDER} lints the .sql files of that folder (at most 500) instead
 * of made ones.
 */
public final class LintBench {
    private static final int FILES = 500;

    private final Path scratch;
    private final PrintStream out;
    private final int runs = Integer.getInteger("bench.runs", 3);
    private final Commands commands = Commands.find();

    LintBench(Path scratch, PrintStream out) {
        this.scratch = scratch;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path scratch = Files.createTempDirectory("flygate-bench-");
        try {
            new LintBench(scratch, out).lints();
        } finally {
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    void lints() throws IOException, InterruptedException {
        List<String> files = files();
        List<String> one = files.subList(0, 1);
        out.println();
        out.println("lint: wall seconds (CPU seconds), peak memory; " + commands.shown());
        if (!commands.plainJava().equals(commands.flygate())) {
            print("one file, first use", firstUse(one));
            // Makes the archive, where the user has none yet.
            Child.run(empty(), command(commands.flygate(), one));
        }
        print("one file", best(commands.flygate(), one));
        print(files.size() + " files", best(commands.flygate(), files));
        print("one file, java -jar", best(commands.plainJava(), one));
        print(files.size() + " files, java -jar", best(commands.plainJava(), files));
    }

    private Child firstUse(List<String> files) throws IOException, InterruptedException {
        Path home = Files.createDirectories(scratch.resolve("first-use"));
        return Child.run(
                empty(),
                command(commands.flygate(), files),
                Map.of("XDG_CACHE_HOME", home.toString(), "HOME", home.toString(), "CI", ""));
    }

    private Child best(List<String> flygate, List<String> files) throws IOException, InterruptedException {
        return Child.best(runs, empty(), command(flygate, files));
    }

    private static List<String> command(List<String> flygate, List<String> files) {
        List<String> command = new ArrayList<>(Child.command(flygate, "lint"));
        command.addAll(files);
        return command;
    }

    private void print(String what, Child child) {
        out.printf("%22s %14s %5d MB%n", what, Bench.times(child), child.peakMegabytes());
    }

    /** A project without a configuration. */
    private Path empty() throws IOException {
        return Files.createDirectories(scratch.resolve("empty"));
    }

    private List<String> files() throws IOException {
        String given = System.getProperty("bench.lint", "");
        if (given.isEmpty()) {
            Path folder = Files.createDirectories(scratch.resolve("lint"));
            return GeneratedProject.files(folder, FILES).stream()
                    .map(Path::toString)
                    .toList();
        }
        try (Stream<Path> files = Files.walk(Path.of(given).toAbsolutePath())) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .limit(FILES)
                    .map(Path::toString)
                    .toList();
        }
    }
}
