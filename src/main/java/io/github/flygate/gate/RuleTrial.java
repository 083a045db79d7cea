package io.github.flygate.gate;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.Failure;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.rule.Example;
import io.github.flygate.rule.Example.Expectation;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.snapshot.Engine;
import io.github.flygate.trace.TemporaryFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs the examples of a team's rules, as flygate's own tests run those of the shipped ones: all rules on each of them, by
 * text alone and on a server. All findings of the team's rules must be marked. Those of the shipped rules may be, so that
 * a release of flygate with one more rule fails nobody's rules; only an example that fails must say so.
 */
public final class RuleTrial {
    private static final String FAILURE = Fact.typeOf(Failure.class);

    private final RuleBook book;
    private final String postgres;
    private final Engine engine;

    /** @param postgres its version, as configured */
    public RuleTrial(RuleBook book, String postgres, Engine engine) {
        this.book = book;
        this.postgres = postgres;
        this.engine = engine;
    }

    /**
     * Refuses marks that name no rule: they would wait for nothing.
     *
     * @throws FlygateException {@link ErrorCode#RULE}
     */
    public static void verifyMarks(RuleBook book) {
        for (Rule rule : book.own()) {
            for (Example example : rule.examples()) {
                for (Expectation mark : example.expectations()) {
                    if (book.find(mark.ruleId()).isEmpty()) {
                        throw new FlygateException(
                                ErrorCode.RULE,
                                rule.source() + ":" + line(example, mark) + ": the mark names no rule: "
                                        + mark.ruleId(),
                                book.nearest(mark.ruleId())
                                        .map(near -> "Did you mean " + near + "?")
                                        .orElse("flygate rules lists them"));
                    }
                }
            }
        }
    }

    private static int line(Example example, Expectation mark) {
        return example.parts().stream()
                .filter(part -> part.fileName().equals(mark.file()))
                .mapToInt(part -> part.line() + Math.max(mark.line(), 1) - 1)
                .findFirst()
                .orElse(example.line());
    }

    /** Whether the rule says anything about this version. */
    public boolean concerns(Rule rule) {
        return rule.appliesTo(major());
    }

    /**
     * Runs one example.
     *
     * @return where it differs from its marks, by line; empty when it does not
     * @throws FlygateException when it could not be run
     */
    public List<Difference> run(Rule rule, Example example, Progress progress) {
        try (TemporaryFolder scratch = new TemporaryFolder()) {
            ExampleRun run = ExampleRun.of(example, postgres, engine, scratch.folder("example"), progress);
            Marks marks = new Marks(run, book, major());
            List<Difference> differences = new ArrayList<>(marks.differences(this::mustBeMarked));
            differences.addAll(marks.unlikeObserved(rule));
            differences.sort(Comparator.comparingInt(Difference::line));
            return List.copyOf(differences);
        } catch (FlygateException e) {
            throw new FlygateException(
                    e.code(), rule.source() + ":" + example.line() + ": " + e.getMessage(), e.hint(), e);
        } catch (IOException e) {
            throw new FlygateException(ErrorCode.IO, "cannot make a temporary folder: " + e.getMessage(), "", e);
        }
    }

    private boolean mustBeMarked(Rule rule) {
        return book.own().contains(rule) || rule.on().equals(FAILURE);
    }

    private int major() {
        return DatabaseCheck.postgresMajor(postgres);
    }
}
