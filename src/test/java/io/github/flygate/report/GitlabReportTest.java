package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Reports.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import se.bjurr.violations.lib.ViolationsLogger;
import se.bjurr.violations.lib.model.SEVERITY;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.parsers.CodeClimateParser;

class GitlabReportTest {
    private static final Set<String> SEVERITIES = Set.of("info", "minor", "major", "critical", "blocker");

    @Test
    void anotherReaderFindsWhatCounts() throws Exception {
        GateReport report = RichReport.report();

        Set<Violation> read = new CodeClimateParser().parseReportOutput(print(report), quiet());

        assertThat(read)
                .hasSameSizeAs(OpenFindings.of(report))
                .anySatisfy(violation -> {
                    assertThat(violation.getRule()).isEqualTo("index-create-blocking");
                    assertThat(violation.getSeverity()).isEqualTo(SEVERITY.ERROR);
                    assertThat(violation.getFile()).isEqualTo(SampleReports.FOLDER + "V42__orders_index.sql");
                    assertThat(violation.getStartLine()).isEqualTo(3);
                    assertThat(violation.getMessage()).contains("blocks writes until it is done");
                })
                .noneMatch(violation -> violation.getRule().equals("drop-column"));
    }

    @Test
    void everyIssueHasWhatGitlabAsksFor() throws Exception {
        for (JsonNode issue : issues(print(RichReport.report()))) {
            assertThat(issue.at("/description").asText()).isNotBlank();
            assertThat(issue.at("/check_name").asText()).isNotBlank();
            assertThat(issue.at("/severity").asText()).isIn(SEVERITIES);
            assertThat(issue.at("/location/path").asText())
                    .doesNotStartWith("/")
                    .doesNotStartWith("./");
            assertThat(issue.at("/location/lines/begin").isInt()).isTrue();
        }
    }

    @Test
    void noTwoFingerprintsAreEqual() throws Exception {
        assertThat(fingerprints(ManyFindings.of(3_000, "create index i on t (a)")))
                .hasSize(3_000)
                .doesNotHaveDuplicates();
        GateReport one = RichReport.report();
        GateReport two = new GateReport(
                "0.1.0",
                Severity.ERROR,
                List.of(
                        one.databases().get(0),
                        SampleReports.lint().databases().get(0),
                        one.databases().get(0)));
        assertThat(fingerprints(two)).doesNotHaveDuplicates();
    }

    @Test
    void aFingerprintStaysWhenAnotherFindingGoes() throws Exception {
        List<String> before = fingerprints(SampleReports.twoDatabases());
        List<String> after = fingerprints(SampleReports.lint());

        assertThat(before).containsAll(after).isNotEmpty();
    }

    @Test
    void aCleanReportIsAnEmptyArray() {
        assertThat(print(SampleReports.withoutFindings())).isEqualTo("[]\n");
    }

    private static List<String> fingerprints(GateReport report) throws Exception {
        return issues(print(report)).stream()
                .map(issue -> issue.at("/fingerprint").asText())
                .toList();
    }

    private static List<JsonNode> issues(String text) throws Exception {
        return new ArrayList<>(
                StreamSupport.stream(new ObjectMapper().readTree(text).spliterator(), false)
                        .toList());
    }

    private static String print(GateReport report) {
        return ReportsTest.print(report, Format.GITLAB, new Style(80, false));
    }

    static ViolationsLogger quiet() {
        return new ViolationsLogger() {
            @Override
            public void log(Level level, String text) {}

            @Override
            public void log(Level level, String text, Throwable thrown) {
                throw new AssertionError(text, thrown);
            }
        };
    }
}
