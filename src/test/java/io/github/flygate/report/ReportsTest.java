package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flygate.Golden;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import io.github.flygate.report.Reports.Style;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {
    private static final Map<String, GateReport> SAMPLES = Map.of(
            "rich", RichReport.report(),
            "no-findings", SampleReports.withoutFindings(),
            "nothing-pending", SampleReports.nothingPending(),
            "lint", SampleReports.lint(),
            "two-databases", SampleReports.twoDatabases());

    static Stream<String> samples() {
        return SAMPLES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFormatEqualsItsGoldenFile(String name) {
        GateReport report = sample(name);

        golden(name + ".console-80.txt", print(report, Format.CONSOLE, new Style(80, false)));
        golden(name + ".console-120.txt", print(report, Format.CONSOLE, new Style(120, false)));
        golden(name + ".json", print(report, Format.JSON, new Style(80, false)));
        golden(name + ".md", print(report, Format.MARKDOWN, new Style(80, false)));
        golden(name + ".sarif.json", print(report, Format.SARIF, new Style(80, false)));
        golden(name + ".junit.xml", print(report, Format.JUNIT, new Style(80, false)));
        golden(name + ".gitlab.json", print(report, Format.GITLAB, new Style(80, false)));
        golden(name + ".github.txt", print(report, Format.GITHUB, new Style(80, false)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theJsonFollowsItsSchema(String name) throws IOException {
        String json = print(sample(name), Format.JSON, new Style(80, false));

        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
    }

    @Test
    void theSchemaRefusesAnUnknownKey() throws IOException {
        String json = print(RichReport.report(), Format.JSON, new Style(80, false))
                .replaceFirst("\"kind\":", "\"surprise\": 1, \"kind\":");

        assertThat(schema().validate(json, InputFormat.JSON)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 80, 120, 200})
    void noConsoleLineIsWiderThanThePage(int width) {
        String text = print(RichReport.report(), Format.CONSOLE, new Style(width, false));

        assertThat(text.lines()).allMatch(line -> line.length() <= Math.max(60, width));
    }

    @Test
    void coloursChangeNothingButTheColour() {
        String plain = print(RichReport.report(), Format.CONSOLE, new Style(80, false));
        String coloured = print(RichReport.report(), Format.CONSOLE, new Style(80, true));

        assertThat(coloured).contains("\u001b[1;31merror").isNotEqualTo(plain);
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        String before = print(RichReport.report(), Format.CONSOLE, new Style(80, false));
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(print(RichReport.report(), Format.CONSOLE, new Style(80, false)))
                    .isEqualTo(before);
        } finally {
            Locale.setDefault(locale);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "json", "markdown", "sarif", "code-scanning", "junit", "gitlab", "github"})
    void aFormatIsFoundByItsName(String id) {
        assertThat(Format.of(id)).map(Format::id).contains(id);
        assertThat(Format.of(id.toUpperCase(Locale.ROOT))).isEmpty();
        assertThat(Format.ids()).contains(id);
    }

    @Test
    void anOutputThatTakesNoMoreIsAnIoError() {
        Writer full = new Writer() {
            @Override
            public void write(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> Reports.write(RichReport.report(), Format.JSON, full, new Style(80, false)))
                .isInstanceOfSatisfying(
                        FlygateException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.IO))
                .hasMessageContaining("No space left on device");
    }

    static String print(GateReport report, Format format, Style style) {
        StringBuilder text = new StringBuilder();
        Reports.write(report, format, text, style);
        assertThat(text.toString()).endsWith("\n").doesNotContain("\r");
        return text.toString();
    }

    private static GateReport sample(String name) {
        return Objects.requireNonNull(SAMPLES.get(name));
    }

    private static void golden(String name, String actual) {
        Golden.assertMatches("io/github/flygate/report/" + name, actual);
    }

    private static Schema schema() throws IOException {
        try (InputStream schema = Reports.class.getResourceAsStream("report.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Objects.requireNonNull(schema));
        }
    }
}
