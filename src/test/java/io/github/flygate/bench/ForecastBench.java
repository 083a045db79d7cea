package io.github.flygate.bench;

import io.github.flygate.history.Forecast;
import io.github.flygate.history.ForecastRequest;
import io.github.flygate.history.HistoryRow;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.model.FlywaySettings;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a forecast of a large project costs, without a server. {@code ./mvnw -Pbench verify -Dbench.class=ForecastBench}
 * runs it.
 *
 * <p>How to read it. Seconds, and megabytes that the calling thread asked for and that are reachable afterwards. <i>find</i>
 * lists the files, <i>read</i> takes their checksums, <i>forecast</i> is the rest: info, validate and migrate. <i>full</i>
 * has a row for each file, <i>empty</i> none, so that all is pending. The first run of each size is the cold one of its JVM.
 *
 * <p>Options: {@code -Dbench.sizes=1000,10000} files, {@code -Dbench.runs=3}.
 */
public final class ForecastBench {
    private static final double MEGABYTE = 1024 * 1024;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path scratch;

    private ForecastBench(Path scratch) {
        this.scratch = scratch;
    }

    public static void main(String[] arguments) throws IOException {
        Path scratch = Files.createTempDirectory("flygate-bench-");
        try {
            new ForecastBench(scratch).run();
        } finally {
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run() throws IOException {
        out.printf(
                "%8s %6s %8s %8s %8s %8s %10s %10s%n",
                "files", "rows", "find", "read", "forecast", "all", "asked MB", "kept MB");
        for (String size : System.getProperty("bench.sizes", "1000,10000").split(",", -1)) {
            int files = Integer.parseInt(size.strip());
            Path project = scratch.resolve("p" + files);
            GeneratedProject.files(Files.createDirectories(project.resolve("db")), files);
            for (int run = 0; run < Integer.getInteger("bench.runs", 3); run++) {
                measure(project, true);
                measure(project, false);
            }
        }
    }

    private void measure(Path project, boolean full) {
        FlywaySettings flyway = located(FlywaySettings.defaults());
        System.gc();
        long usedBefore = used();
        long askedBefore = asked();
        long start = System.nanoTime();
        List<Migration> files = new MigrationFinder(Map.of()).head(project, flyway);
        long found = System.nanoTime();
        List<HistoryRow> rows = full ? rows(files) : List.of();
        if (!full) {
            files.forEach(Migration::checksum);
        }
        long read = System.nanoTime();
        Forecast forecast = Forecast.of(ForecastRequest.of(files, rows, flyway));
        long end = System.nanoTime();
        double asked = (asked() - askedBefore) / MEGABYTE;
        System.gc();
        double kept = (used() - usedBefore) / MEGABYTE;
        out.printf(
                Locale.ROOT,
                "%8d %6s %8.2f %8.2f %8.2f %8.2f %10.0f %10.0f%n",
                forecast.info().migrations().size(),
                full ? "full" : "empty",
                seconds(start, found),
                seconds(found, read),
                seconds(read, end),
                seconds(start, end),
                asked,
                kept);
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long asked() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                ? threads.getCurrentThreadAllocatedBytes()
                : 0;
    }

    private static List<HistoryRow> rows(List<Migration> files) {
        List<HistoryRow> rows = new ArrayList<>();
        for (Migration file : files) {
            rows.add(new HistoryRow(
                    rows.size() + 1,
                    file.version(),
                    file.description(),
                    "SQL",
                    file.script(),
                    Optional.of(file.checksum()),
                    true));
        }
        return rows;
    }

    private static FlywaySettings located(FlywaySettings usual) {
        return new FlywaySettings(
                List.of("filesystem:db"),
                usual.schemas(),
                usual.defaultSchema(),
                usual.table(),
                usual.placeholders(),
                usual.placeholderReplacement(),
                usual.placeholderPrefix(),
                usual.placeholderSuffix(),
                usual.placeholderSeparator(),
                usual.sqlMigrationPrefix(),
                usual.repeatableSqlMigrationPrefix(),
                usual.sqlMigrationSeparator(),
                usual.sqlMigrationSuffixes(),
                usual.encoding(),
                usual.detectEncoding(),
                usual.outOfOrder(),
                usual.mixed(),
                usual.group(),
                usual.executeInTransaction(),
                usual.validateMigrationNaming(),
                usual.ignoreMigrationPatterns(),
                usual.initSql(),
                usual.transactionalLock(),
                usual.createSchemas(),
                usual.baselineOnMigrate(),
                usual.baselineVersion(),
                usual.skipDefaultCallbacks(),
                usual.callbacks(),
                usual.user(),
                usual.url(),
                usual.classPath());
    }
}
