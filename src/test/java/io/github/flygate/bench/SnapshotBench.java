package io.github.flygate.bench;

import io.github.flygate.base.ProjectBase;
import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.Engine;
import io.github.flygate.snapshot.Engines;
import io.github.flygate.snapshot.SnapshotEngine;
import io.github.flygate.snapshot.TestServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.api.errors.GitAPIException;

/**
 * How long it takes from nothing to a writable copy of the base that a session can use, for each engine, beside what one
 * would do without flygate. {@code ./mvnw -Pbench verify -Dbench.class=SnapshotBench} runs it.
 *
 * <p>How to read it. All in one warm JVM and against the same server where a server is needed, so that only the work
 * differs. <i>flyway</i> makes a database and migrates it, which is what a test or check without a snapshot pays every
 * time. <i>stellar</i> is the scheme of that tool by hand: two template copies as the snapshot; a restore ends the
 * sessions, drops the database and renames the second copy, and a third copy has to be made before the next restore can
 * be as quick (<i>refill</i>). The engines: <i>first</i> builds the base and keeps it, <i>later</i> is the best of some
 * openings of a copy until its first query has been answered; each is divided by <i>flyway</i> of the same row.
 *
 * <p>Options: {@code -Dbench.sizes=20,250,1000} migrations, {@code -Dbench.engines=embedded,server,docker},
 * {@code -Dbench.runs=3}, {@code -Dbench.megabytes=1024} of seed in a row of its own (0 for none).
 */
public final class SnapshotBench {
    private static final int SEEDED_MIGRATIONS = 20;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final int runs = Integer.getInteger("bench.runs", 3);
    private final List<String> engines = List.of(
            System.getProperty("bench.engines", "embedded,server,docker").split(",", -1));
    private final Path scratch;
    private final TestServer server = TestServer.of("18");

    private SnapshotBench(Path scratch) {
        this.scratch = scratch;
    }

    public static void main(String[] arguments) throws IOException, GitAPIException, SQLException {
        Path scratch = Files.createTempDirectory("flygate-bench-");
        try {
            SnapshotBench bench = new SnapshotBench(scratch);
            Stellar.provide(bench.server.superuser());
            bench.warmUp();
            bench.run();
        } finally {
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Unpacks PostgreSQL and loads the classes, so that the first row does not pay for it. */
    private void warmUp() throws IOException, GitAPIException, SQLException {
        Row row = new Row("warm", 3, 0);
        row.flyway();
        row.stellar();
        for (String engine : engines) {
            row.engine(engine);
        }
    }

    private void run() throws IOException, GitAPIException, SQLException {
        out.println("seconds until a writable copy answers; in brackets the ratio to flyway in the same row");
        out.printf("%-22s %8s %26s", "base", "flyway", "stellar save/restore/refill");
        engines.forEach(engine -> out.printf(" %26s", engine + " first/later"));
        out.println();
        for (String size : System.getProperty("bench.sizes", "20,250,1000").split(",", -1)) {
            print(new Row(size.strip() + " migrations", Integer.parseInt(size.strip()), 0));
        }
        int megabytes = Integer.getInteger("bench.megabytes", 1024);
        if (megabytes > 0) {
            print(new Row(megabytes + " MB of rows", SEEDED_MIGRATIONS, megabytes));
        }
    }

    private void print(Row row) throws IOException, GitAPIException, SQLException {
        double flyway = row.flyway();
        Stellar.Times stellar = row.stellar();
        out.printf(
                Locale.ROOT,
                "%-22s %8.2f %26s",
                row.name,
                flyway,
                String.format(Locale.ROOT, "%.2f/%.2f/%.2f", stellar.save(), stellar.restore(), stellar.refill()));
        for (String engine : engines) {
            double[] times = row.engine(engine);
            out.printf(
                    " %26s",
                    String.format(
                            Locale.ROOT,
                            "%.2f (%.2f) / %.2f (%.2f)",
                            times[0],
                            times[0] / flyway,
                            times[1],
                            times[1] / flyway));
        }
        out.println();
    }

    /** One project and what is measured with it. */
    private final class Row {
        private final String name;
        private final GeneratedProject project;

        Row(String name, int migrations, int megabytes) throws IOException, GitAPIException {
            this.name = name;
            this.project = GeneratedProject.with(
                    Files.createDirectories(scratch.resolve(name.replace(' ', '-'))), migrations, 0);
            // As many rows of one kilobyte.
            Files.writeString(
                    project.folder().resolve("seed.sql"),
                    megabytes == 0
                            // Another seed in each row, or its base would grow from that of the row before.
                            ? "select " + migrations + ";"
                            : "create table ballast as select n, repeat(md5(n::text), 31) as text from generate_series(1, "
                                    + megabytes * 1000L + ") n;");
        }

        double flyway() throws SQLException {
            long start = System.nanoTime();
            try (Database database = server.fresh()) {
                ProjectBase base = base("embedded");
                base.builder().build(database.owner());
                Stellar.ask(database.owner());
                return since(start);
            }
        }

        Stellar.Times stellar() throws SQLException {
            try (Database database = server.fresh()) {
                base("embedded").builder().build(database.owner());
                return new Stellar(database).measure(runs);
            }
        }

        /** Of the first opening and of the best later one. */
        double[] engine(String name) throws SQLException {
            double first = open(name);
            double later = open(name);
            for (int i = 1; i < runs; i++) {
                later = Math.min(later, open(name));
            }
            removeFrom(name);
            return new double[] {first, later};
        }

        private double open(String name) throws SQLException {
            long start = System.nanoTime();
            GateConfig config = config(name);
            ProjectBase base = ProjectBase.workingTree(config, Map.of());
            Engine engine = Engines.of(config, environment());
            try (Database database = engine.open(base.spec(), base.builder(), Progress.none())) {
                Stellar.ask(database.owner());
                return since(start);
            }
        }

        /** Images outlive the scratch folder. */
        private void removeFrom(String name) {
            GateConfig config = config(name);
            String fingerprint =
                    ProjectBase.workingTree(config, Map.of()).spec().fingerprint();
            SnapshotEngine engine = Engines.of(config, environment());
            engine.list().stream()
                    .filter(snapshot -> snapshot.fingerprint().equals(fingerprint))
                    .forEach(engine::remove);
        }

        private ProjectBase base(String engine) {
            return ProjectBase.workingTree(config(engine), Map.of());
        }

        private GateConfig config(String engine) {
            Database.Login login = server.superuser();
            return new ConfigLoader(environment())
                    .load(
                            project.folder(),
                            Options.none()
                                    .with("engine", engine, "--engine")
                                    .with("snapshot.seed", "seed.sql", "seed")
                                    .with("server.url", login.url(), "url")
                                    .with("server.user", login.user(), "user")
                                    .with("cache", scratch.resolve("cache").toString(), "--cache"))
                    .get(0);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("FLYGATE_SERVER_PASSWORD", server.superuser().password());
        return environment;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
