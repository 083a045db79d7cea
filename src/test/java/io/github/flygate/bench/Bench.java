package io.github.flygate.bench;

import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.api.errors.GitAPIException;

/**
 * How long flygate takes, beside plain Flyway on the same machine. {@code ./mvnw -Pbench verify} builds the jar and runs it; no
 * other build does, because times depend on the machine and on what else it does.
 *
 * <p>How to read it. Every number is a fresh process, as in a pipeline. <i>migrate</i> is {@code flyway migrate} of all files
 * on an empty database of a server that already runs, with {@code fsync} off: what a check that builds everything each
 * time would pay at the very least. <i>first</i> is a check whose base is not in the cache yet (PostgreSQL itself is);
 * it contains that build. <i>second</i> is the next check of the same base, which is what a pull request waits for. The
 * last column is the ratio of the two: below 1 the check is quicker than building the base alone. Down the table,
 * <i>second</i> must hardly grow, however many files the base has; <i>migrate</i> does. Wall times on a busy machine say
 * little, so CPU seconds of the JVM stand beside them, and {@code second} is the best of some runs.
 * {@link LintBench} follows.
 *
 * <p>Options: {@code -Dbench.sizes=20,200} files in the base, {@code -Dbench.runs=5} runs.
 */
public final class Bench {
    private static final int PENDING = 3;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final int runs = Integer.getInteger("bench.runs", 3);
    private final Path scratch;
    private final Path cache;
    private final Commands commands;

    private Bench(Path scratch) {
        this.scratch = scratch;
        this.cache = scratch.resolve("cache");
        this.commands = Commands.find();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, GitAPIException {
        Path scratch = Files.createTempDirectory("flygate-bench-");
        try {
            Bench bench = new Bench(scratch);
            bench.out.println("flygate is run as: " + bench.commands.shown());
            bench.checks();
            new LintBench(scratch, bench.out).lints();
        } finally {
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void checks() throws IOException, InterruptedException, GitAPIException {
        GeneratedProject small = GeneratedProject.with(folder("warm"), 1, 1);
        // Unpacks PostgreSQL, so that the first row does not pay for it, and makes the class-data archive.
        check(small);
        out.println();
        out.println("check: wall seconds (CPU seconds of the JVM); " + PENDING + " pending files");
        out.printf("%8s %14s %14s %14s %16s%n", "base", "migrate", "first", "second", "second/migrate");
        for (String size : System.getProperty("bench.sizes", "20,200,250,1000").split(",", -1)) {
            int applied = Integer.parseInt(size.strip());
            GeneratedProject project = GeneratedProject.with(folder("base-" + applied), applied, PENDING);
            Child migrate = migrate(project);
            Child first = check(project);
            Child second = Child.best(runs, project.folder(), checkCommand());
            out.printf(
                    "%8d %14s %14s %14s %16.2f%n",
                    applied, times(migrate), times(first), times(second), second.wallSeconds() / migrate.wallSeconds());
        }
    }

    private Child check(GeneratedProject project) throws IOException, InterruptedException {
        return Child.run(project.folder(), checkCommand());
    }

    private List<String> checkCommand() {
        return Child.command(commands.flygate(), "check", "--base", "main", "--cache", cache.toString());
    }

    private Child migrate(GeneratedProject project) throws IOException, InterruptedException {
        try (Database database = TestServer.of("18").fresh()) {
            Database.Login login = database.owner();
            Map<String, String> environment =
                    Map.of("BENCH_URL", login.url(), "BENCH_USER", login.user(), "BENCH_PASSWORD", login.password());
            return Child.run(project.folder(), commands.plainFlyway(project.migrations()), environment);
        }
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(scratch.resolve(name));
    }

    static String times(Child child) {
        return String.format("%.2f (%.2f)", child.wallSeconds(), child.cpuSeconds());
    }
}
