package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Reports.Style;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

    static Stream<GateReport> reports() {
        return Stream.of(
                RichReport.report(),
                SampleReports.lint(),
                SampleReports.twoDatabases(),
                HostileTextTest.hostile("a\u0000\u001b[1m\ufffe\ud800 [x](http://e) {0} \"q\" ##[error] \n é"),
                ManyFindings.of(100, "create index i on t (a)"));
    }

    /** GitLab passes over an issue that its schema refuses, and says so in a log that nobody reads. */
    @ParameterizedTest
    @MethodSource("reports")
    void everyIssueFollowsGitlabsSchema(GateReport report) throws Exception {
        assertThat(issues(print(report)))
                .isNotEmpty()
                .allSatisfy(issue -> assertThat(schema().validate(issue.toString(), InputFormat.JSON))
                        .isEmpty());
    }

    @Test
    void theSchemaRefusesAnIssueWithoutFingerprintOrWithALineThatIsNoNumber() throws Exception {
        String good = issues(print(RichReport.report())).get(0).toString();

        assertThat(schema().validate(good.replace("\"fingerprint\"", "\"print\""), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema().validate(good.replaceAll("\"begin\":(\\d+)", "\"begin\":\"$1\""), InputFormat.JSON))
                .isNotEmpty();
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

    private static Schema schema() throws IOException {
        try (InputStream schema = GitlabReportTest.class.getResourceAsStream("schemas/gitlab-codeclimate.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(Objects.requireNonNull(schema));
        }
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
