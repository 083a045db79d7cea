package io.github.flygate.report;

import io.github.flygate.model.Canary;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.Effects.ServerError;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.Base;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.StatementReport;
import io.github.flygate.model.GateReport.Timings;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.History;
import io.github.flygate.model.LockMode;
import io.github.flygate.model.Proof;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Span;
import io.github.flygate.model.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reports as the pipeline makes them, one for each kind of thing that a report can say. */
final class SampleReports {
    static final String FOLDER = "src/main/resources/db/migration/";
    private static final Base BASE = new Base("origin/main", "3f2c1ab9d4e5f60718293a4b5c6d7e8f90a1b2c3", "41", 41);
    private static final Timings TIMINGS = new Timings(84.25, 412.5, 0, 1_903.125);

    private SampleReports() {}

    static GateReport withoutFindings() {
        MigrationReport migration = migration(
                "V42__orders_note.sql",
                "42",
                true,
                true,
                3.2,
                statement(
                        "V42__orders_note.sql",
                        1,
                        "alter table orders add column note text",
                        "alter_table",
                        effects(2.4, lock("public.orders", LockMode.ACCESS_EXCLUSIVE, 3))));
        return report(SampleCanary.with(
                SampleCanary.safe(),
                database(
                        "orders",
                        List.of(migration),
                        List.of(),
                        Answer.YES,
                        new Coverage(1, 1, 1, 1, 1, 0),
                        List.of())));
    }

    static GateReport nothingPending() {
        return report(database("orders", List.of(), List.of(), Answer.YES, new Coverage(0, 0, 0, 0, 0, 0), List.of()));
    }

    /** Only warnings, in a run without a database. */
    static GateReport lint() {
        MigrationReport migration = migration(
                "V42__orders_index.sql",
                "42",
                true,
                false,
                0,
                statement("V42__orders_index.sql", 3, INDEX, "create_index", null));
        Finding finding = about(
                        "index-create-blocking",
                        Severity.WARNING,
                        Hazard.BLOCKS_WRITES,
                        "V42__orders_index.sql",
                        3,
                        "orders: building orders_customer_idx blocks writes until it is done",
                        "orders")
                .with(Status.UNVERIFIED, Proof.STATIC);
        DatabaseReport database = new DatabaseReport(
                "default",
                "none",
                "",
                "13.12.0",
                new Base("", "", "", 0),
                List.of(migration),
                Canary.of(Answer.UNKNOWN, List.of()),
                Optional.empty(),
                List.of(finding),
                new Coverage(1, 0, 1, 1, 0, 0),
                new TreeMap<>(),
                List.of(),
                new Timings(0, 0, 0, 120));
        return report(database);
    }

    private static final History HISTORY = new History(
            41,
            List.of("history.csv"),
            List.of(new History.Problem(
                    "checksum",
                    FOLDER + "V7__items.sql",
                    "7",
                    "V7__items.sql",
                    "1",
                    "2",
                    "CHECKSUM_MISMATCH",
                    "its content changed",
                    "every server refuses to start",
                    "Put it back.")));

    static GateReport twoDatabases() {
        return new GateReport(
                "0.1.0",
                Severity.WARNING,
                List.of(withoutFindings().databases().get(0), lint().databases().get(0)));
    }

    static GateReport report(DatabaseReport database) {
        return new GateReport("0.1.0", Severity.ERROR, List.of(database));
    }

    static DatabaseReport database(
            String name,
            List<MigrationReport> migrations,
            List<Finding> findings,
            Answer rollingUpdateSafe,
            Coverage coverage,
            List<String> notes) {
        return new DatabaseReport(
                name,
                "embedded",
                "18.6",
                "13.12.0",
                BASE,
                migrations,
                Canary.of(rollingUpdateSafe, List.of()),
                Optional.of(HISTORY),
                findings,
                coverage,
                new TreeMap<>(Map.of("TimeZone", "UTC", "lock_timeout", "0")),
                notes,
                TIMINGS);
    }

    static MigrationReport migration(
            String script,
            String version,
            boolean transactional,
            boolean traced,
            double durationMs,
            StatementReport... statements) {
        return new MigrationReport(
                script,
                FOLDER + script,
                version,
                script.replaceFirst(".*?__", "").replace(".sql", "").replace('_', ' '),
                version.isEmpty() ? "repeatable" : "sql",
                transactional,
                traced,
                traced && List.of(statements).stream().allMatch(SampleReports::wentThrough),
                durationMs,
                List.of(statements));
    }

    private static boolean wentThrough(StatementReport statement) {
        Effects effects = statement.effects();
        return effects != null && !effects.hung() && effects.failure().isEmpty();
    }

    static StatementReport statement(String script, int line, String sql, String kind, @Nullable Effects effects) {
        int lines = (int) sql.lines().count();
        return new StatementReport(
                new Span(FOLDER + script, line, 1, line + lines - 1, 20), sql, kind, !kind.equals("unknown"), effects);
    }

    static Finding finding(String rule, Severity severity, Hazard hazard, String script, int line) {
        return new Finding(
                new RuleId(rule),
                severity,
                hazard,
                Proof.MEASURED,
                Status.CONFIRMED,
                "public.orders: building orders_customer_idx blocks writes until it is done",
                Span.line(FOLDER + script, line),
                "public.orders",
                new TreeMap<>(Map.of("lock", "ShareLock", "rows here", "1000")),
                INSTEAD,
                "flygate explain " + rule,
                "9f86d081884c7d65",
                "");
    }

    static Lock lock(String relation, LockMode mode, double heldMs) {
        return new Lock(relation, "table", mode, true, true, heldMs);
    }

    static Effects effects(double durationMs, Lock... locks) {
        return effects(durationMs, null, false, locks);
    }

    static Effects effects(double durationMs, @Nullable ServerError error, boolean hung, Lock... locks) {
        return new Effects(
                durationMs,
                0,
                0,
                List.of(locks),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                error,
                hung);
    }

    static final String INDEX = """
            create index orders_customer_idx
                on orders (customer_id, created_at desc)
                where status <> 'done';""";

    private static final String INSTEAD = """
            Build the index with `CONCURRENTLY`, in a file of its own: reads and writes go on while
            it is built. Flyway must not hold its lock in a transaction then.

            ```sql
            -- V42__orders_index.sql
            create index concurrently orders_customer_idx
                on orders (customer_id, created_at desc);
            ```

            - Set `flyway.postgresql.transactional.lock=false`.
            - A build that failed leaves an invalid index behind: drop it, then try again.
            """;

    static Finding about(
            String rule, Severity severity, Hazard hazard, String script, int line, String message, String relation) {
        return new Finding(
                new RuleId(rule),
                severity,
                hazard,
                Proof.MEASURED,
                Status.CONFIRMED,
                message,
                Span.line(FOLDER + script, line),
                relation,
                new TreeMap<>(),
                "",
                "flygate explain " + rule,
                "0a1b2c3d4e5f6071",
                "");
    }
}
