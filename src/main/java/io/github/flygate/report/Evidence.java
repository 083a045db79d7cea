package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Proof;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was measured of a statement, and what its findings know beyond that. */
final class Evidence {
    /** Keys whose values the observations of the statement say in words, or its text. */
    private static final Set<String> OBSERVED = Set.of(
            "lock",
            "alsoLocked",
            "heldMs",
            "rewritten",
            "scanned",
            "error",
            "sqlState",
            "invalidIndexes",
            "skipped",
            "executed");

    private Evidence() {}

    /** Empty for a place without a statement and for a report that ran nothing. */
    static List<Observation> observations(DatabaseReport database, Section section) {
        if (section.site().isEmpty() || !Words.ran(database)) {
            return List.of();
        }
        List<Observation> seen = Observation.of(section.site().get());
        if (seen.isEmpty()) {
            return List.of(new Observation("result", "this statement was not run here"));
        }
        boolean queue =
                section.entries().stream().anyMatch(entry -> entry.first().hazard() == Hazard.LOCK_QUEUE);
        return queue ? seen.stream().filter(one -> !one.label().equals("waits")).toList() : seen;
    }

    /** An error of another statement, or of another run of this one, is not what was observed. */
    private static boolean ofTheStatement(Finding finding) {
        return finding.proof() != Proof.CONTRACT && finding.proof() != Proof.RERUN;
    }

    /** The evidence of an entry's findings that neither an observation of their statement nor a trial says. */
    static Optional<String> unsaid(Section section, Entry entry) {
        boolean observed = section.site()
                .filter(site -> site.statement().effects() != null)
                .isPresent();
        Set<String> said = new LinkedHashSet<>();
        for (Finding finding : entry.findings()) {
            SortedMap<String, String> evidence = new TreeMap<>(finding.evidence());
            if (Trial.of(finding).isPresent()) {
                evidence.keySet().removeAll(Trial.KEYS);
            } else if (observed && ofTheStatement(finding)) {
                evidence.keySet().removeAll(OBSERVED);
            }
            if (!evidence.isEmpty()) {
                said.add(Words.pairs(evidence, ": "));
            }
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", new ArrayList<>(said)));
    }
}
