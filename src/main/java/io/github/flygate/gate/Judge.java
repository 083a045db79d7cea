package io.github.flygate.gate;

import io.github.flygate.config.GateConfig;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.Failure;
import io.github.flygate.fact.ScriptFact;
import io.github.flygate.fact.StatementFact;
import io.github.flygate.fact.SuppressionProblem;
import io.github.flygate.fact.Surroundings;
import io.github.flygate.fact.TransactionFact;
import io.github.flygate.history.Problem;
import io.github.flygate.model.Finding;
import io.github.flygate.model.Proof;
import io.github.flygate.model.Span;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.rule.RuleEngine;
import io.github.flygate.rule.Suppressions;
import io.github.flygate.sql.ScriptReading;
import io.github.flygate.sql.StatementReading;
import io.github.flygate.trace.TraceResult;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lets the rules speak about what was read and what was measured, and applies suppressions. */
final class Judge {
    private static final int MOST_SHOWN = 3;
    private static final StatementFact NO_STATEMENT = new StatementFact("script", true, false, false, false);

    private final GateConfig config;
    private final HistoryPass history;
    private final RuleBook book;
    private final RuleEngine engine;
    private final LocalDate today;
    private final Baseline baseline;

    Judge(GateConfig config, HistoryPass history, RuleBook book, RuleEngine engine, LocalDate today) {
        this.config = config;
        this.history = history;
        this.book = book;
        this.engine = engine;
        this.today = today;
        this.baseline = Baseline.read(config.baseline());
    }

    Judgement judge(List<ScriptReading> readings, Optional<Observations> seen) {
        Optional<TraceResult> trace = seen.map(Observations::trace);
        List<Placed> placed = new ArrayList<>();
        history.problems().forEach(problem -> placed.addAll(history(problem)));
        ProofMerger merger = new ProofMerger(book);
        StatementFacts facts = new StatementFacts(config.hotTables());
        for (ScriptReading reading : readings) {
            Optional<ScriptTrace> traced =
                    trace.flatMap(result -> result.script(reading.script().migration()));
            placed.addAll(merger.merge(
                    placedFindings(facts.read(reading)),
                    placedFindings(traced.map(facts::measured).orElse(List.of())),
                    traced));
        }
        List<Placed> proved = seen.map(observed -> new OldVersionProof(
                                placedFindings(observed.facts()),
                                observed.contract(),
                                observed.trace(),
                                !config.applicationRole().isEmpty())
                        .mergedWith(placed))
                .orElse(placed);
        Baseline.Outcome accepted = baseline.apply(config.name(), proved);
        List<Finding> findings = suppress(accepted.placed(), readings, trace.isPresent());
        List<String> notes = new ArrayList<>();
        if (trace.isPresent()) {
            notes.addAll(notes(accepted.unused()));
            otherWords(findings).ifPresent(notes::add);
        }
        return new Judgement(findings.stream().sorted(ORDER).toList(), notes);
    }

    /** To try them takes as long as the check itself did: a command of its own does. */
    private Optional<String> otherWords(List<Finding> findings) {
        long some = findings.stream()
                .filter(finding -> OtherWords.asks(finding, book))
                .count();
        return some == 0
                ? Optional.empty()
                : Optional.of("flygate fix looks for other words for " + some
                        + " of these findings, and runs them before it" + " shows them");
    }

    /** Without a measurement an entry that nothing was found for may yet be needed. */
    private List<String> notes(List<Baseline.Entry> unused) {
        if (unused.isEmpty()) {
            return List.of();
        }
        String first = unused.stream()
                .limit(MOST_SHOWN)
                .map(entry -> entry.rule() + " in " + entry.script())
                .collect(Collectors.joining(", "));
        return List.of(baseline.file().getFileName() + ": no such finding any more: " + first
                + (unused.size() > MOST_SHOWN ? " and " + (unused.size() - MOST_SHOWN) + " more" : "")
                + "; flygate baseline --update removes it");
    }

    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.span().file())
            .thenComparing(finding -> finding.span().line())
            .thenComparing(finding -> finding.span().column())
            .thenComparing(Comparator.comparing(Finding::severity).reversed())
            .thenComparing(finding -> finding.rule().value())
            .thenComparing(Finding::relation)
            .thenComparing(Finding::message);

    private List<Placed> placedFindings(List<FactAt> facts) {
        return facts.stream()
                .filter(fact -> !isToldByHistory(fact))
                .flatMap(fact -> evaluate(fact).stream())
                .toList();
    }

    /** Flyway's silence about a version that comes too late: the history says more about it than the run. */
    private boolean isToldByHistory(FactAt fact) {
        return fact.fact() instanceof Failure failure
                && failure.sqlState().isEmpty()
                && history.problems().stream()
                        .map(Problem::fact)
                        .anyMatch(problem -> problem.problem().startsWith("out-of-order")
                                && problem.name().equals(fact.script()));
    }

    private List<Placed> evaluate(FactAt fact) {
        return engine.evaluate(fact).stream()
                .map(finding -> new Placed(finding, fact))
                .toList();
    }

    private List<Finding> suppress(List<Placed> placed, List<ScriptReading> readings, boolean measured) {
        IdentityHashMap<Finding, Integer> statements = new IdentityHashMap<>();
        placed.forEach(one -> statements.put(one.finding(), one.fact().statement()));
        Suppressions.Outcome outcome = Suppressions.apply(
                placed.stream().map(Placed::finding).toList(), statements::get, entries(readings), book, today);
        List<Finding> findings = new ArrayList<>(outcome.findings());
        outcome.problems().stream()
                // Without a measurement an unused suppression may yet be needed.
                .filter(problem -> measured || problem.kind() != Suppressions.Kind.UNUSED)
                .forEach(problem -> engine.evaluate(fact(
                                new SuppressionProblem(problem.text()),
                                problem.place(),
                                problem.place().file()))
                        .forEach(findings::add));
        return findings;
    }

    private List<Suppressions.Entry> entries(List<ScriptReading> readings) {
        List<Suppressions.Entry> entries = new ArrayList<>();
        for (ScriptReading reading : readings) {
            String file = reading.script().migration().file();
            for (StatementReading statement : reading.statements()) {
                statement
                        .suppressions()
                        .forEach(comment -> entries.add(new Suppressions.Entry(
                                comment.rule(),
                                comment.reason(),
                                Span.line(file, comment.line()),
                                file,
                                statement.statement().number(),
                                comment.until())));
            }
        }
        config.suppressions()
                .forEach(entry -> entries.add(new Suppressions.Entry(
                        entry.rule(),
                        entry.reason(),
                        Span.line("flygate.yml", entry.line()),
                        entry.script(),
                        Suppressions.WHOLE_SCRIPT,
                        entry.until().map(LocalDate::toString).orElse(""))));
        return entries;
    }

    private List<Placed> history(Problem problem) {
        return evaluate(fact(problem.fact(), Span.line(problem.file(), 1), problem.file())).stream()
                .map(placed ->
                        placed.with(placed.finding().with(placed.finding().status(), Proof.HISTORY)))
                .toList();
    }

    private FactAt fact(Fact fact, Span span, String script) {
        Surroundings around = new Surroundings(
                NO_STATEMENT,
                new TransactionFact(false, List.of(), 0, false, 0),
                new ScriptFact(script, "sql", true, false),
                DatabaseCheck.flywayFact(config));
        return new FactAt(fact, around, script, -1, "", span, false);
    }
}
