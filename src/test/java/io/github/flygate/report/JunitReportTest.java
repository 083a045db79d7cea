package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.GateReport;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Reports.Style;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.parsers.JUnitParser;

class JunitReportTest {
    private static final String FOLDER = SampleReports.FOLDER;
    private static final String SQL = "create index i on t (a)";

    @Test
    void whatFailsTheVerdictFailsForSurefireToo() throws Exception {
        ReportTestSuite suite = read(RichReport.report()).get(0);

        assertThat(suite.getNumberOfFailures()).isEqualTo(5);
        assertThat(suite.getNumberOfErrors()).isZero();
        assertThat(suite.getTestCases()).hasSize(suite.getNumberOfTests());
        assertThat(test(suite, FOLDER + "V42__orders_index.sql: index-create-blocking"))
                .satisfies(test -> {
                    assertThat(test.hasFailure()).isTrue();
                    assertThat(test.getFailureMessage()).contains("blocks writes until it is done");
                    assertThat(test.getFailureDetail())
                            .contains(FOLDER + "V42__orders_index.sql:3", "create index", "flygate explain");
                });
        assertThat(test(suite, FOLDER + "V42__orders_index.sql: lock-timeout-missing")
                        .isSuccessful())
                .as("a warning, and --fail-on is error")
                .isTrue();
        assertThat(test(suite, FOLDER + "V42__orders_index.sql: run by Flyway").isSuccessful())
                .isTrue();
    }

    @Test
    void whatWasNotRunOrIsAcceptedIsSkipped() throws Exception {
        ReportTestSuite suite = read(RichReport.report()).get(0);

        assertThat(suite.getTestCases().stream().filter(ReportTestCase::hasSkipped))
                .extracting(test ->
                        test.getName().substring(test.getName().lastIndexOf('/') + 1) + ": " + test.getFailureMessage())
                .containsExactlyInAnyOrder(
                        "V44__customers.sql: drop-column: suppressed: unused since 3.1",
                        "V44__customers.sql: run by Flyway: failed; the other test cases of this file say why",
                        "V45__index_concurrently.sql: run by Flyway: hangs; the other test cases of this file say why",
                        "V46__drop_carts.sql: run by Flyway: not run here",
                        "R__views.sql: run by Flyway: not run here");
        assertThat(print(RichReport.report())).contains("Files after V45__index_concurrently.sql were not run");
    }

    @Test
    void aSecondReaderFindsTheSameFailures() throws Exception {
        Set<Violation> read = new JUnitParser().parseReportOutput(print(RichReport.report()), GitlabReportTest.quiet());

        assertThat(read)
                .hasSize(5)
                .extracting(Violation::getMessage)
                .anyMatch(message -> message.contains("never ends"));
    }

    @Test
    void aCleanScriptIsATestThatPasses() throws Exception {
        List<ReportTestSuite> suites = read(SampleReports.twoDatabases());

        assertThat(suites).hasSize(2);
        assertThat(suites.get(0).getTestCases())
                .hasSize(2)
                .allMatch(ReportTestCase::isSuccessful)
                .extracting(ReportTestCase::getName)
                .contains(FOLDER + "V42__orders_note.sql: run by Flyway");
        assertThat(test(suites.get(1), FOLDER + "V42__orders_index.sql: read").isSuccessful())
                .isTrue();
    }

    @Test
    void nothingPendingIsATestToo() throws Exception {
        assertThat(read(SampleReports.nothingPending()).get(0).getTestCases())
                .singleElement()
                .matches(ReportTestCase::isSuccessful);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "]]>",
                "</failure><testcase/>",
                "&amp;&lt;\"'",
                "\u0000\u0008\ufffe\uffff\ud800x\udc00",
                "\ud83d\ude00 é"
            })
    void noTextBreaksTheXml(String text) throws Exception {
        ReportTestSuite suite = read(HostileTextTest.hostile(text)).get(0);

        assertThat(suite.getTestCases()).hasSize(suite.getNumberOfTests());
        assertThat(suite.getNumberOfFailures()).isEqualTo(1);
        String readable =
                text.codePoints().allMatch(c -> SafeText.visible(c) && c < 0xfffe || c > 0xffff) ? text : "\\u";
        assertThat(suite.getTestCases().stream().filter(ReportTestCase::hasFailure))
                .singleElement()
                .satisfies(test -> assertThat(test.getFailureDetail()).contains(readable));
    }

    @Test
    void threeThousandFindingsHaveANameEach() throws Exception {
        ReportTestSuite suite = read(ManyFindings.of(3_000, SQL)).get(0);

        assertThat(suite.getTestCases())
                .hasSizeGreaterThan(3_000)
                .extracting(test -> test.getFullClassName() + test.getName())
                .doesNotHaveDuplicates();
        assertThat(suite.getNumberOfFailures()).isEqualTo(1_000);
    }

    @Test
    void aFileThatGitlabWouldRefuseIsShortenedAndSaysSo() throws Exception {
        for (GateReport report :
                List.of(ManyFindings.of(16_000, SQL), ManyFindings.of(7_000, "\u0001&<".repeat(700)))) {
            ReportTestSuite suite = read(report).get(0);

            assertThat(suite.getTestCases()).hasSizeLessThanOrEqualTo(JunitReport.MOST_CASES + 1);
            assertThat(suite.getNumberOfFailures()).isPositive();
            assertThat(suite.getTestCases())
                    .last()
                    .extracting(ReportTestCase::getFailureMessage)
                    .asString()
                    .contains("more test cases not in this file");
        }
    }

    @Test
    void equalNamesOfFilesAndDatabasesAreToldApart() throws Exception {
        GateReport one = RichReport.report();
        GateReport twice = new GateReport(
                "0.1.0",
                Severity.ERROR,
                List.of(one.databases().get(0), one.databases().get(0)));

        assertThat(read(twice).stream().flatMap(suite -> suite.getTestCases().stream()))
                .extracting(test -> test.getFullClassName() + test.getName())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4, 12, 3_600_000, 1e12, Double.NaN, -1})
    void aTimeIsSecondsWithThreeDigits(double milliseconds) {
        assertThat(JunitCase.seconds(milliseconds)).matches("\\d+\\.\\d{3}");
    }

    private static ReportTestCase test(ReportTestSuite suite, String name) {
        return suite.getTestCases().stream()
                .filter(test -> test.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in "
                        + suite.getTestCases().stream()
                                .map(ReportTestCase::getName)
                                .toList()));
    }

    private static List<ReportTestSuite> read(GateReport report) throws Exception {
        byte[] text = print(report).getBytes(StandardCharsets.UTF_8);
        assertThat(text.length).isLessThan(30_000_000);
        return new TestSuiteXmlParser(new NullConsoleLogger())
                .parse(new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8));
    }

    private static String print(GateReport report) {
        return ReportsTest.print(report, Format.JUNIT, new Style(80, false));
    }
}
