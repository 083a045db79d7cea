package io.github.flygate.gate;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.SuppressionProblem;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.Finding;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Span;
import io.github.flygate.rule.Example.Expectation;
import io.github.flygate.rule.Example.When;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.sql.ScriptReading;
import io.github.flygate.sql.StatementReading;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compares the marks of an example with what the rules say of it. */
final class Marks {
    private static final String SUPPRESSIONS = Fact.typeOf(SuppressionProblem.class);
    private static final String LINT = "lint";
    private static final String CHECK = "check";

    private final ExampleRun run;
    private final RuleBook book;
    private final int postgresMajor;

    /** A place in the example: a file and its statement's first line, 0 for the script as a whole. */
    private record Place(String file, int line) {
        @Override
        public String toString() {
            return line == 0 ? file : file + ":" + line;
        }
    }

    /** Of a mark or a finding, to be compared. */
    private record Outcome(Place place, String rule) {
        @Override
        public String toString() {
            return place + ": " + rule;
        }
    }

    Marks(ExampleRun run, RuleBook book, int postgresMajor) {
        this.run = run;
        this.book = book;
        this.postgresMajor = postgresMajor;
    }

    /** What is missing and what is there without a mark, in both modes; empty when all agrees. */
    List<Difference> differences() {
        return differences(rule -> true);
    }

    /** @param marked the rules whose findings must all be marked; those of others may be */
    List<Difference> differences(Predicate<Rule> marked) {
        List<Difference> differences = new ArrayList<>(differences(LINT, When.CHECK, run.lint(book), marked));
        differences.addAll(differences(CHECK, When.LINT, run.check(book), marked));
        return differences;
    }

    private List<Difference> differences(String pass, When other, List<Finding> findings, Predicate<Rule> marked) {
        List<Outcome> missing = new ArrayList<>();
        for (Expectation mark : run.example().expectations()) {
            boolean about = book.find(mark.ruleId())
                    .filter(rule -> rule.appliesTo(postgresMajor))
                    .isPresent();
            if (about && mark.when() != other) {
                missing.add(new Outcome(place(mark), mark.ruleId()));
            }
        }
        List<Difference> differences = new ArrayList<>();
        for (Finding finding : findings) {
            Outcome outcome = outcome(finding);
            if (!missing.remove(outcome)
                    && book.find(finding.rule().value()).filter(marked).isPresent()) {
                differences.add(new Difference(
                        pass, line(outcome.place), "surplus: " + outcome + " (" + finding.message() + ")"));
            }
        }
        missing.forEach(mark -> differences.add(new Difference(pass, line(mark.place), "missing: " + mark)));
        return differences;
    }

    /** Statements of a bad example that do not show what the rule promises, or of a good one that show it. */
    List<Difference> unlikeObserved(Rule rule) {
        List<Difference> unlike = new ArrayList<>();
        if (rule.observed().isEmpty()) {
            return unlike;
        }
        // What another rule reports may look the same.
        Set<Place> reported = run.check(book).stream().map(this::place).collect(Collectors.toSet());
        for (ScriptTrace script : run.trace().scripts()) {
            String file = script.migration().script();
            List<Integer> own = statements(file, rule.id().value());
            for (StatementTrace statement : script.statements()) {
                Place place = new Place(file, statement.span().line());
                boolean shown = rule.observed().shownBy(statement.effects(), "");
                if (own.contains(place.line) ? !shown : shown && !reported.contains(place)) {
                    unlike.add(new Difference(
                            CHECK,
                            line(place),
                            place + (shown ? " shows " : " does not show ") + rule.observed() + ": "
                                    + statement.effects()));
                }
            }
        }
        return unlike;
    }

    /** How often each rule spoke of each statement. */
    static Map<String, Integer> outcome(ExampleRun run, RuleBook book) {
        Marks marks = new Marks(run, book, 0);
        Map<String, Integer> outcome = new TreeMap<>();
        run.lint(book).forEach(finding -> outcome.merge(LINT + ": " + marks.outcome(finding), 1, Integer::sum));
        run.check(book).forEach(finding -> outcome.merge(CHECK + ": " + marks.outcome(finding), 1, Integer::sum));
        return outcome;
    }

    private Outcome outcome(Finding finding) {
        return new Outcome(place(finding), finding.rule().value());
    }

    private Place place(Expectation mark) {
        return mark.line() == 0
                ? new Place(mark.file(), 0)
                : new Place(mark.file(), statement(mark.file(), mark.line(), 0).line());
    }

    private Place place(Finding finding) {
        Span span = finding.span();
        String file = span.file().substring(span.file().lastIndexOf('/') + 1);
        // A finding about a whole script stands on its first character; so does one about a comment there.
        boolean whole = span.equals(Span.line(span.file(), 1)) && !isAboutComment(finding);
        return new Place(
                file, whole ? 0 : statement(file, span.line(), span.column()).line());
    }

    private boolean isAboutComment(Finding finding) {
        return book.find(finding.rule().value())
                .map(Rule::on)
                .filter(SUPPRESSIONS::equals)
                .isPresent();
    }

    /** In the rule file. */
    private int line(Place place) {
        return run.example().parts().stream()
                .filter(part -> part.fileName().equals(place.file) && !part.isRemoval())
                .mapToInt(part -> part.line() + Math.max(place.line, 1) - 1)
                .findFirst()
                .orElse(run.example().line());
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
                .orElseThrow(() -> wrong("no statement at " + file + ":" + line));
    }

    private ScriptReading reading(String file) {
        return run.readings().stream()
                .filter(reading -> reading.script().migration().script().equals(file))
                .findFirst()
                .orElseThrow(() -> wrong("not a pending migration: " + file));
    }

    private static FlygateException wrong(String what) {
        return new FlygateException(
                ErrorCode.RULE, what, "A mark stands at the end of a line of a statement in a pending migration");
    }

    /** Where the marks of a rule stand that count when the example is run. */
    private List<Integer> statements(String file, String ruleId) {
        return run.example().expectations().stream()
                .filter(mark -> mark.file().equals(file) && mark.when() != When.LINT && mark.line() > 0)
                .filter(mark -> mark.ruleId().equals(ruleId))
                .map(mark -> statement(file, mark.line(), 0).line())
                .toList();
    }
}
