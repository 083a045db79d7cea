package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Proof;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Span;
import io.github.flygate.model.Status;
import java.util.ArrayList;
import java.util.List;

/** Reports that are larger than readers like them. */
final class ManyFindings {
    private static final List<Severity> SEVERITIES = List.of(Severity.INFO, Severity.WARNING, Severity.ERROR);
    private static final int RULES = 30;
    private static final int STATEMENTS = 10;

    private ManyFindings() {}

    /**
     * So many findings, a third of each severity, the least severe first; many have the same fingerprint.
     *
     * @param sql of each statement
     */
    static GateReport of(int number, String sql) {
        List<MigrationReport> migrations = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (int script = 0; findings.size() < number; script++) {
            String name = "V" + (script + 1) + "__x.sql";
            GateReport.StatementReport[] statements = new GateReport.StatementReport[STATEMENTS];
            for (int line = 0; line < STATEMENTS; line++) {
                statements[line] =
                        SampleReports.statement(name, line + 1, sql, "create_index", SampleReports.effects(1));
                if (findings.size() < number) {
                    findings.add(finding(findings.size(), number, name, line + 1, sql));
                }
            }
            migrations.add(SampleReports.migration(name, "" + (script + 1), true, true, 1, statements));
        }
        return SampleReports.report(SampleReports.database(
                "orders", migrations, findings, Answer.NO, new Coverage(1, 1, 1, 1, 1, 0), List.of("a note")));
    }

    private static Finding finding(int index, int number, String script, int line, String sql) {
        Severity severity = SEVERITIES.get(Math.min(2, index * 3 / number));
        Finding like = SampleReports.about(
                "rule-" + index % RULES, severity, Hazard.BLOCKS_WRITES, script, line, sql, "public.orders");
        return new Finding(
                        like.rule(),
                        severity,
                        like.hazard(),
                        like.proof(),
                        like.status(),
                        like.message(),
                        new Span(like.span().file(), line, 1, line, 20),
                        like.relation(),
                        like.evidence(),
                        "",
                        like.help(),
                        "0a1b2c3d4e5f60" + index % 7,
                        "")
                .with(Status.CONFIRMED, Proof.MEASURED);
    }
}
