package io.github.flygate.report;

import io.github.flygate.model.Canary;
import io.github.flygate.model.Canary.Broken;
import io.github.flygate.model.Canary.Contract;
import io.github.flygate.model.Canary.Covered;
import io.github.flygate.model.Canary.NotCovered;
import io.github.flygate.model.Canary.Rerun;
import io.github.flygate.model.Canary.Restart;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Proof;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Span;
import io.github.flygate.model.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a run of the old version finds, in small and in plenty. */
final class SampleCanary {
    private static final Covered COVERED = new Covered(12, 3, 88, 2, 9, 1, 28, 5);

    private SampleCanary() {}

    /** Statements that break always and only when prepared, at a place and nowhere, a refused restart, two reruns. */
    static Canary broken() {
        String customers = "V44__customers.sql";
        List<Broken> broken = new ArrayList<>();
        for (String column : List.of("fax", "fax, name", "*, fax", "lower(fax)")) {
            broken.add(broken(
                    "probe", "SELECT " + column + " FROM public.customers", "42703", "column \"fax\" does not exist"));
        }
        broken.add(new Broken(
                "src/main/resources/queries/customers.sql:14",
                "public.customers",
                "SELECT *\nFROM customers\nWHERE name = $1\n",
                true,
                "0A000",
                "cached plan must not change result type",
                customers,
                SampleReports.FOLDER + customers,
                1));
        broken.add(new Broken(
                "pg_stat_statements",
                "public.next_number()",
                "SELECT next_number()",
                false,
                "42883",
                "function next_number() does not exist",
                "",
                "",
                0));
        return new Canary(
                Answer.NO,
                List.of(
                        "V44__customers.sql:2 drops public.customers.fax, which the running version reads",
                        "a server of the running version does not start again: validate refuses it"),
                Optional.of(new Contract(
                        214,
                        broken,
                        COVERED,
                        List.of(
                                new NotCovered("public.shape", "its type public.geometry has no value to try"),
                                new NotCovered(
                                        "src/main/resources/queries/report.sql:3", "it does not work on the base")))),
                Optional.of(new Restart(
                        false,
                        List.of("Detected applied migration not resolved locally: 42"),
                        List.of("R__views.sql"))),
                List.of(
                        new Rerun("V43__orders_status.sql", "combined", List.of()),
                        new Rerun(
                                "V45__index_concurrently.sql",
                                "interrupted",
                                List.of("relation \"items_sku_idx\" already exists", "the index is invalid"))));
    }

    static Canary safe() {
        return new Canary(
                Answer.YES,
                List.of(),
                Optional.of(new Contract(61, List.of(), new Covered(4, 0, 19, 1, 0, 0, 0, 1), List.of())),
                Optional.of(new Restart(true, List.of(), List.of())),
                List.of());
    }

    /** So many broken statements, half of them alike, and so many things that could not be tried. */
    static Canary plenty(int broken, int notCovered) {
        List<Broken> statements = new ArrayList<>();
        for (int i = 0; i < broken; i++) {
            String message = i % 2 == 0 ? "relation \"carts\" does not exist" : "column \"c" + i + "\" does not exist";
            statements.add(broken("probe", "SELECT c" + i + " FROM public.carts", "42703", message));
        }
        List<NotCovered> untried = new ArrayList<>();
        for (int i = 0; i < notCovered; i++) {
            untried.add(
                    new NotCovered("public.thing_" + i, "nothing is known of it" + ", whatever was tried".repeat(10)));
        }
        return new Canary(
                Answer.NO,
                Collections.nCopies(30, "a reason of some length, such as those that name a relation and a migration"),
                Optional.of(new Contract(broken + 100, statements, COVERED, untried)),
                Optional.of(new Restart(false, Collections.nCopies(50, "an error of Flyway's"), List.of())),
                Collections.nCopies(200, new Rerun("V1__x.sql", "combined", List.of("it fails"))));
    }

    /** The same text wherever a text can stand. */
    static Canary saying(String text) {
        return new Canary(
                Answer.NO,
                List.of(text),
                Optional.of(new Contract(
                        2,
                        List.of(
                                new Broken(text, text, text, false, text, text, text, "db/" + text, 1),
                                new Broken(text, text, text, true, text, text, text, "", 0)),
                        COVERED,
                        List.of(new NotCovered(text, text)))),
                Optional.of(new Restart(false, List.of(text), List.of(text))),
                List.of(new Rerun(text, text, List.of(text)), new Rerun(text, "combined", List.of(text))));
    }

    static DatabaseReport with(Canary canary, DatabaseReport database) {
        return new DatabaseReport(
                database.name(),
                database.engine(),
                database.postgres(),
                database.flyway(),
                database.base(),
                database.migrations(),
                canary,
                database.history(),
                database.findings(),
                database.coverage(),
                database.settings(),
                database.notes(),
                database.timings());
    }

    /** What the old version sees of the column that {@link #broken} says is gone. */
    static Finding dropped() {
        return tried(
                "old-version-breaks",
                "V44__customers.sql",
                2,
                "public.customers.fax: the version that still runs reads it",
                "public.customers",
                Map.of(
                        "statement", "SELECT fax FROM public.customers",
                        "sqlState", "42703",
                        "error", "column \"fax\" does not exist",
                        "origin", "probe",
                        "alike", "4",
                        "object", "public.customers.fax"));
    }

    /** A finding of the old version's run. */
    static Finding tried(
            String rule, String script, int line, String message, String relation, Map<String, String> evidence) {
        return new Finding(
                new RuleId(rule),
                Severity.ERROR,
                Hazard.BREAKS_OLD_VERSION,
                Proof.CONTRACT,
                Status.CONFIRMED,
                message,
                Span.line(SampleReports.FOLDER + script, line),
                relation,
                new TreeMap<>(evidence),
                "",
                "flygate explain " + rule,
                "1b2c3d4e5f607182",
                "");
    }

    private static Broken broken(String origin, String sql, String sqlState, String message) {
        String script = "V44__customers.sql";
        return new Broken(
                origin,
                "public.customers.fax",
                sql,
                false,
                sqlState,
                message,
                script,
                SampleReports.FOLDER + script,
                2);
    }
}
