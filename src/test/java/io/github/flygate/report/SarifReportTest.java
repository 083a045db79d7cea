package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.contrastsecurity.sarif.SarifSchema210;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.RuleCard;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Reports.Style;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import se.bjurr.violations.lib.model.SEVERITY;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.parsers.SarifParser;

class SarifReportTest {
    private static final List<RuleCard> CARDS =
            RuleBook.load(Optional.empty()).rules().stream().map(Rule::card).toList();
    private static final String SQL = "create index i on t (a)";

    static Stream<GateReport> reports() {
        return Stream.of(
                withCards(RichReport.report()),
                withCards(SampleReports.withoutFindings()),
                SampleReports.nothingPending(),
                SampleReports.lint(),
                withCards(SampleReports.twoDatabases()),
                withCards(
                        HostileTextTest.hostile("a\u0000\u001b[1m\ufffe\ud800 [x](http://e) {0} \"q\" ##[error] \n é")),
                ManyFindings.of(100, SQL));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void itFollowsTheOfficialSchema(GateReport report) throws IOException {
        try (InputStream schema = SarifSchema210.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                            .getSchema(Objects.requireNonNull(schema))
                            .validate(print(report, Format.SARIF), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @Test
    void theSchemaRefusesAnotherLevel() throws IOException {
        try (InputStream schema = SarifSchema210.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            String wrong =
                    print(RichReport.report(), Format.SARIF).replace("\"level\": \"error\"", "\"level\": \"fatal\"");
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                            .getSchema(Objects.requireNonNull(schema))
                            .validate(wrong, InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Test
    void anotherReaderFindsWhatCounts() throws Exception {
        GateReport report = withCards(RichReport.report());

        Set<Violation> read =
                new SarifParser().parseReportOutput(print(report, Format.CODE_SCANNING), GitlabReportTest.quiet());

        assertThat(results(read)).hasSameSizeAs(OpenFindings.of(report)).anySatisfy(violation -> {
            assertThat(violation.getRule()).isEqualTo("index-create-blocking");
            assertThat(violation.getSeverity()).isEqualTo(SEVERITY.ERROR);
            assertThat(violation.getFile()).isEqualTo(SampleReports.FOLDER + "V42__orders_index.sql");
            assertThat(violation.getStartLine()).isEqualTo(3);
            assertThat(violation.getMessage()).contains("blocks writes until it is done");
        });
    }

    /** The reader makes violations of notifications, too, which stand in no file. */
    private static List<Violation> results(Set<Violation> read) {
        return read.stream()
                .filter(violation -> !violation.getFile().equals(Violation.NO_FILE))
                .toList();
    }

    @Test
    void everyRuleIsInEveryRunAlsoWhenNothingWasFound() throws Exception {
        JsonNode log = json(withCards(SampleReports.withoutFindings()), Format.SARIF);

        JsonNode run = log.at("/runs/0");
        assertThat(run.at("/results").isArray()).isTrue();
        assertThat(run.at("/results")).isEmpty();
        assertThat(run.at("/tool/driver/rules")).hasSameSizeAs(CARDS).hasSizeGreaterThan(45);
        for (JsonNode rule : run.at("/tool/driver/rules")) {
            String id = rule.at("/id").asText();
            for (String text :
                    List.of("/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown")) {
                assertThat(rule.at(text).asText()).as(id + text).isNotBlank();
            }
            assertThat(rule.at("/fullDescription/text").asText().length()).isLessThanOrEqualTo(1_024);
            assertThat(rule.at("/defaultConfiguration/level").asText()).isIn("error", "warning", "note");
            assertThat(rule.at("/helpUri").asText()).as(id).startsWith("https://");
        }
    }

    @Test
    void aResultPointsToItsRule() throws Exception {
        for (JsonNode run : json(withCards(RichReport.report()), Format.SARIF).at("/runs")) {
            for (JsonNode result : run.at("/results")) {
                int index = result.at("/ruleIndex").asInt();
                assertThat(run.at("/tool/driver/rules/" + index + "/id").asText())
                        .isEqualTo(result.at("/ruleId").asText());
            }
        }
    }

    @Test
    void acceptedFindingsAreSuppressedResultsAndRefutedOnesNone() throws Exception {
        List<JsonNode> accepted = new ArrayList<>();
        JsonNode results = json(RichReport.report(), Format.SARIF).at("/runs/0/results");
        results.forEach(result -> {
            if (result.has("suppressions")) {
                accepted.add(result);
            }
        });

        assertThat(accepted)
                .extracting(result -> result.at("/ruleId").asText() + ": "
                        + result.at("/suppressions/0/kind").asText() + ", "
                        + result.at("/suppressions/0/justification").asText())
                .containsExactly("drop-column: external, unused since 3.1", "drop-table: external, in the baseline");
        assertThat(results.findValuesAsText("ruleId")).doesNotContain("column-type-rewrite");
        assertThat(json(RichReport.report(), Format.CODE_SCANNING).findValues("suppressions"))
                .isEmpty();
    }

    @Test
    void whatWasNotLookedAtIsANotification() throws Exception {
        JsonNode invocation = json(RichReport.report(), Format.SARIF).at("/runs/0/invocations/0");

        assertThat(invocation.at("/executionSuccessful").asBoolean()).isTrue();
        assertThat(invocation.at("/toolExecutionNotifications").findValuesAsText("text"))
                .anyMatch(text -> text.startsWith("Files after V45__index_concurrently.sql were not run"))
                .anyMatch(text -> text.startsWith("Checked 4 of 6 migrations"))
                .anyMatch(text -> text.startsWith("Rolling update safe: no"));
    }

    @Test
    void databasesHaveRunsWithNamesOfTheirOwn() throws Exception {
        assertThat(json(SampleReports.twoDatabases(), Format.SARIF).findValues("automationDetails"))
                .extracting(details -> details.at("/id").asText())
                .containsExactly("flygate/orders/", "flygate/default/");
    }

    @Test
    void moreDatabasesThanGithubReadsRunsShareOne() throws Exception {
        DatabaseReport database = RichReport.report().databases().get(0);
        List<DatabaseReport> many = new ArrayList<>(Collections.nCopies(21, database));

        JsonNode log = json(new GateReport("0.1.0", Severity.ERROR, many), Format.SARIF);

        assertThat(log.at("/runs")).hasSize(1);
        assertThat(log.at("/runs/0/results")).hasSizeGreaterThan(21);
        assertThat(fingerprints(log.at("/runs/0"))).doesNotHaveDuplicates();
    }

    @Test
    void threeThousandFindingsHaveAFingerprintEach() throws Exception {
        JsonNode log = json(ManyFindings.of(3_000, SQL), Format.SARIF);

        assertThat(fingerprints(log.at("/runs/0"))).hasSize(3_000).doesNotHaveDuplicates();
    }

    @Test
    void theLeastSevereAreCutAndThatIsSaid() throws Exception {
        String text = print(ManyFindings.of(26_000, SQL), Format.SARIF);
        JsonNode run = new ObjectMapper().readTree(text).at("/runs/0");

        assertThat(run.at("/results")).hasSize(SarifReport.MOST_RESULTS);
        assertThat(run.at("/results").findValuesAsText("level").stream()
                        .collect(Collectors.groupingBy(level -> level, Collectors.counting())))
                .containsEntry("error", 8_666L)
                .containsEntry("warning", 8_667L)
                .containsEntry("note", 7_667L);
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text")
                        .asText())
                .startsWith("1000 more findings not in this file");
        assertThat(zipped(text)).isLessThan(10_000_000);
    }

    @Test
    void nothingInAMessageBecomesALink() throws Exception {
        JsonNode log = json(HostileTextTest.hostile("[click](https://evil.example)"), Format.SARIF);

        assertThat(log.at("/runs/0/results/0/message/text").asText())
                .doesNotContain("](")
                .contains("[click]\\(");
    }

    private static List<String> fingerprints(JsonNode run) {
        return run.at("/results").findValuesAsText("primaryLocationLineHash");
    }

    private static int zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }

    static GateReport withCards(GateReport report) {
        return new GateReport(report.toolVersion(), report.failOn(), report.folder(), CARDS, report.databases());
    }

    private static JsonNode json(GateReport report, Format format) throws IOException {
        return new ObjectMapper().readTree(print(report, format));
    }

    private static String print(GateReport report, Format format) {
        return ReportsTest.print(report, format, new Style(80, false));
    }
}
