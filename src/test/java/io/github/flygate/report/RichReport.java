package io.github.flygate.report;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.Effects.ServerError;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.LockMode;
import io.github.flygate.model.Proof;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Status;
import java.util.List;

/** A report with several severities and statuses, a statement that fails, and one that hangs. */
final class RichReport {
    private RichReport() {}

    static GateReport report() {
        List<MigrationReport> migrations =
                List.of(ordersIndex(), addStatus(), customers(), concurrently(), notRun(), repeatable());
        return SampleReports.report(SampleCanary.with(
                SampleCanary.broken(),
                SampleReports.database(
                        "orders",
                        migrations,
                        richFindings(),
                        Answer.NO,
                        new Coverage(6, 4, 9, 8, 7, 1),
                        List.of("Files after V45__index_concurrently.sql were not run, because it did not go"
                                + " through."))));
    }

    private static MigrationReport ordersIndex() {
        Effects effects = new Effects(
                11.6,
                0,
                16_384,
                List.of(SampleReports.lock("public.orders", LockMode.SHARE, 12.4)),
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
        return SampleReports.migration(
                "V42__orders_index.sql",
                "42",
                true,
                true,
                14.2,
                SampleReports.statement("V42__orders_index.sql", 3, SampleReports.INDEX, "create_index", effects));
    }

    private static MigrationReport addStatus() {
        String script = "V43__orders_status_with_a_name_that_is_too_long_for_a_narrow_terminal.sql";
        Effects added = new Effects(
                3_412.7,
                0,
                8_912_896,
                List.of(
                        SampleReports.lock("public.orders", LockMode.ACCESS_EXCLUSIVE, 65_000),
                        new Lock("public.statuses", "table", LockMode.ACCESS_EXCLUSIVE, false, true, 64_000)),
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
                List.of(new Lock("public.orders", "table", LockMode.ACCESS_EXCLUSIVE, true, false, 61_501)),
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
        return SampleReports.migration(
                script,
                "43",
                true,
                true,
                65_020,
                SampleReports.statement(
                        script,
                        1,
                        "alter table orders add column status text default gen_status()",
                        "alter_table",
                        added),
                SampleReports.statement(script, 2, "update orders set status = 'new'", "update", update));
    }

    private static MigrationReport customers() {
        String script = "V44__customers.sql";
        return SampleReports.migration(
                script,
                "44",
                true,
                true,
                2.5,
                SampleReports.statement(
                        script,
                        1,
                        "alter table customers alter column name type varchar(80)",
                        "alter_table",
                        SampleReports.effects(
                                0.4, SampleReports.lock("public.customers", LockMode.ACCESS_EXCLUSIVE, 2))),
                SampleReports.statement(
                        script,
                        2,
                        "alter table customers drop column fax",
                        "alter_table",
                        SampleReports.effects(
                                0.6, SampleReports.lock("public.customers", LockMode.ACCESS_EXCLUSIVE, 1.5))),
                SampleReports.statement(
                        script,
                        3,
                        "do $$ begin execute 'vacuum' || ''; end $$",
                        "unknown",
                        SampleReports.effects(
                                0.2, new ServerError("25001", "VACUUM cannot be executed from a function", 0), false)));
    }

    private static MigrationReport concurrently() {
        String script = "V45__index_concurrently.sql";
        Effects hung = new Effects(
                4_000,
                0,
                0,
                List.of(SampleReports.lock("public.items", LockMode.SHARE_UPDATE_EXCLUSIVE, 4_000)),
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
        return SampleReports.migration(
                script,
                "45",
                false,
                true,
                4_010,
                SampleReports.statement(
                        script, 1, "create index concurrently items_sku_idx on items (sku)", "create_index", hung));
    }

    private static MigrationReport notRun() {
        String script = "V46__drop_carts.sql";
        return SampleReports.migration(
                script,
                "46",
                true,
                false,
                0,
                SampleReports.statement(script, 1, "drop table carts", "drop_table", null));
    }

    private static MigrationReport repeatable() {
        String script = "R__views.sql";
        return SampleReports.migration(
                script,
                "",
                true,
                false,
                0,
                SampleReports.statement(script, 1, "create or replace view v as select 1 as one", "create_view", null));
    }

    private static List<Finding> richFindings() {
        String status = "V43__orders_status_with_a_name_that_is_too_long_for_a_narrow_terminal.sql";
        return List.of(
                SampleReports.finding(
                        "index-create-blocking", Severity.ERROR, Hazard.BLOCKS_WRITES, "V42__orders_index.sql", 3),
                SampleReports.about(
                        "lock-timeout-missing",
                        Severity.WARNING,
                        Hazard.LOCK_QUEUE,
                        "V42__orders_index.sql",
                        3,
                        "public.orders: nothing limits how long this waits for its lock",
                        "public.orders"),
                SampleReports.about(
                        "add-column-volatile-default",
                        Severity.ERROR,
                        Hazard.BLOCKS_READS,
                        status,
                        1,
                        "public.orders: adding status rewrites the whole table",
                        "public.orders"),
                SampleReports.about(
                        "work-under-access-exclusive",
                        Severity.WARNING,
                        Hazard.BLOCKS_READS,
                        status,
                        2,
                        "public.orders stays locked for reads and writes while 1000 rows are changed",
                        "public.orders"),
                SampleReports.about(
                                "column-type-rewrite",
                                Severity.ERROR,
                                Hazard.BLOCKS_READS,
                                "V44__customers.sql",
                                1,
                                "public.customers: changing the type of name rewrites the table",
                                "public.customers")
                        .with(Status.REFUTED, Proof.STATIC),
                SampleReports.about(
                                "drop-column",
                                Severity.ERROR,
                                Hazard.BREAKS_OLD_VERSION,
                                "V44__customers.sql",
                                2,
                                "public.customers.fax: the version that still runs may use it",
                                "public.customers")
                        .with(Status.UNVERIFIED, Proof.STATIC)
                        .suppressed("unused since 3.1"),
                SampleCanary.dropped(),
                SampleReports.about(
                        "execution-failure",
                        Severity.ERROR,
                        Hazard.FAILS,
                        "V44__customers.sql",
                        3,
                        "the statement fails: VACUUM cannot be executed from a function",
                        ""),
                SampleReports.about(
                                "opaque-sql",
                                Severity.INFO,
                                Hazard.NOT_CHECKED,
                                "V44__customers.sql",
                                3,
                                "the text could not be read; only the run tells what it does",
                                "")
                        .with(Status.UNVERIFIED, Proof.STATIC),
                SampleReports.about(
                        "flyway-concurrently-hangs",
                        Severity.ERROR,
                        Hazard.HANGS,
                        "V45__index_concurrently.sql",
                        1,
                        "CONCURRENTLY waits for Flyway's own transaction and never ends",
                        "public.items"),
                SampleReports.about(
                                "drop-table",
                                Severity.WARNING,
                                Hazard.BREAKS_OLD_VERSION,
                                "V46__drop_carts.sql",
                                1,
                                "public.carts: the version that still runs may use it",
                                "public.carts")
                        .with(Status.UNVERIFIED, Proof.STATIC),
                SampleReports.about(
                                "drop-table",
                                Severity.ERROR,
                                Hazard.BREAKS_OLD_VERSION,
                                "V46__drop_carts.sql",
                                1,
                                "public.carts: accepted earlier",
                                "public.carts")
                        .with(Status.BASELINE, Proof.STATIC));
    }
}
