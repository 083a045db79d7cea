package io.github.flygate.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Base;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.Timings;
import io.github.flygate.model.GateReport.Verdict;
import io.github.flygate.model.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads a JSON report back, the mirror of {@link JsonReport}. The file may come from a fork's run, so that it may hold
 * anything: what is not exactly a report of this version is refused, and what is one is still made of hostile texts.
 */
public final class ReportReader {
    /** Bytes. The bookstore's report has 0.3 MB; a report above this holds more than anybody reads. */
    static final int MOST_BYTES = 20 * 1024 * 1024;

    private static final int DEEPEST = 20;
    private static final int LONGEST_NUMBER = 40;
    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ReportReader() {}

    /**
     * Reads to the end.
     *
     * @throws FlygateException with {@link ErrorCode#REPORT} for what is no report of this version
     * @throws IOException when {@code from} cannot be read
     */
    public static GateReport read(InputStream from) throws IOException {
        byte[] json = from.readNBytes(MOST_BYTES + 1);
        if (json.length > MOST_BYTES) {
            throw new FlygateException(
                    ErrorCode.REPORT,
                    "the report is larger than " + MOST_BYTES / (1024 * 1024) + " MB",
                    "give the file that `flygate check --format json` wrote");
        }
        return JsonRecord.read(parse(json), "", ReportReader::report);
    }

    /** Says where, and nothing of the content: the file may be a link to another one. */
    private static JsonNode parse(byte[] json) throws IOException {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new FlygateException(
                    ErrorCode.REPORT,
                    "the report is not JSON" + place,
                    "give the file that `flygate check --format json` wrote");
        }
    }

    private static GateReport report(JsonRecord json) {
        if (json.number("schemaVersion") != SCHEMA_VERSION) {
            throw json.refusal("schemaVersion", "is not " + SCHEMA_VERSION);
        }
        String version = json.object("tool", tool -> {
            tool.oneOf("name", "flygate");
            return tool.text("version");
        });
        Verdict verdict = json.oneOf("verdict", Verdict.values(), Verdict::id);
        Severity failOn = json.oneOf("failOn", Severity.values(), Severity::id);
        List<DatabaseReport> databases = json.list("databases", database -> database(database, failOn));
        GateReport report = new GateReport(version, failOn, databases);
        if (report.verdict() != verdict) {
            throw json.refusal("verdict", "is not what the findings say");
        }
        return report;
    }

    private static DatabaseReport database(JsonRecord json, Severity failOn) {
        DatabaseReport database = new DatabaseReport(
                json.text("name"),
                json.oneOf("engine", "embedded", "docker", "server", "none"),
                json.textOrEmpty("postgres"),
                json.textOrEmpty("flyway"),
                json.object("base", ReportReader::base),
                json.list("migrations", MigrationReader::migration),
                CanaryReader.canary(json),
                json.optional("history", HistoryReader::history),
                json.list("findings", FindingReader::finding),
                json.object("coverage", ReportReader::coverage),
                json.map("settings"),
                json.texts("notes"),
                json.object("timings", ReportReader::timings));
        if (!json.object("counts", FindingReader::counts).equals(Counts.of(database.findings(), failOn))) {
            throw json.refusal("counts", "are not those of the findings");
        }
        return database;
    }

    private static Base base(JsonRecord json) {
        return new Base(
                json.textOrEmpty("ref"),
                json.textOrEmpty("commit"),
                json.textOrEmpty("version"),
                json.number("migrations"));
    }

    private static Coverage coverage(JsonRecord json) {
        return new Coverage(
                json.number("migrations"),
                json.number("migrationsTraced"),
                json.number("statements"),
                json.number("statementsRead"),
                json.number("statementsTraced"),
                json.number("refuted"));
    }

    private static Timings timings(JsonRecord json) {
        return new Timings(
                json.milliseconds("restoreMs"),
                json.milliseconds("migrateMs"),
                json.milliseconds("contractMs"),
                json.milliseconds("totalMs"));
    }
}
