package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Canary;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Reports.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownBudgetTest {
    private static final String SQL = "create index i on orders (a)";
    private static final String INSTEAD = "Build the index with";

    @Test
    void aSmallReportIsComplete() {
        assertThat(markdown(report(1, 1, 1, SQL))).contains(SQL, INSTEAD).doesNotContain("Shortened");
    }

    @Test
    void detailGivesWayInItsOrder() {
        Set<Detail> seen = new LinkedHashSet<>();
        for (int each = 1; each < 600; each += Math.max(1, each / 8)) {
            GateReport report = report(each, each, each, SQL + ", b".repeat(200));
            String text = markdown(withCanary(report, SampleCanary.plenty(20, 20)));
            Detail detail = detailOf(text, true);
            seen.add(detail);
            assertThat(text.contains("nothing is known of it"))
                    .as("lists at %s", detail)
                    .isEqualTo(detail.lists());

            assertThat(text.contains(SQL)).as("statements at %s", detail).isEqualTo(detail.sql());
            assertThat(text.contains(INSTEAD)).as("alternatives at %s", detail).isEqualTo(detail.alternatives());
            for (Severity severity : Severity.values()) {
                assertThat(text.contains("| " + severity.id() + " |"))
                        .as("%s at %s", severity, detail)
                        .isEqualTo(detail.shows(severity));
            }
        }

        assertThat(seen).containsExactly(Detail.values());
    }

    private static Detail detailOf(String text, boolean lists) {
        return Arrays.stream(Detail.values())
                .filter(detail -> detail == Detail.FULL
                        ? !text.contains("left out: ")
                        : text.contains("left out: " + detail.leftOut(lists) + "."))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void verdictAndCountsStayWhateverHappens() {
        String text = markdown(report(5_000, 10, 10, SQL));

        assertThat(text)
                .contains("\n## flygate: fail, 5000 errors, 10 warnings, 10 info\n")
                .contains("Rolling update safe: no", "| error |", "more findings not shown", "Checked 5020 of");
    }

    @Test
    void aThousandDatabasesStillFit() {
        DatabaseReport one = report(1, 1, 1, SQL).databases().get(0);

        String text = markdown(new GateReport("0.1.0", Severity.ERROR, Collections.nCopies(1_000, one)));

        assertThat(text)
                .startsWith("**Rolling update safe: no** for `orders`, ")
                .contains("\nRolling update safe for 980 more databases: 980 no\n")
                .contains("\n## flygate: fail, 1000 errors, 1000 warnings, 1000 info\n");
    }

    @Test
    void withoutListsOfTheRunningVersionNoneAreSaidToBeLeftOut() {
        String text = markdown(report(100, 100, 100, SQL + ", b".repeat(200)));

        assertThat(detailOf(text, false)).isNotEqualTo(Detail.FULL);
        assertThat(text).doesNotContain("long lists and the chart of locks");
    }

    @ParameterizedTest
    @CsvSource({"1", "5000"})
    void thousandsOfBrokenStatementsLeaveTheVerdictItsReasonsAndTheCounts(int findings) {
        Canary canary = SampleCanary.plenty(5_000, 5_000);

        String text = markdown(withCanary(report(findings, 10, 10, SQL), canary));

        assertThat(text)
                .startsWith("**Rolling update safe: no**, `V44__customers.sql:2` breaks 5000 statements of the running"
                        + " version\n\n## flygate: fail, " + findings + " error")
                .contains(
                        "**Rolling update safe: no.** Of what was tried, 5000 of 5100 statements",
                        "- a reason of some length",
                        "**The running version:** checked 5100 statements of the old version",
                        ": 5000 break.",
                        "; checked 5100 of 10100 statements of the old version",
                        "5000 objects or statements could not be tried",
                        "more; the JSON report has all",
                        "- **Restart:** a server of the old version does not start");
        assertThat(text.split("\n\\| `SELECT", -1)).hasSizeLessThanOrEqualTo(11);
        assertThat(text.split("\n- `public.thing_", -1)).hasSizeLessThanOrEqualTo(21);
    }

    @Test
    void textThatGrowsWhenItIsMadeHarmlessStillFits() {
        String hostile = "$<|`@#1".repeat(2_000);
        DatabaseReport database = withCanary(report(1, 1, 1, SQL), SampleCanary.saying(hostile))
                .databases()
                .get(0);

        for (int databases : new int[] {1, 2, 50}) {
            String text = markdown(new GateReport("0.1.0", Severity.ERROR, Collections.nCopies(databases, database)));
            assertThat(text)
                    .startsWith("**Rolling update safe: no**")
                    .contains("\n## flygate: fail, " + databases + " error");
        }
    }

    private static GateReport withCanary(GateReport report, Canary canary) {
        return SampleReports.report(SampleCanary.with(canary, report.databases().get(0)));
    }

    private static String markdown(GateReport report) {
        String text = ReportsTest.print(report, Format.MARKDOWN, new Style(80, false));
        assertThat(text.length()).isLessThanOrEqualTo(MarkdownReport.BUDGET);
        return text;
    }

    private static GateReport report(int errors, int warnings, int infos, String sql) {
        List<Finding> findings = new ArrayList<>();
        List<MigrationReport> migrations = new ArrayList<>();
        for (int i = 0; i < errors + warnings + infos; i++) {
            Severity severity = i < errors ? Severity.ERROR : i < errors + warnings ? Severity.WARNING : Severity.INFO;
            String script = "V" + i + "__x.sql";
            findings.add(SampleReports.finding("some-rule-" + i, severity, Hazard.BLOCKS_WRITES, script, 1));
            migrations.add(SampleReports.migration(
                    script,
                    "" + i,
                    true,
                    true,
                    1,
                    SampleReports.statement(script, 1, sql, "create_index", SampleReports.effects(1))));
        }
        int all = findings.size();
        return SampleReports.report(SampleReports.database(
                "orders", migrations, findings, Answer.NO, new Coverage(all, all, all, all, all, 0), List.of()));
    }
}
