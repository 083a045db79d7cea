package io.github.flygate;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.GateConfig;
import io.github.flygate.gate.Gate;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Verdict;
import io.github.flygate.report.Format;
import io.github.flygate.report.Reports;
import io.github.flygate.report.Reports.Style;
import io.github.flygate.snapshot.Engines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The samples, checked as a user checks them: their expected reports are in the repository, to be read. */
@Tag("db")
class SamplesTest {
    private static final Path SAMPLE = Path.of("samples", "bookstore");
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

    private static final int MOST_LINES = 320;

    private static GateReport first;

    @BeforeAll
    static void check() {
        first = check(new ArrayList<>());
    }

    @Test
    void theBookstoreFails() {
        assertThat(first.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void everyReportOfTheBookstoreIsTheExpectedOne() {
        expected("console.txt", print(first, Format.CONSOLE));
        expected("report.json", print(first, Format.JSON));
        expected("comment.md", print(first, Format.MARKDOWN));
        expected("report.sarif", print(first, Format.SARIF));
        expected("junit.xml", print(first, Format.JUNIT));
        expected("gl-code-quality-report.json", print(first, Format.GITLAB));
        expected("annotations.txt", print(first, Format.GITHUB));
    }

    @Test
    void itsConsoleReportCanBeReadToTheEnd() {
        assertThat(print(first, Format.CONSOLE).lines().count()).isLessThan(MOST_LINES);
    }

    @Test
    void theJsonFollowsItsSchema() throws IOException {
        try (InputStream schema = Reports.class.getResourceAsStream("report.schema.json")) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(Objects.requireNonNull(schema))
                            .validate(json(first), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @Test
    void aSecondRunFromTheCacheSaysTheSame() {
        List<String> steps = new ArrayList<>();

        GateReport second = check(steps);

        assertThat(steps).contains("restoring the base").doesNotContain("building the base");
        assertThat(print(second, Format.JSON)).isEqualTo(print(first, Format.JSON));
    }

    @Test
    void fromNothingTheBookstoreIsTheSame() {
        GateReport report = check(new ArrayList<>(), "true");

        assertThat(report.databases()).singleElement().satisfies(database -> {
            assertThat(database.findings())
                    .extracting(finding -> finding.rule().value())
                    .doesNotContain("builds-differently", "fails-from-nothing");
            assertThat(database.notes()).anyMatch(note -> note.matches("built from nothing in .* s: the same catalog"));
        });
    }

    private static String json(GateReport report) {
        StringBuilder text = new StringBuilder();
        Reports.write(report, Format.JSON, text, new Style(100, false));
        return text.toString();
    }

    private static GateReport check(List<String> steps) {
        return check(steps, "false");
    }

    private static GateReport check(List<String> steps, String fromNothing) {
        Path cache = Path.of(System.getProperty("flygate.test.cache", "target/test-cache"))
                .toAbsolutePath();
        List<GateConfig> configs = new ConfigLoader(Map.of())
                .load(
                        SAMPLE,
                        ConfigLoader.Options.none()
                                .with("history.fromNothing", fromNothing, "--from-nothing")
                                .with("cache", cache.toString(), "--cache"));
        return new Gate("0.0.0", Map.of(), config -> Engines.of(config, System.getenv()), TODAY)
                .check(configs, steps::add);
    }

    private static String print(GateReport report, Format format) {
        StringBuilder text = new StringBuilder();
        Reports.write(Pinned.report(report), format, text, new Style(100, false));
        return text.toString();
    }

    private static void expected(String name, String actual) {
        Golden.assertMatches(SAMPLE.resolve("expected").resolve(name), actual);
    }
}
