package io.github.flygate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.flygate.contract.ChangeCase.Old;
import io.github.flygate.contract.ChangeCase.Pending;
import io.github.flygate.contract.ChangeCase.Verdict;
import io.github.flygate.contract.ChangeRun.Step;
import io.github.flygate.contract.ChangeRun.Tried;
import io.github.flygate.snapshot.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of changes says what servers do. */
@Tag("db")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesTruthTest {
    private static final List<Integer> VERSIONS = List.of(12, 15, 18);

    private final Map<Integer, EmptiedDatabase> databases = new HashMap<>();

    @AfterAll
    void close() {
        databases.values().forEach(EmptiedDatabase::close);
    }

    @Test
    void the_table_has_both_sides_and_agrees_with_itself() {
        List<ChangeCase> all = ChangeCases.all();

        assertThat(all).extracting(ChangeCase::title).doesNotHaveDuplicates();
        assertThat(all).filteredOn(change -> change.verdict() == Verdict.BREAKS).hasSizeGreaterThanOrEqualTo(50);
        assertThat(all).filteredOn(change -> change.verdict() != Verdict.BREAKS).hasSizeGreaterThanOrEqualTo(35);
        for (ChangeCase change : all) {
            assertThat(verdict(change.old())).as(change.source()).isEqualTo(change.verdict());
            assertThat(change.pending().stream()
                            .filter(file -> !file.marks().isEmpty())
                            .count())
                    .as("%s: migrations to blame", change.source())
                    .isEqualTo(change.verdict() == Verdict.BREAKS ? 1 : 0);
        }
    }

    private static Verdict verdict(List<Old> old) {
        if (old.stream().anyMatch(Old::breaks)) {
            return Verdict.BREAKS;
        }
        return old.stream().anyMatch(Old::warns) ? Verdict.WARNS : Verdict.SAFE;
    }

    @TestFactory
    Stream<DynamicContainer> everyServerSaysTheSame() {
        List<ChangeCase> all = ChangeCases.all();
        return VERSIONS.stream()
                .map(version -> dynamicContainer(
                        "PostgreSQL " + version,
                        all.stream()
                                .filter(change -> change.appliesTo(version))
                                .<DynamicNode>map(
                                        change -> dynamicTest(change.title(), () -> verify(change, version)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table t drop column a; -- blame\n-- old: 42P01\nselect a from t",
                "alter table t drop column a;\nalter table t add column c int; -- blame\n-- old: 42703\nselect a from t",
                "alter table t alter column a type varchar(20);\n-- old: works, type\nselect a from t",
                "alter table t alter column a type varchar(20);\n-- old: works, prepared 0A000\nselect a from t",
                "alter table t drop column a; -- blame\n-- old: works\nselect a from t",
                "alter table t drop column a; -- blame\n-- old: 42703\nselect c from t",
            })
    void a_line_that_says_something_else_is_noticed(String lines) {
        String text = "## a case\nbreaks\n```sql\n-- base\ncreate table t (a varchar(10), b int);\n-- V2__x.sql\n"
                + lines + "\n```\n";
        ChangeCase change = ChangeCases.read("x.md", text).get(0);

        assertThatThrownBy(() -> verify(change, 18)).isInstanceOf(AssertionError.class);
    }

    private void verify(ChangeCase change, int version) throws SQLException {
        List<String> differences = new ArrayList<>();
        Database database =
                databases.computeIfAbsent(version, EmptiedDatabase::new).forCase(change);
        for (Tried tried : ChangeRun.of(change, database, version)) {
            differences(change, tried).stream()
                    .map(text -> "line " + tried.old().line() + ": " + text)
                    .forEach(differences::add);
        }
        assertThat(differences).as(change.source()).isEmpty();
    }

    private static List<String> differences(ChangeCase change, Tried tried) {
        if (!tried.base().works()) {
            return List.of("does not work on the base: " + said(tried.base()));
        }
        return tried.old().breaks() ? ofBroken(change, tried) : ofWorking(change, tried);
    }

    private static List<String> ofBroken(ChangeCase change, Tried tried) {
        List<String> differences = new ArrayList<>();
        Old old = tried.old();
        boolean blamed = false;
        for (int i = 0; i < change.pending().size(); i++) {
            Pending file = change.pending().get(i);
            boolean here = !file.marks().isEmpty();
            Set<String> expected = here || blamed && !old.worksAgain() ? old.sqlStates() : Set.of("");
            blamed |= here;
            OldOutcome is = tried.files().get(i);
            if (!expected.contains(is.sqlState())) {
                differences.add("after " + file.script() + " expected " + expected + " but " + said(is));
            }
            if (here && !marked(file, tried)) {
                differences.add("begins elsewhere: " + tried.steps());
            }
        }
        return differences;
    }

    /** Whether a marked statement is the one from which on the rest of its migration shows the failure. */
    private static boolean marked(Pending file, Tried tried) {
        List<Step> steps = tried.steps().stream()
                .filter(step -> step.script().equals(file.script()))
                .toList();
        int first = steps.size();
        while (first > 0
                && tried.old()
                        .sqlStates()
                        .contains(steps.get(first - 1).outcome().sqlState())) {
            first--;
        }
        if (first == steps.size()) {
            return false;
        }
        Step step = steps.get(first);
        return file.marks().stream().anyMatch(mark -> step.line() <= mark && mark <= step.endLine());
    }

    private static List<String> ofWorking(ChangeCase change, Tried tried) {
        List<String> differences = new ArrayList<>();
        Old old = tried.old();
        Set<String> prepared = new HashSet<>();
        Set<String> changes = new HashSet<>();
        for (int i = 0; i < change.pending().size(); i++) {
            OldOutcome is = tried.files().get(i);
            if (is.works()) {
                changes.addAll(tried.base().changesTo(is));
            } else {
                differences.add("after " + change.pending().get(i).script() + " " + said(is));
            }
        }
        tried.prepared().forEach(outcome -> prepared.add(outcome.sqlState()));
        prepared.remove("");
        if (!prepared.equals(old.prepared().isEmpty() ? Set.of() : Set.of(old.prepared()))) {
            differences.add("prepared: " + tried.prepared());
        }
        if (!changes.equals(old.changes())) {
            differences.add("changes: " + changes + " from " + tried.base() + " to " + tried.files());
        }
        return differences;
    }

    private static String said(OldOutcome outcome) {
        return outcome.works() ? "works" : outcome.sqlState() + " " + outcome.message();
    }
}
