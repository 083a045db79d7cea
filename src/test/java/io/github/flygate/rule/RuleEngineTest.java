package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.flygate.fact.CreateIndex;
import io.github.flygate.fact.DropColumn;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.IndexFact;
import io.github.flygate.fact.RunScript;
import io.github.flygate.fact.TableFact;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.Finding;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Proof;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleEngineTest {
    private static final Rule BLOCKING = RuleText.rule(
            "some-rule",
            "create_index",
            "!index.concurrently",
            "{table.name}: building {index.name} blocks {tx.accessExclusiveOn} for {tx.lockTimeoutMs}");

    @Test
    void makesAFindingOfAFactThatWasRead() {
        Finding finding = one(engine(BLOCKING).evaluate(Facts.read(Facts.createIndex(false, false))));

        assertThat(finding.rule()).isEqualTo(new RuleId("some-rule"));
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.hazard()).isEqualTo(Hazard.BLOCKS_WRITES);
        assertThat(finding.proof()).isEqualTo(Proof.STATIC);
        assertThat(finding.status()).isEqualTo(Status.UNVERIFIED);
        assertThat(finding.message()).isEqualTo("public.t: building public.t_a blocks public.t, public.u for 0");
        assertThat(finding.span()).hasToString("db/V2__index.sql:3");
        assertThat(finding.relation()).isEqualTo("public.t");
        assertThat(finding.evidence()).isEmpty();
        assertThat(finding.instead()).isEqualTo("Concurrently.");
        assertThat(finding.help()).isEqualTo("flygate explain some-rule");
        assertThat(finding.fingerprint()).matches("[0-9a-f]{32}");
        assertThat(finding.reason()).isEmpty();
    }

    @Test
    void takesAMeasuredFactAsConfirmation() {
        Finding finding = one(engine(BLOCKING).evaluate(Facts.measured(Facts.createIndex(false, false))));

        assertThat(finding.proof()).isEqualTo(Proof.MEASURED);
        assertThat(finding.status()).isEqualTo(Status.CONFIRMED);
    }

    @Test
    void findsNothingWhereTheConditionDoesNotHoldOrTheFactIsAnother() {
        assertThat(engine(BLOCKING).evaluate(Facts.read(Facts.createIndex(true, false))))
                .isEmpty();
        assertThat(engine(BLOCKING).evaluate(Facts.read(new RunScript("a.sql"))))
                .isEmpty();
    }

    @Test
    void closesTheGapThatAnEmptyNameLeaves() {
        CreateIndex unnamed = new CreateIndex(Facts.table("public.t", false), new IndexFact("", false, false, false));
        Rule rule = RuleText.rule("some-rule", "create_index", "true", "building {index.name} blocks");

        assertThat(one(engine(rule).evaluate(Facts.read(unnamed))).message()).isEqualTo("building blocks");
    }

    @Test
    void doesNotReadBracesInNamesAsPlaceholders() {
        TableFact odd = new TableFact("public.{index.name} $1", "table", false, false);
        Rule rule = RuleText.rule("some-rule", "create_index", "true", "{table.name} blocks");

        assertThat(one(engine(rule).evaluate(Facts.read(new CreateIndex(odd, new IndexFact("i", false, false, false)))))
                        .message())
                .isEqualTo("public.{index.name} $1 blocks");
    }

    @Test
    void obeysConfiguredSeveritiesAlsoByAlias() {
        Rule rule = RuleFile.read(RuleText.SOURCE, RuleText.with("since: 0.1.0", "since: 0.1.0", "aliases: [old]"))
                .rule();
        RuleBook book = RuleBook.of(List.of(rule));

        RuleEngine weaker = new RuleEngine(book, 18, Map.of("old", "info"), List.of());
        RuleEngine off = new RuleEngine(book, 18, Map.of("some-rule", "off"), List.of());

        assertThat(one(weaker.evaluate(Facts.read(Facts.createIndex(false, false))))
                        .severity())
                .isEqualTo(Severity.INFO);
        assertThat(off.evaluate(Facts.read(Facts.createIndex(false, false)))).isEmpty();
    }

    @Test
    void refusesSeveritiesForUnknownRulesAndUnknownSeverities() {
        RuleBook book = RuleBook.of(List.of(BLOCKING));

        assertThatExceptionOfType(FlygateException.class)
                .isThrownBy(() -> new RuleEngine(book, 18, Map.of("some-rul", "off"), List.of()))
                .withMessageContaining("there is no rule some-rul")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .satisfies(e -> assertThat(e.hint()).isEqualTo("Did you mean some-rule?"));
        assertThatExceptionOfType(FlygateException.class)
                .isThrownBy(() -> new RuleEngine(book, 18, Map.of("some-rule", "none"), List.of()))
                .withMessageContaining("there is no severity none");
    }

    @Test
    void leavesOutRulesForOtherVersions() {
        Rule old = RuleFile.read(RuleText.SOURCE, RuleText.with("postgres: \">=12\"", "postgres: \">=12 <15\""))
                .rule();
        RuleBook book = RuleBook.of(List.of(old));

        assertThat(new RuleEngine(book, 14, Map.of(), List.of()).evaluate(Facts.read(Facts.createIndex(false, false))))
                .hasSize(1);
        assertThat(new RuleEngine(book, 15, Map.of(), List.of()).evaluate(Facts.read(Facts.createIndex(false, false))))
                .isEmpty();
    }

    @Test
    void asksTheJavaClassOfARuleThatHasOne() {
        RuleBook book = RuleBook.load(Optional.of(RuleBookTest.folder("team")));
        RuleEngine engine = engine(book.find("team-tested-check").orElseThrow());
        CreateIndex longName =
                new CreateIndex(Facts.table("public.t", false), new IndexFact("public.t_by_b", false, true, false));

        assertThat(one(engine.evaluate(Facts.read(Facts.createIndex(true, false))))
                        .message())
                .isEqualTo("public.t_a says little");
        assertThat(engine.evaluate(Facts.read(longName))).isEmpty();
    }

    @Test
    void aRuleThatFailsIsAnErrorThatNamesRuleAndStatement() {
        Rule broken = RuleText.rule("broken-rule", "create_index", "table.nam == 'x'", "m");

        assertThatExceptionOfType(FlygateException.class)
                .isThrownBy(() -> engine(broken).evaluate(Facts.read(Facts.createIndex(false, false))))
                .withMessageStartingWith("the rule broken-rule (rules/broken-rule.md) failed on db/V2__index.sql:3: ")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RULE))
                .satisfies(e -> assertThat(e.hint()).contains("broken-rule: off"));
    }

    @Test
    void aConditionThatIsNotBooleanIsAnErrorToo() {
        Rule broken = RuleText.rule("broken-rule", "create_index", "table.name", "m");

        assertThatExceptionOfType(FlygateException.class)
                .isThrownBy(() -> engine(broken).evaluate(Facts.read(Facts.createIndex(false, false))))
                .withMessageContaining("neither true nor false");
    }

    @Test
    void doesNotCompileRulesWhoseFactTypeDoesNotOccur() {
        Rule broken = RuleText.rule("broken-rule", "drop_column", "syntax error", "m");
        RuleEngine engine = engine(broken, BLOCKING);

        assertThat(engine.evaluate(Facts.read(Facts.createIndex(false, false)))).hasSize(1);
        assertThat(broken.on()).isEqualTo(io.github.flygate.fact.Fact.typeOf(DropColumn.class));
    }

    static RuleEngine engine(Rule... rules) {
        return new RuleEngine(RuleBook.of(List.of(rules)), 18, Map.of(), List.of());
    }

    @Test
    void aPathMayHaveASeverityOfItsOwn() {
        RuleBook book = RuleBook.of(List.of(RuleText.rule("some-rule", "create_index", "true", "m")));
        FactAt fact = Facts.read(Facts.createIndex(false, false));
        String file = fact.span().file();

        assertThat(engine(book, Map.of(), file, "info").evaluate(fact))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
        assertThat(engine(book, Map.of(), "**", "off").evaluate(fact)).isEmpty();
        assertThat(engine(book, Map.of("some-rule", "off"), file, "error").evaluate(fact))
                .hasSize(1);
        assertThat(engine(book, Map.of("some-rule", "off"), "other/*", "error").evaluate(fact))
                .isEmpty();
        assertThatExceptionOfType(FlygateException.class)
                .isThrownBy(() -> engine(book, Map.of(), "db/[", "off"))
                .withMessageContaining("\"db/[\" is no pattern");
    }

    private static RuleEngine engine(RuleBook book, Map<String, String> severities, String path, String severity) {
        return new RuleEngine(book, 18, severities, List.of(new Adjustment("some-rule", severity, path)));
    }

    private static Finding one(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
