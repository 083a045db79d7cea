package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.Proof;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What the old version would see: one of its statements, and what the migrated database answers.
 *
 * @param origin where the statement comes from, and what it tries
 * @param answer the server's error; empty when the evidence holds none
 */
record Trial(String statement, String origin, String answer) {
    /** The keys of a finding's evidence that a trial says in words. */
    static final Set<String> KEYS = Set.of("statement", "sqlState", "error", "origin", "alike", "object");

    private static final int MOST = 3;
    private static final int MOST_SQL = 300;

    /** Those of an entry's findings that hold one, each once; at most {@value #MOST}. */
    static List<Trial> of(Entry entry) {
        Set<Trial> trials = new LinkedHashSet<>();
        entry.findings().forEach(finding -> of(finding).ifPresent(trials::add));
        return new ArrayList<>(trials).subList(0, Math.min(MOST, trials.size()));
    }

    static Optional<Trial> of(Finding finding) {
        SortedMap<String, String> evidence = finding.evidence();
        String statement = evidence.getOrDefault("statement", "");
        if (finding.proof() != Proof.CONTRACT || statement.isBlank()) {
            return Optional.empty();
        }
        List<String> origin = Stream.of("origin", "object")
                .map(key -> evidence.getOrDefault(key, ""))
                .filter(value -> !value.isEmpty())
                .toList();
        return Optional.of(new Trial(
                SafeText.cut(SafeText.line(statement), MOST_SQL), String.join(", ", origin), answer(evidence)));
    }

    private static String answer(SortedMap<String, String> evidence) {
        List<String> parts = new ArrayList<>();
        String state = evidence.getOrDefault("sqlState", "");
        String error = evidence.getOrDefault("error", "");
        if (!state.isEmpty() || !error.isEmpty()) {
            parts.add((state.isEmpty() ? "error" : "SQLSTATE " + state)
                    + (error.isEmpty() ? "" : ": " + CanaryWords.cut(error)));
        }
        String alike = evidence.getOrDefault("alike", "");
        if (!alike.isEmpty() && !alike.equals("1")) {
            parts.add(alike + " statements break alike");
        }
        return String.join("; ", parts);
    }
}
