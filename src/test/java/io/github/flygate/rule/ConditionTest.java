package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.flygate.fact.AddForeignKey;
import io.github.flygate.fact.ConstraintFact;
import io.github.flygate.fact.CreateIndex;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions can say. Each expression is type-checked and evaluated, as CEL's two halves are put together here. */
class ConditionTest {
    private static final CelConditions CEL = new CelConditions();
    private static final ConditionChecker CHECKER = new ConditionChecker();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!index.concurrently",
                "index.unique == false",
                "index.unique != true",
                "!index.unique && !index.concurrently",
                "index.unique || !index.concurrently",
                "table.name == 'public.t'",
                "table.name + '!' == 'public.t!'",
                "table.name != index.name",
                "table.kind in ['table', 'partitioned table']",
                "!(table.kind in ['view'])",
                "table.name in tx.accessExclusiveOn",
                "tx.accessExclusiveOn.exists(r, r != table.name)",
                "tx.accessExclusiveOn.all(r, r.startsWith('public.'))",
                "size(tx.accessExclusiveOn) == 2",
                "tx.accessExclusiveOn.size() > 1",
                "tx.lockTimeoutMs == 0 && tx.lockTimeoutKnown",
                "tx.lockTimeoutMs < 1 && tx.lockTimeoutMs <= 0 && tx.lockTimeoutMs > -1 && tx.lockTimeoutMs >= 0",
                "tx.lockTimeoutMs + 1 == 1",
                "table.name < 'q' && table.name >= 'p'",
                "script.name.endsWith('.sql') && script.name.contains('__')",
                "flyway.transactionalLock ? tx.open : false",
                "statement.kind == 'create_index'",
                "true"
            })
    void holds(String when) {
        assertThat(evaluate(when, Facts.createIndex(false, false))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.concurrently",
                "table.name == 'PUBLIC.T'",
                "table.kind == ''",
                "table.name in ['x']",
                "false"
            })
    void doesNotHold(String when) {
        assertThat(evaluate(when, Facts.createIndex(false, false))).isFalse();
    }

    @Test
    void comparesRecordsByValue() {
        ConstraintFact constraint = new ConstraintFact("", "foreign key", false, false, false);
        Fact self = new AddForeignKey(Facts.table("a", false), Facts.table("a", false), constraint);
        Fact other = new AddForeignKey(Facts.table("a", false), Facts.table("b", false), constraint);

        assertThat(evaluate("table == referenced", self)).isTrue();
        assertThat(evaluate("table == referenced", other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "index.concurently | undefined field 'concurently' (character 6",
                "indx.unique | undeclared reference to 'indx' (character 1",
                "index.unique == 'yes' | no matching overload for '_==_' applied to '(bool, string)'",
                "tx.lockTimeoutMs == '1' | no matching overload",
                "table.name | expected type 'bool' but found 'string'",
                "index.unique && | mismatched input",
                "column.name == 'a' | undeclared reference to 'column'",
                "matches(table.name, 'a+') | undeclared reference to 'matches'",
                "duration('1s') == duration('1s') | undeclared reference to 'duration'",
                "table.createdInThisMigration == null | no matching overload"
            })
    void refusesWhatIsNoCondition(String when, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.verify(when, CreateIndex.class))
                .withMessageContaining(words.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "index.unique && tx.open && tx.lockTimeoutKnown && flyway.mixed && flyway.group && table.temporary | 6 parts",
                "tx.accessExclusiveOn.exists(a, tx.accessExclusiveOn.all(b, a == b)) | macro inside a macro",
                "{'a': true}['a'] | no maps and no structures",
                "io.github.flygate.fact.IndexFact{name: 'a'}.unique | no maps and no structures"
            })
    void refusesWhatShouldBeAFact(String when, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.verify(when, CreateIndex.class))
                .withMessageContaining(words);
        assertThatIllegalArgumentException().isThrownBy(() -> CEL.compile(when)).withMessageContaining(words);
    }

    @Test
    void everyFactTypeHasAnEnvironment() {
        FactTypes.names()
                .forEach(name -> CHECKER.verify("tx.open", FactTypes.find(name).orElseThrow()));
    }

    @Test
    void noFactHidesItsSurroundings() {
        for (String name : FactTypes.names()) {
            assertThat(Components.of(FactTypes.find(name).orElseThrow()).keySet())
                    .as(name)
                    .doesNotContainAnyElementsOf(
                            Components.of(Surroundings.class).keySet());
        }
    }

    private static boolean evaluate(String when, Fact fact) {
        FactAt at = Facts.read(fact);
        CHECKER.verify(when, fact.getClass());
        return CEL.compile(when).matches(at);
    }
}
