package io.github.flygate.report;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
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
import io.github.flygate.model.LockMode;
import io.github.flygate.model.Proof;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Span;
import io.github.flygate.model.Status;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reports as the pipeline makes them, one for each kind of thing that a report can say. */
final class SampleReports {
    private static final String FOLDER = "src/main/resources/db/migration/";
    private static final Base BASE = new Base("origin/main", "3f2c1ab9d4e5f60718293a4b5c6d7e8f90a1b2c3", "41", 41);
    private static final Timings TIMINGS = new Timings(84.25, 412.5, 0, 1_903.125);

    private SampleReports() {}

    /** Several severities and statuses; a statement that fails, and one that hangs. */
    static GateReport rich() {
        List<MigrationReport> migrations =
                List.of(ordersIndex(), addStatus(), customers(), concurrently(), notRun(), repeatable());
        return report(database(
                "orders",
                migrations,
                richFindings(),
                Answer.NO,
                new Coverage(6, 4, 9, 8, 7, 1),
                List.of("Files after V45__index_concurrently.sql were not run, because it did not go through.")));
    }

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
        return report(database(
                "orders", List.of(migration), List.of(), Answer.YES, new Coverage(1, 1, 1, 1, 1, 0), List.of()));
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
                Answer.UNKNOWN,
                List.of(finding),
                new Coverage(1, 0, 1, 1, 0, 0),
                new TreeMap<>(),
                List.of(),
                new Timings(0, 0, 0, 120));
        return report(database);
    }

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
                rollingUpdateSafe,
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
                durationMs,
                List.of(statements));
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
        return new Lock(relation, mode, true, true, heldMs);
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

    private static final String INDEX = """
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

    private static MigrationReport ordersIndex() {
        Effects effects = new Effects(
                11.6,
                0,
                16_384,
                List.of(lock("public.orders", LockMode.SHARE, 12.4)),
                List.of(),
                List.of("public.orders"),
                List.of(new IndexBuild("public.orders_customer_idx", "public.orders", true)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                null,
                false);
        return migration(
                "V42__orders_index.sql",
                "42",
                true,
                true,
                14.2,
                statement("V42__orders_index.sql", 3, INDEX, "create_index", effects));
    }

    private static MigrationReport addStatus() {
        String script = "V43__orders_status_with_a_name_that_is_too_long_for_a_narrow_terminal.sql";
        Effects added = new Effects(
                3_412.7,
                0,
                8_912_896,
                List.of(
                        lock("public.orders", LockMode.ACCESS_EXCLUSIVE, 65_000),
                        new Lock("public.statuses", LockMode.ACCESS_EXCLUSIVE, false, true, 64_000)),
                List.of("public.orders"),
                List.of(),
                List.of(new IndexBuild("public.orders_pkey", "public.orders", true)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                5_000,
                null,
                false);
        Effects update = new Effects(
                61_500,
                1_000,
                1_048_576,
                List.of(new Lock("public.orders", LockMode.ACCESS_EXCLUSIVE, true, false, 61_501)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                5_000,
                null,
                false);
        return migration(
                script,
                "43",
                true,
                true,
                65_020,
                statement(
                        script,
                        1,
                        "alter table orders add column status text default gen_status()",
                        "alter_table",
                        added),
                statement(script, 2, "update orders set status = 'new'", "update", update));
    }

    private static MigrationReport customers() {
        String script = "V44__customers.sql";
        return migration(
                script,
                "44",
                true,
                true,
                2.5,
                statement(
                        script,
                        1,
                        "alter table customers alter column name type varchar(80)",
                        "alter_table",
                        effects(0.4, lock("public.customers", LockMode.ACCESS_EXCLUSIVE, 2))),
                statement(
                        script,
                        2,
                        "alter table customers drop column fax",
                        "alter_table",
                        effects(0.6, lock("public.customers", LockMode.ACCESS_EXCLUSIVE, 1.5))),
                statement(
                        script,
                        3,
                        "do $$ begin execute 'vacuum' || ''; end $$",
                        "unknown",
                        effects(0.2, new ServerError("25001", "VACUUM cannot be executed from a function", 0), false)));
    }

    private static MigrationReport concurrently() {
        String script = "V45__index_concurrently.sql";
        Effects hung = new Effects(
                4_000,
                0,
                0,
                List.of(lock("public.items", LockMode.SHARE_UPDATE_EXCLUSIVE, 4_000)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("public.items_sku_idx"),
                List.of(),
                0,
                null,
                true);
        return migration(
                script,
                "45",
                false,
                true,
                4_010,
                statement(script, 1, "create index concurrently items_sku_idx on items (sku)", "create_index", hung));
    }

    private static MigrationReport notRun() {
        String script = "V46__drop_carts.sql";
        return migration(script, "46", true, false, 0, statement(script, 1, "drop table carts", "drop_table", null));
    }

    private static MigrationReport repeatable() {
        String script = "R__views.sql";
        return migration(
                script,
                "",
                true,
                false,
                0,
                statement(script, 1, "create or replace view v as select 1 as one", "create_view", null));
    }

    private static List<Finding> richFindings() {
        String status = "V43__orders_status_with_a_name_that_is_too_long_for_a_narrow_terminal.sql";
        return List.of(
                finding("index-create-blocking", Severity.ERROR, Hazard.BLOCKS_WRITES, "V42__orders_index.sql", 3),
                about(
                        "lock-timeout-missing",
                        Severity.WARNING,
                        Hazard.LOCK_QUEUE,
                        "V42__orders_index.sql",
                        3,
                        "public.orders: nothing limits how long this waits for its lock",
                        "public.orders"),
                about(
                        "add-column-volatile-default",
                        Severity.ERROR,
                        Hazard.BLOCKS_READS,
                        status,
                        1,
                        "public.orders: adding status rewrites the whole table",
                        "public.orders"),
                about(
                        "work-under-access-exclusive",
                        Severity.WARNING,
                        Hazard.BLOCKS_READS,
                        status,
                        2,
                        "public.orders stays locked for reads and writes while 1000 rows are changed",
                        "public.orders"),
                about(
                                "column-type-rewrite",
                                Severity.ERROR,
                                Hazard.BLOCKS_READS,
                                "V44__customers.sql",
                                1,
                                "public.customers: changing the type of name rewrites the table",
                                "public.customers")
                        .with(Status.REFUTED, Proof.STATIC),
                about(
                                "drop-column",
                                Severity.ERROR,
                                Hazard.BREAKS_OLD_VERSION,
                                "V44__customers.sql",
                                2,
                                "public.customers.fax: the version that still runs may use it",
                                "public.customers")
                        .with(Status.UNVERIFIED, Proof.STATIC)
                        .suppressed("unused since 3.1"),
                about(
                        "execution-failure",
                        Severity.ERROR,
                        Hazard.FAILS,
                        "V44__customers.sql",
                        3,
                        "the statement fails: VACUUM cannot be executed from a function",
                        ""),
                about(
                                "opaque-sql",
                                Severity.INFO,
                                Hazard.NOT_CHECKED,
                                "V44__customers.sql",
                                3,
                                "the text could not be read; only the run tells what it does",
                                "")
                        .with(Status.UNVERIFIED, Proof.STATIC),
                about(
                        "flyway-concurrently-hangs",
                        Severity.ERROR,
                        Hazard.HANGS,
                        "V45__index_concurrently.sql",
                        1,
                        "CONCURRENTLY waits for Flyway's own transaction and never ends",
                        "public.items"),
                about(
                                "drop-table",
                                Severity.WARNING,
                                Hazard.BREAKS_OLD_VERSION,
                                "V46__drop_carts.sql",
                                1,
                                "public.carts: the version that still runs may use it",
                                "public.carts")
                        .with(Status.UNVERIFIED, Proof.STATIC),
                about(
                                "drop-table",
                                Severity.ERROR,
                                Hazard.BREAKS_OLD_VERSION,
                                "V46__drop_carts.sql",
                                1,
                                "public.carts: accepted earlier",
                                "public.carts")
                        .with(Status.BASELINE, Proof.STATIC));
    }

    private static Finding about(
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
