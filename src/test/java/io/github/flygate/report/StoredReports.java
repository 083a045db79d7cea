package io.github.flygate.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Reports.Style;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/** Reports as files, as `flygate check --format json` writes them. */
public final class StoredReports {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<Severity> SEVERITIES = List.of(Severity.INFO, Severity.WARNING, Severity.ERROR);

    private StoredReports() {}

    public static String withFindings() {
        return json(RichReport.report());
    }

    public static String withoutFindings() {
        return json(SampleReports.withoutFindings());
    }

    /** With the text wherever a report may hold any. */
    public static String hostile(String text) {
        try {
            JsonNode report = MAPPER.readTree(json(HostileTextTest.hostile(text)));
            ((ObjectNode) report.at("/databases/0/rerun/0")).put("kind", "interrupted");
            return MAPPER.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String plenty(int findings) {
        return json(many(findings));
    }

    static GateReport many(int findings) {
        String script = "V42__orders_index.sql";
        List<Finding> all = IntStream.range(0, findings)
                .mapToObj(i -> SampleReports.finding(
                        "some-rule-" + i, SEVERITIES.get(i % 3), Hazard.BLOCKS_WRITES, script, i + 1))
                .toList();
        return SampleReports.report(
                SampleReports.database("orders", List.of(), all, Answer.NO, new Coverage(1, 1, 1, 1, 1, 0), List.of()));
    }

    /** What GitHub looks at for links, mentions and references. */
    public static String outsideCode(String markdown) {
        return HostileTextTest.outsideCode(markdown);
    }

    static String json(GateReport report) {
        return ReportsTest.print(report, Format.JSON, new Style(80, false));
    }
}
