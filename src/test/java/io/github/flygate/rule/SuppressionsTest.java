package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Finding;
import io.github.flygate.model.Proof;
import io.github.flygate.model.Span;
import io.github.flygate.model.Status;
import io.github.flygate.rule.Suppressions.Entry;
import io.github.flygate.rule.Suppressions.Kind;
import io.github.flygate.rule.Suppressions.Outcome;
import io.github.flygate.rule.Suppressions.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuppressionsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final RuleBook BOOK = RuleBook.of(List.of(
            RuleFile.read(RuleText.SOURCE, RuleText.with("since: 0.1.0", "since: 0.1.0", "aliases: [old-name]"))
                    .rule(),
            RuleText.rule("other-rule", "create_index", "true", "m")));
    /** One of each rule, in db/V2__index.sql. */
    private static final List<Finding> FINDINGS = new RuleEngine(BOOK, 18, java.util.Map.of(), List.of())
            .evaluate(Facts.read(Facts.createIndex(false, false)));

    @Test
    void suppressesTheRuleOnTheStatementAndKeepsTheReason() {
        Outcome outcome = apply(inline("some-rule", "small table", 0));

        assertThat(outcome.findings())
                .extracting(finding -> finding.rule() + " " + finding.status() + " " + finding.reason())
                .containsExactly("other-rule UNVERIFIED ", "some-rule SUPPRESSED small table");
        assertThat(outcome.problems()).isEmpty();
    }

    @Test
    void takesAnAlias() {
        assertThat(suppressed(apply(inline("old-name", "small", 0)))).isEqualTo(1);
    }

    @Test
    void takesAFileNameAPathAndItsEndForTheWholeScript() {
        for (String script : List.of("V2__index.sql", "db/V2__index.sql")) {
            assertThat(suppressed(apply(configured(script, Optional.empty()))))
                    .as(script)
                    .isEqualTo(1);
        }
        for (String script : List.of("2__index.sql", "V3__index.sql", "other/V2__index.sql")) {
            assertThat(suppressed(apply(configured(script, Optional.empty()))))
                    .as(script)
                    .isZero();
        }
    }

    @Test
    void takesTheClassNameOfAJavaMigration() {
        Finding java = FINDINGS.get(1);
        Finding moved = moved(java, Span.line("src/main/java/db/migration/V5__Fill.java", 9), java.relation());

        Outcome outcome = Suppressions.apply(
                List.of(moved),
                finding -> 0,
                List.of(configured("db.migration.V5__Fill", Optional.empty())),
                BOOK,
                TODAY);

        assertThat(suppressed(outcome)).isEqualTo(1);
    }

    @Test
    void countsThroughItsLastDay() {
        assertThat(suppressed(apply(configured("V2__index.sql", Optional.of(TODAY)))))
                .isEqualTo(1);

        Outcome expired = apply(configured("V2__index.sql", Optional.of(TODAY.minusDays(1))));
        assertThat(suppressed(expired)).isZero();
        assertThat(expired.problems())
                .containsExactly(new Problem(
                        Span.line("flygate.yml", 7),
                        "the suppression of some-rule expired on 2026-11-21",
                        Kind.EXPIRED));
    }

    @Test
    void aDateThatIsNoneDoesNotSuppress() {
        Entry entry =
                new Entry("some-rule", "reason", Span.line("db/V2__index.sql", 2), "db/V2__index.sql", 0, "31.12.2027");

        Outcome outcome = apply(entry);

        assertThat(suppressed(outcome)).isZero();
        assertThat(outcome.problems()).extracting(Problem::kind).containsExactly(Kind.NO_DATE);
    }

    @Test
    void oneReasonForSeveralRelationsOrFilesIsTooBroad() {
        Finding one = FINDINGS.get(1);
        Finding otherRelation = moved(one, one.span(), "public.other");
        Finding otherFile = moved(one, Span.line("more/db/V2__index.sql", 1), one.relation());

        for (Finding second : List.of(otherRelation, otherFile)) {
            Outcome outcome = Suppressions.apply(
                    List.of(one, second),
                    finding -> 0,
                    List.of(configured("db/V2__index.sql", Optional.empty())),
                    BOOK,
                    TODAY);

            assertThat(suppressed(outcome)).isEqualTo(2);
            assertThat(outcome.problems()).extracting(Problem::kind).containsExactly(Kind.TOO_BROAD);
        }
        assertThat(Suppressions.apply(
                                List.of(one, otherRelation),
                                finding -> 0,
                                List.of(inline("some-rule", "both", 0)),
                                BOOK,
                                TODAY)
                        .problems())
                .isEmpty();
    }

    private static Finding moved(Finding finding, Span span, String relation) {
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.hazard(),
                finding.proof(),
                finding.status(),
                finding.message(),
                span,
                relation,
                finding.evidence(),
                finding.instead(),
                finding.help(),
                finding.fingerprint(),
                "");
    }

    @Test
    void withoutAReasonItDoesNotSuppress() {
        Outcome outcome = apply(inline("some-rule", " ", 0));

        assertThat(suppressed(outcome)).isZero();
        assertThat(outcome.problems()).extracting(Problem::kind).containsExactly(Kind.NO_REASON);
    }

    @Test
    void anUnknownRuleIsAProblemThatNamesTheNearest() {
        Outcome outcome = apply(inline("some-rul", "reason", 0));

        assertThat(outcome.problems())
                .extracting(Problem::text)
                .containsExactly("there is no rule some-rul to suppress; did you mean some-rule?");
    }

    @Test
    void suppressingNothingIsAProblem() {
        Outcome outcome = apply(inline("some-rule", "reason", 1));

        assertThat(suppressed(outcome)).isZero();
        assertThat(outcome.problems()).extracting(Problem::kind).containsExactly(Kind.UNUSED);
        assertThat(outcome.problems().get(0).text()).contains("no such finding on this statement");
    }

    @Test
    void leavesWhatWasRefutedAndDoesNotComplain() {
        List<Finding> refuted = FINDINGS.stream()
                .map(finding -> finding.with(Status.REFUTED, Proof.MEASURED))
                .toList();

        Outcome outcome =
                Suppressions.apply(refuted, finding -> 0, List.of(inline("some-rule", "reason", 0)), BOOK, TODAY);

        assertThat(outcome.findings()).isEqualTo(refuted);
        assertThat(outcome.problems()).isEmpty();
    }

    private static Entry inline(String rule, String reason, int statement) {
        return new Entry(rule, reason, Span.line("db/V2__index.sql", 2), "db/V2__index.sql", statement, "");
    }

    private static Entry configured(String script, Optional<LocalDate> until) {
        return new Entry(
                "some-rule",
                "reason",
                Span.line("flygate.yml", 7),
                script,
                Suppressions.WHOLE_SCRIPT,
                until.map(LocalDate::toString).orElse(""));
    }

    private static Outcome apply(Entry entry) {
        return Suppressions.apply(FINDINGS, finding -> 0, List.of(entry), BOOK, TODAY);
    }

    private static long suppressed(Outcome outcome) {
        return outcome.findings().stream()
                .filter(finding -> finding.status() == Status.SUPPRESSED)
                .count();
    }
}
