package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.StatementReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.LockMode;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Reports.Style;
import java.util.List;
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
                .contains("       1 | line1x\n", "       8 | line8x\n         | ... 12 more lines\n")
                .doesNotContain("line9x");
    }

    @Test
    void aLongAlternativeIsCutAndSaysWhereTheRestIs() {
        String instead =
                IntStream.rangeClosed(1, 20).mapToObj(i -> "- step" + i + "x").collect(Collectors.joining("\n"));

        assertThat(print(finding(instead), statement("select 1")))
                .contains("instead   - step1x\n", "- step12x\n                ... flygate explain some-rule\n")
                .doesNotContain("step13x");
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
        assertThat(print(finding(""))).contains("error    some-rule  V1__x.sql:1\n      public.orders: building");
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
