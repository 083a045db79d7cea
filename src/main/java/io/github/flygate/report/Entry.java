package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.Proof;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings of one rule on one statement that differ only in the relation, as one sentence.
 *
 * @param findings at least one, in the order in which they came
 */
record Entry(List<Finding> findings, String message) {
    private static final int MOST_NAMES = 6;

    Entry {
        findings = List.copyOf(findings);
    }

    /** What must be equal for two findings to be one entry; the text is what follows the relation's name. */
    private record Kind(RuleId rule, Severity severity, Proof proof, String text) {}

    static List<Entry> of(List<Finding> findings) {
        Map<Kind, List<Finding>> kinds = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Kind kind = new Kind(finding.rule(), finding.severity(), finding.proof(), rest(finding));
            kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(finding);
        }
        return kinds.entrySet().stream()
                .map(kind -> new Entry(
                        kind.getValue(),
                        subjects(kind.getValue()) + kind.getKey().text()))
                .toList();
    }

    Finding first() {
        return findings.get(0);
    }

    private static String subjects(List<Finding> findings) {
        List<String> names = findings.stream()
                .map(finding -> finding.message().substring(0, subjectEnd(finding)))
                .distinct()
                .toList();
        return Words.names(names, MOST_NAMES);
    }

    private static String rest(Finding finding) {
        return finding.message().substring(subjectEnd(finding));
    }

    /** Messages name first what they are about: {@code schema.table: ...} or {@code schema.table.column: ...}. */
    private static int subjectEnd(Finding finding) {
        String message = finding.message();
        int colon = message.indexOf(": ");
        boolean named = !finding.relation().isEmpty() && message.startsWith(finding.relation());
        return named && colon >= finding.relation().length() ? colon : 0;
    }
}
