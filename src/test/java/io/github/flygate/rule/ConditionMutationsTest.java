package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.flygate.fact.CreateIndex;
import io.github.flygate.rule.ConditionMutations.Mutant;
import org.junit.jupiter.api.Test;

class ConditionMutationsTest {
    @Test
    void dropsEachConjunctAndForcesTheWhole() {
        assertThat(ConditionMutations.of(
                        "!index.concurrently && (tx.open || flyway.mixed) && table.name in tx.accessExclusiveOn"))
                .extracting(Mutant::when)
                .containsExactly(
                        "(tx.open || flyway.mixed) && (table.name in tx.accessExclusiveOn)",
                        "(!index.concurrently) && (table.name in tx.accessExclusiveOn)",
                        "(!index.concurrently) && (tx.open || flyway.mixed)",
                        "true",
                        "false");
    }

    @Test
    void keepsMacros() {
        assertThat(ConditionMutations.of("tx.open && tx.accessExclusiveOn.exists(r, r == table.name && r != '')"))
                .extracting(Mutant::when)
                .contains("(tx.accessExclusiveOn.exists(r, r == table.name && r != \"\"))");
    }

    @Test
    void forcesASingleConditionOnlyOnceEachWay() {
        assertThat(ConditionMutations.of("!index.unique"))
                .extracting(Mutant::when)
                .containsExactly("true", "false");
        assertThat(ConditionMutations.of("true")).extracting(Mutant::when).containsExactly("false");
    }

    @Test
    void everyMutantIsACondition() {
        ConditionChecker checker = new ConditionChecker();
        for (Mutant mutant :
                ConditionMutations.of("table.name.startsWith('a b') && index.unique == (tx.lockTimeoutMs > -1)")) {
            checker.verify(mutant.when(), CreateIndex.class);
        }
    }

    @Test
    void refusesWhatCannotBeWrittenOutAgain() {
        // CEL's unparser does not escape quotes within texts.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConditionMutations.of("table.name == 'a\"' && tx.open"))
                .withMessageContaining("token recognition error");
    }

    @Test
    void makesARuleThatJudgesDifferently() {
        Rule rule =
                RuleText.rule("some-rule", "create_index", "!index.concurrently && !table.createdInThisMigration", "m");
        Mutant first = ConditionMutations.of(rule.when()).get(0);

        assertThat(RuleEngineTest.engine(rule).evaluate(Facts.read(Facts.createIndex(true, false))))
                .isEmpty();
        assertThat(RuleEngineTest.engine(ConditionMutations.mutated(rule, first))
                        .evaluate(Facts.read(Facts.createIndex(true, false))))
                .hasSize(1);
    }
}
