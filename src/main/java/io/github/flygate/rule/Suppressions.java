package io.github.flygate.rule;

import io.github.flygate.model.Finding;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Span;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Applies accepted findings, inline and configured ones alike. */
public final class Suppressions {
    /** An entry for all statements of a script. */
    public static final int WHOLE_SCRIPT = -1;

    private Suppressions() {}

    /**
     * One accepted finding.
     *
     * @param rule id or alias
     * @param reason empty when it was left out; then it suppresses nothing
     * @param place of the comment, or of the entry in flygate.yml
     * @param script file name, or the end of a path, of the migration; a class name for a Java migration
     * @param statement number in the script, from 0; {@link #WHOLE_SCRIPT} for any
     * @param until last day on which it counts, as it is written; empty for ever
     */
    public record Entry(String rule, String reason, Span place, String script, int statement, String until) {}

    /**
     * What became of findings and entries.
     *
     * @param findings all of them, in the given order
     * @param problems in the order of their places
     */
    public record Outcome(List<Finding> findings, List<Problem> problems) {
        public Outcome {
            findings = List.copyOf(findings);
            problems = List.copyOf(problems);
        }
    }

    /** What is wrong with an entry. */
    public enum Kind {
        UNKNOWN_RULE,
        NO_REASON,
        EXPIRED,
        NO_DATE,
        /** It accepts findings that one reason hardly speaks of. */
        TOO_BROAD,
        /** Nothing was found that it could suppress; without a measurement that proves little. */
        UNUSED
    }

    /** An entry that does not do what its author thinks, in a sentence. */
    public record Problem(Span place, String text, Kind kind) {}

    /**
     * Marks the findings that an entry accepts. A refuted finding, or one of the baseline, stays as it is, but an entry
     * for it is no problem: in {@code lint} it may be needed.
     *
     * @param statementOf number of the finding's statement in its script; {@link #WHOLE_SCRIPT} for none
     */
    public static Outcome apply(
            List<Finding> findings,
            Function<Finding, Integer> statementOf,
            List<Entry> entries,
            RuleBook book,
            LocalDate today) {
        List<Finding> result = new ArrayList<>(findings);
        List<Problem> problems = new ArrayList<>();
        for (Entry entry : entries) {
            Optional<Problem> problem = broken(entry, book, today);
            if (problem.isPresent()) {
                problems.add(problem.get());
                continue;
            }
            RuleId rule = book.find(entry.rule()).orElseThrow().id();
            List<Finding> accepted = new ArrayList<>();
            for (int i = 0; i < result.size(); i++) {
                Finding finding = result.get(i);
                if (finding.rule().equals(rule) && isFor(entry, finding, statementOf.apply(finding))) {
                    accepted.add(finding);
                    result.set(i, finding.status().counts() ? finding.suppressed(entry.reason()) : finding);
                }
            }
            if (accepted.isEmpty()) {
                problems.add(new Problem(entry.place(), unused(entry), Kind.UNUSED));
            }
            tooBroad(entry, accepted).ifPresent(problems::add);
        }
        problems.sort(Comparator.comparing((Problem problem) -> problem.place().file())
                .thenComparing(problem -> problem.place().line()));
        return new Outcome(result, problems);
    }

    private static Optional<Problem> broken(Entry entry, RuleBook book, LocalDate today) {
        if (book.find(entry.rule()).isEmpty()) {
            String near = book.nearest(entry.rule())
                    .map(id -> "; did you mean " + id + "?")
                    .orElse("");
            return problem(entry, Kind.UNKNOWN_RULE, "there is no rule " + entry.rule() + " to suppress" + near);
        }
        if (entry.reason().isBlank()) {
            return problem(
                    entry,
                    Kind.NO_REASON,
                    "the suppression of " + entry.rule() + " gives no reason, so it does not count; add reason: …");
        }
        if (entry.until().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(entry.until()))
                    .filter(today::isAfter)
                    .flatMap(day ->
                            problem(entry, Kind.EXPIRED, "the suppression of " + entry.rule() + " expired on " + day));
        } catch (DateTimeParseException e) {
            return problem(
                    entry,
                    Kind.NO_DATE,
                    "the suppression of " + entry.rule() + " has no date behind until=, so it does not count;"
                            + " write until=2027-01-31");
        }
    }

    private static Optional<Problem> problem(Entry entry, Kind kind, String text) {
        return Optional.of(new Problem(entry.place(), text, kind));
    }

    /** One reason for one thing: an entry for a whole script may not accept what is found on several relations. */
    private static Optional<Problem> tooBroad(Entry entry, List<Finding> accepted) {
        Set<String> relations = accepted.stream()
                .filter(finding -> finding.status().counts())
                .map(Finding::relation)
                .filter(relation -> !relation.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> files =
                accepted.stream().map(finding -> finding.span().file()).collect(Collectors.toCollection(TreeSet::new));
        if (files.size() > 1) {
            return problem(
                    entry,
                    Kind.TOO_BROAD,
                    "the suppression of " + entry.rule() + " accepts findings in " + String.join(" and ", files)
                            + "; write the whole path of the one that is meant");
        }
        return relations.size() < 2 || entry.statement() != WHOLE_SCRIPT
                ? Optional.empty()
                : problem(
                        entry,
                        Kind.TOO_BROAD,
                        "the suppression of " + entry.rule() + " accepts findings on " + String.join(" and ", relations)
                                + "; accept each by a comment at its statement, with a reason of its own");
    }

    private static String unused(Entry entry) {
        String where = entry.statement() == WHOLE_SCRIPT ? "in " + entry.script() : "on this statement";
        return "the suppression of " + entry.rule() + " suppresses nothing: there is no such finding " + where
                + "; remove it";
    }

    private static boolean isFor(Entry entry, Finding finding, int statement) {
        return (entry.statement() == WHOLE_SCRIPT || entry.statement() == statement)
                && isFile(entry.script(), finding.span().file());
    }

    private static boolean isFile(String script, String file) {
        String classFile = script.replace('.', '/') + ".java";
        return file.equals(script)
                || file.endsWith("/" + script)
                || file.equals(classFile)
                || file.endsWith("/" + classFile);
    }
}
