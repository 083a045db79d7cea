package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Status;
import java.util.ArrayList;
import java.util.List;

/** How many findings there are of each kind; severities count only findings that count for the verdict. */
record Counts(
        int errors,
        int warnings,
        int infos,
        int confirmed,
        int unverified,
        int refuted,
        int suppressed,
        int baseline,
        int failing) {
    static Counts of(List<Finding> findings, Severity failOn) {
        return new Counts(
                severity(findings, Severity.ERROR),
                severity(findings, Severity.WARNING),
                severity(findings, Severity.INFO),
                status(findings, Status.CONFIRMED),
                status(findings, Status.UNVERIFIED),
                status(findings, Status.REFUTED),
                status(findings, Status.SUPPRESSED),
                status(findings, Status.BASELINE),
                (int) findings.stream().filter(finding -> finding.fails(failOn)).count());
    }

    /** Such as {@code 3 errors, 1 warning}; {@code no findings} when there are none. */
    String severities() {
        List<String> parts = new ArrayList<>();
        if (errors > 0) {
            parts.add(Words.count(errors, "error"));
        }
        if (warnings > 0) {
            parts.add(Words.count(warnings, "warning"));
        }
        if (infos > 0) {
            parts.add(infos + " info");
        }
        return parts.isEmpty() ? "no findings" : String.join(", ", parts);
    }

    private static int severity(List<Finding> findings, Severity severity) {
        return (int) findings.stream()
                .filter(finding -> finding.status().counts() && finding.severity() == severity)
                .count();
    }

    private static int status(List<Finding> findings, Status status) {
        return (int)
                findings.stream().filter(finding -> finding.status() == status).count();
    }
}
