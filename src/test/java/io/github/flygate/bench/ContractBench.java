package io.github.flygate.bench;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.gate.Gate;
import io.github.flygate.model.Canary;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Engines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the statements of the running version cost. {@code ./mvnw -Pbench verify -Dbench.class=ContractBench} runs it.
 *
 * <p>How to read it. All in one warm JVM with the embedded engine. <i>first</i> is the check that builds the base and fills
 * its tables, in seconds; the others are of the quickest of some later checks, whose base is in the cache. <i>contract</i>
 * contains all that has to do with the running version's statements: making and trying them on the base, which happens
 * beside the trace, trying them on the migrated copy, and looking for the cause of what is broken. Divided by the
 * statements that were checked it must stay below 1 ms, however many tables there are.
 *
 * <p>Options: {@code -Dbench.sizes=20,200,1000} tables, {@code -Dbench.runs=3}.
 */
public final class ContractBench {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final int runs = Integer.getInteger("bench.runs", 3);
    private final Path scratch;

    private ContractBench(Path scratch) {
        this.scratch = scratch;
    }

    public static void main(String[] arguments) throws IOException {
        Path scratch = Files.createTempDirectory("flygate-bench-");
        try {
            new ContractBench(scratch).run();
        } finally {
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run() throws IOException {
        check(project(2));
        out.println("contract: seconds; 3 pending files");
        out.printf(
                "%8s %10s %12s %10s %10s %14s %10s%n",
                "tables", "statements", "not covered", "first", "contract", "ms/statement", "whole");
        for (String size : System.getProperty("bench.sizes", "20,200,1000").split(",", -1)) {
            int tables = Integer.parseInt(size.strip());
            GateConfig project = project(tables);
            double first = check(project).timings().totalMs();
            DatabaseReport best = check(project);
            for (int i = 1; i < runs; i++) {
                DatabaseReport next = check(project);
                best = next.timings().contractMs() < best.timings().contractMs() ? next : best;
            }
            Canary.Contract contract = best.canary().contract().orElseThrow();
            double ms = best.timings().contractMs();
            out.printf(
                    Locale.ROOT,
                    "%8d %10d %12d %10.2f %10.2f %14.3f %10.2f%n",
                    tables,
                    contract.checked(),
                    contract.notCovered().size(),
                    first / 1e3,
                    ms / 1e3,
                    ms / contract.checked(),
                    best.timings().totalMs() / 1e3);
        }
    }

    private DatabaseReport check(GateConfig project) {
        return new Gate("bench", Map.of(), config -> Engines.of(config, System.getenv()), LocalDate.EPOCH)
                .check(List.of(project), Progress.none())
                .databases()
                .get(0);
    }

    private GateConfig project(int tables) throws IOException {
        Path folder = scratch.resolve("tables-" + tables);
        Path migrations = Files.createDirectories(folder.resolve("src/main/resources/db/migration"));
        StringBuilder base = new StringBuilder();
        for (int table = 1; table <= tables; table++) {
            base.append(table(table));
        }
        Files.writeString(migrations.resolve("V1__tables.sql"), base);
        Files.writeString(migrations.resolve("V2__column.sql"), "alter table item_1 add column colour text;\n");
        Files.writeString(
                migrations.resolve("V3__table.sql"),
                "create table shelf (id bigint primary key, item_id bigint not null references item_2 (id));\n");
        Files.writeString(
                migrations.resolve("V4__constraint.sql"),
                "alter table item_2 add constraint item_2_weight check (weight < 1000000) not valid;\n");
        Options options = Options.none()
                .with("base.version", "1", "--base-version")
                .with("cache", scratch.resolve("cache").toString(), "--cache");
        return new ConfigLoader(Map.of()).load(folder, options).get(0);
    }

    private static String table(int number) {
        return """
            create table item_%1$d (
                id          bigint generated by default as identity primary key,
                code        varchar(40) not null unique,
                name        varchar(200) not null,
                price       numeric(10, 2) not null default 0,
                state       text not null default 'new',
                weight      integer,
                previous_id bigint,
                created_at  timestamptz not null default now(),
                constraint item_%1$d_state check (state in ('new', 'used', 'gone')),
                constraint item_%1$d_previous foreign key (previous_id) references item_%2$d (id)
            );
            """.formatted(number, Math.max(1, number - 1));
    }
}
