package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.StatementReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.LockMode;
import io.github.flygate.model.Proof;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Span;
import io.github.flygate.model.Status;
import io.github.flygate.report.Reports.Style;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsoleFindingsTest {
    private static final String SCRIPT = "V1__x.sql";

    @Test
    void aLongStatementIsCutAndSaysSo() {
        String sql =
                IntStream.rangeClosed(1, 20).mapToObj(i -> "line" + i + "x").collect(Collectors.joining("\n"));

        assertThat(print(finding(""), statement(sql)))
                .contains("       1 | line1x\n", "       4 | line4x\n           | ... 16 more lines\n")
                .doesNotContain("line5x");
    }

    @Test
    void aLongAlternativeIsCutAndSaysSo() {
        String instead =
                IntStream.rangeClosed(1, 20).mapToObj(i -> "- step" + i + "x").collect(Collectors.joining("\n"));

        assertThat(print(finding(instead), statement("select 1")))
                .contains("instead   - step1x\n", "- step6x ...\n")
                .doesNotContain("step7x");
    }

    @Test
    void oneOfSeveralStatementsAtOnePlaceIsTheOneThatDidIt() {
        StatementReport other = statement("select 'other'");
        StatementReport guilty = SampleReports.statement(
                SCRIPT,
                1,
                "select 'guilty'",
                "unknown",
                SampleReports.effects(1, SampleReports.lock("public.orders", LockMode.SHARE, 1)));

        assertThat(print(finding(""), other, guilty)).contains("guilty").doesNotContain("other'");
    }

    @Test
    void aFindingWithoutAStatementIsStillPrinted() {
        assertThat(print(finding("")))
                .contains("V1__x.sql:1\n  error     some-rule (measured)  public.orders: building");
    }

    @Test
    void commentsBeforeAStatementAreLeftOutAndItsLinesKeepTheirNumbers() {
        StatementReport statement = new StatementReport(
                new Span(SampleReports.FOLDER + SCRIPT, 7, 1, 8, 5),
                "-- why\n\nselect 1,\n    2",
                "select",
                true,
                SampleReports.effects(1));

        assertThat(print(findingAt(7), statement))
                .contains("         7 | select 1,\n         8 |     2\n")
                .doesNotContain("-- why");
    }

    @Test
    void findingsThatDifferInTheRelationAreOneEntry() {
        List<Entry> entries = Entry.of(List.of(
                about("s.a", "s.a.id: rewrites the table"),
                about("s.b", "s.b.id: rewrites the table"),
                about("s.b", "s.b.id: reads the table")));

        assertThat(entries)
                .extracting(Entry::message)
                .containsExactly("s.a.id, s.b.id: rewrites the table", "s.b.id: reads the table");
    }

    @Test
    void anIndexIsNotListedAsBlocked() {
        StatementReport statement = SampleReports.statement(
                SCRIPT,
                1,
                "alter table t",
                "alter_table",
                SampleReports.effects(
                        1,
                        SampleReports.lock("public.t", LockMode.ACCESS_EXCLUSIVE, 1),
                        new Lock("public.t_pkey", "index", LockMode.ACCESS_EXCLUSIVE, true, true, 1)));

        assertThat(print(finding(""), statement))
                .contains("AccessExclusiveLock on public.t:")
                .doesNotContain("t_pkey");
    }

    @Test
    void whatTheOldVersionSeesIsItsStatementAndTheAnswer() {
        Finding tried = SampleCanary.tried(
                "some-rule",
                SCRIPT,
                1,
                "public.t: is gone",
                "public.t",
                Map.of(
                        "statement",
                        "SELECT a\n  FROM t",
                        "origin",
                        "q.sql:3",
                        "object",
                        "public.t",
                        "sqlState",
                        "42P01",
                        "error",
                        "relation \"t\" does not exist",
                        "alike",
                        "12",
                        "used",
                        "no"));

        assertThat(print(tried, statement("drop table t")))
                .contains("error     some-rule (tried on the migrated database)  public.t: is gone\n")
                .contains("  statement SELECT a   FROM t (q.sql:3, public.t)\n")
                .contains("  gets      SQLSTATE 42P01: relation \"t\" does not exist; 12 statements break\n")
                .contains("  evidence  used: no\n");
    }

    @Test
    void anErrorOfAnotherRunIsNotTakenForThatOfTheStatement() {
        Finding rerun = finding("").with(Status.CONFIRMED, Proof.RERUN);
        Finding again = new Finding(
                rerun.rule(),
                rerun.severity(),
                rerun.hazard(),
                rerun.proof(),
                rerun.status(),
                rerun.message(),
                rerun.span(),
                rerun.relation(),
                new TreeMap<>(Map.of("error", "it exists already")),
                "",
                rerun.help(),
                rerun.fingerprint(),
                "");

        assertThat(print(again, statement("create table t ()")))
                .contains("some-rule (run a second time)", "  evidence  error: it exists already\n");
    }

    private static Finding about(String relation, String message) {
        return SampleReports.about("some-rule", Severity.ERROR, Hazard.BLOCKS_READS, SCRIPT, 1, message, relation);
    }

    private static Finding findingAt(int line) {
        return SampleReports.about("some-rule", Severity.ERROR, Hazard.BLOCKS_READS, SCRIPT, line, "x", "");
    }

    private static StatementReport statement(String sql) {
        return SampleReports.statement(SCRIPT, 1, sql, "unknown", SampleReports.effects(1));
    }

    private static Finding finding(String instead) {
        Finding finding = SampleReports.finding("some-rule", Severity.ERROR, Hazard.BLOCKS_WRITES, SCRIPT, 1);
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.hazard(),
                finding.proof(),
                finding.status(),
                finding.message(),
                finding.span(),
                finding.relation(),
                finding.evidence(),
                instead,
                finding.help(),
                finding.fingerprint(),
                finding.reason());
    }

    private static String print(Finding finding, StatementReport... statements) {
        MigrationReport migration = SampleReports.migration(SCRIPT, "1", true, true, 1, statements);
        return ReportsTest.print(
                SampleReports.report(SampleReports.database(
                        "orders",
                        List.of(migration),
                        List.of(finding),
                        Answer.UNKNOWN,
                        new Coverage(1, 1, 1, 1, 1, 0),
                        List.of())),
                Format.CONSOLE,
                new Style(80, false));
    }
}
