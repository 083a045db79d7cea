package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Status;
import java.util.Comparator;
import java.util.List;

/** The findings that count for the verdict, of all databases. */
final class OpenFindings {
    private OpenFindings() {}

    /** A finding, and the database that has it. */
    record Owned(DatabaseReport database, Finding finding) {}

    /** In the order of the report: database, place, rule. */
    static List<Owned> of(GateReport report) {
        return report.databases().stream()
                .flatMap(database -> database.findings().stream()
                        .filter(finding -> finding.status().counts())
                        .map(finding -> new Owned(database, finding)))
                .toList();
    }

    /** What somebody should read first comes first; a stable order leaves the others as they are. */
    static final Comparator<Finding> MOST_IMPORTANT_FIRST = Comparator.comparing(
                    (Finding finding) -> !finding.status().counts())
            .thenComparing(Finding::severity, Comparator.reverseOrder())
            .thenComparing(finding -> finding.status() != Status.CONFIRMED);
}
