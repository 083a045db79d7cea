package io.github.flygate.gate;

import io.github.flygate.fact.SuppressionProblem;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.Finding;
import io.github.flygate.model.Span;
import io.github.flygate.rule.Example.Expectation;
import io.github.flygate.rule.Example.When;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.sql.ScriptReading;
import io.github.flygate.sql.StatementReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the marks of an example with what the rules say of it. */
final class Marks {
    private static final String SUPPRESSIONS = io.github.flygate.fact.Fact.typeOf(SuppressionProblem.class);

    private final ExampleRun run;
    private final RuleBook book;
    private final int postgresMajor;

    Marks(ExampleRun run, RuleBook book, int postgresMajor) {
        this.run = run;
        this.book = book;
        this.postgresMajor = postgresMajor;
    }

    /** What is missing and what is there without a mark, in both modes; empty when all agrees. */
    List<String> differences() {
        List<String> differences = new ArrayList<>(differences("lint", When.CHECK, run.lint(book)));
        differences.addAll(differences("check", When.LINT, run.check(book)));
        return differences;
    }

    private List<String> differences(String mode, When other, List<Finding> findings) {
        List<String> missing = new ArrayList<>();
        for (Expectation mark : run.example().expectations()) {
            boolean about = book.find(mark.ruleId())
                    .filter(rule -> rule.appliesTo(postgresMajor))
                    .isPresent();
            if (about && mark.when() != other) {
                missing.add(place(mark) + ": " + mark.ruleId());
            }
        }
        List<String> differences = new ArrayList<>();
        for (Finding finding : findings) {
            if (!missing.remove(outcome(finding))) {
                differences.add(mode + ": surplus: " + outcome(finding) + " (" + finding.message() + ")");
            }
        }
        missing.forEach(mark -> differences.add(mode + ": missing: " + mark));
        return differences;
    }

    /** How often each rule spoke of each statement. */
    static Map<String, Integer> outcome(ExampleRun run, RuleBook book) {
        Marks marks = new Marks(run, book, 0);
        Map<String, Integer> outcome = new TreeMap<>();
        run.lint(book).forEach(finding -> outcome.merge("lint: " + marks.outcome(finding), 1, Integer::sum));
        run.check(book).forEach(finding -> outcome.merge("check: " + marks.outcome(finding), 1, Integer::sum));
        return outcome;
    }

    private String outcome(Finding finding) {
        return place(finding) + ": " + finding.rule();
    }

    private String place(Expectation mark) {
        return mark.line() == 0
                ? mark.file()
                : mark.file() + ":" + statement(mark.file(), mark.line(), 0).line();
    }

    private String place(Finding finding) {
        Span span = finding.span();
        String file = span.file().substring(span.file().lastIndexOf('/') + 1);
        // A finding about a whole script stands on its first character; so does one about a comment there.
        boolean whole = span.equals(Span.line(span.file(), 1)) && !isAboutComment(finding);
        return whole
                ? file
                : file + ":" + statement(file, span.line(), span.column()).line();
    }

    private boolean isAboutComment(Finding finding) {
        return book.find(finding.rule().value())
                .map(Rule::on)
                .filter(SUPPRESSIONS::equals)
                .isPresent();
    }

    /** The statement that a place belongs to: comments above a statement are its own. */
    private Span statement(String file, int line, int column) {
        if (file.endsWith(".java")) {
            return Span.line(file, line);
        }
        return reading(file).statements().stream()
                .map(StatementReading::statement)
                .map(Statement::span)
                .filter(span -> span.endLine() > line || span.endLine() == line && span.endColumn() >= column)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no statement at " + file + ":" + line));
    }

    ScriptReading reading(String file) {
        return run.readings().stream()
                .filter(reading -> reading.script().migration().script().equals(file))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not a migration: " + file));
    }

    /** Where the marks of a rule stand that count when the example is run. */
    List<Integer> statements(String file, String ruleId) {
        return run.example().expectations().stream()
                .filter(mark -> mark.file().equals(file) && mark.when() != When.LINT && mark.line() > 0)
                .filter(mark -> ruleId.isEmpty() || mark.ruleId().equals(ruleId))
                .map(mark -> statement(file, mark.line(), 0).line())
                .toList();
    }
}
