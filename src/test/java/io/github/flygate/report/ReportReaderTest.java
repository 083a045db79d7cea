package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import io.github.flygate.report.Reports.Style;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Style LINKED = new Style(
            80,
            false,
            new Links("https://github.com/acme/shop", "3f2c1ab9d4e5f60718293a4b5c6d7e8f90a1b2c3", "orders", ""));

    static Stream<GateReport> reports() throws IOException {
        return Stream.of(
                RichReport.report(),
                SampleReports.withoutFindings(),
                SampleReports.nothingPending(),
                SampleReports.lint(),
                SampleReports.twoDatabases(),
                read(StoredReports.hostile("\u001b\u202e<!-- x --> | ` @a \ud83d\ude00 ::error::\n</details>")));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void whatIsReadBackIsPrintedAlike(GateReport report) throws IOException {
        String json = StoredReports.json(report);

        GateReport read = read(json);

        assertThat(StoredReports.json(read)).isEqualTo(json);
        assertThat(ReportsTest.print(read, Format.MARKDOWN, LINKED))
                .isEqualTo(ReportsTest.print(report, Format.MARKDOWN, LINKED));
        assertThat(ReportsTest.print(read, Format.CONSOLE, LINKED))
                .isEqualTo(ReportsTest.print(report, Format.CONSOLE, LINKED));
    }

    @Test
    void halfACharacterIsReadAndShownAsWhatItIs() throws IOException {
        String json = StoredReports.json(RichReport.report()).replaceFirst("(\"message\": )\"[^\"]*", "$1\"\\\\ud800");

        assertThat(ReportsTest.print(read(json), Format.MARKDOWN, LINKED)).contains("\\\\ud800");
    }

    /** Every key of every object taken away, and every object joined by one that is not known. */
    @Test
    void anObjectWithAKeyTooManyOrTooFewIsRefused() throws IOException {
        JsonNode whole = MAPPER.readTree(StoredReports.json(RichReport.report()));
        List<String> objects = new ArrayList<>();
        collect(whole, "", objects);
        assertThat(objects).hasSizeGreaterThan(60);

        for (String pointer : objects) {
            JsonNode more = whole.deepCopy();
            ObjectNode object = (ObjectNode) more.at(pointer);
            object.put("surprise", 1);
            assertRefused(more, pointer.isEmpty() ? "" : pointer);
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            for (String key : keys) {
                JsonNode less = whole.deepCopy();
                ((ObjectNode) less.at(pointer)).remove(key);
                if (!key.equals("surprise")) {
                    assertRefused(less, pointer);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "schemaVersion, 2",
        "verdict, '\"pass\"'",
        "verdict, '\"maybe\"'",
        "failOn, '\"ERROR\"'",
        "databases, '{}'",
        "databases/0/name, 1",
        "databases/0/engine, '\"mysql\"'",
        "databases/0/rollingUpdateSafe, '\"yes\"'",
        "databases/0/coverage/statements, -1",
        "databases/0/coverage/statements, 1.0",
        "databases/0/coverage/statements, 99999999999",
        "databases/0/timings/totalMs, 1e999",
        "databases/0/timings/totalMs, -1",
        "databases/0/notes, '[1]'",
        "databases/0/settings, '{\"a\": 1}'",
        "databases/0/findings/0/rule, '\"<script>\"'",
        "databases/0/findings/0/line, 0",
        "databases/0/findings/0/line, 2147483648",
        "databases/0/findings/0/endLine, 1",
        "databases/0/findings/0/hazard, '\"none\"'",
        "databases/0/findings/0/message, 'null'",
        "databases/0/migrations/0/kind, '\"ruby\"'",
        "databases/0/migrations/0/statements/0/effects/locks/0/mode, '\"Lock\"'",
        "databases/0/migrations/0/statements/0/effects/rows, 1e3",
        "databases/0/contract/broken/0/line, 0",
        "databases/0/rerun/0/kind, '\"twice\"'"
    })
    void aValueThatNoReportHasIsRefusedWithItsPlace(String place, String value) throws IOException {
        JsonNode whole = MAPPER.readTree(StoredReports.json(RichReport.report()));
        int last = place.lastIndexOf('/');
        JsonNode parent = whole.at(last < 0 ? "" : "/" + place.substring(0, last));
        ((ObjectNode) parent).put(place.substring(last + 1), "PLACEHOLDER");
        String json = MAPPER.writeValueAsString(whole).replace("\"PLACEHOLDER\"", value);

        assertRefused(json, "/" + place);
    }

    /** The reader has its own lists of words; the schema says which there are. */
    @ParameterizedTest
    @CsvSource({
        "/$defs/database/properties/engine, /databases/0/engine",
        "/$defs/migration/properties/kind, /databases/0/migrations/0/kind",
        "/$defs/effects/properties/locks/items/properties/relationKind, "
                + "/databases/0/migrations/0/statements/0/effects/locks/0/relationKind",
        "/$defs/effects/properties/locks/items/properties/mode, "
                + "/databases/0/migrations/0/statements/0/effects/locks/0/mode",
        "/$defs/finding/properties/hazard, /databases/0/findings/0/hazard",
        "/$defs/finding/properties/proof, /databases/0/findings/0/proof",
        "/$defs/rerun/properties/kind, /databases/0/rerun/0/kind"
    })
    void everyWordOfTheSchemaIsRead(String schema, String place) throws IOException {
        JsonNode words;
        try (InputStream file = Reports.class.getResourceAsStream("report.schema.json")) {
            words = MAPPER.readTree(file).at(schema + "/enum");
        }
        assertThat(words).isNotEmpty();

        for (JsonNode word : words) {
            JsonNode whole = MAPPER.readTree(StoredReports.json(RichReport.report()));
            int last = place.lastIndexOf('/');
            ((ObjectNode) whole.at(place.substring(0, last))).set(place.substring(last + 1), word);
            String json = MAPPER.writeValueAsString(whole);
            assertThat(MAPPER.readTree(StoredReports.json(read(json))))
                    .as(word.asText())
                    .isEqualTo(MAPPER.readTree(json));
        }
    }

    @Test
    void countsThatAreNotThoseOfTheFindingsAreRefused() {
        assertRefused(
                StoredReports.json(RichReport.report()).replaceFirst("\"failing\": 5", "\"failing\": 4"),
                "/databases/0/counts are not those of the findings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1",
                "secret: 5f2",
                "{\"schemaVersion\": 1, \"schemaVersion\": 1}",
                "{} {}",
                "\u0000"
            })
    void whatIsNoReportIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        FlygateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REPORT))
                .hasNoCause()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("the report ")
                .doesNotContain("secret");
    }

    @Test
    void whatIsTooDeepIsRefused() {
        assertThatThrownBy(() -> read("[".repeat(1_000) + "]".repeat(1_000))).isInstanceOf(FlygateException.class);
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsRead() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '[';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                java.util.Arrays.fill(buffer, offset, offset + length, (byte) '[');
                return length;
            }
        };

        assertThatThrownBy(() -> ReportReader.read(endless)).hasMessage("the report is larger than 20 MB");
    }

    private static void collect(JsonNode node, String pointer, List<String> objects) {
        if (node.isObject() && !pointer.matches(".*/(settings|evidence)")) {
            objects.add(pointer);
        }
        if (node.isObject()) {
            node.properties().forEach(entry -> collect(entry.getValue(), pointer + "/" + entry.getKey(), objects));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), pointer + "/" + i, objects);
        }
    }

    private static void assertRefused(JsonNode json, String pointer) throws IOException {
        assertRefused(MAPPER.writeValueAsString(json), pointer);
    }

    private static void assertRefused(String json, String pointer) {
        assertThatThrownBy(() -> read(json))
                .as(pointer)
                .isInstanceOfSatisfying(
                        FlygateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REPORT))
                .hasMessageStartingWith("the report cannot be used: " + (pointer.isEmpty() ? "it" : pointer));
    }

    private static GateReport read(String json) throws IOException {
        return ReportReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
