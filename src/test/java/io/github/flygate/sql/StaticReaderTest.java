package io.github.flygate.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.LockTaken;
import io.github.flygate.fact.RunScript;
import io.github.flygate.fact.SetNotNull;
import io.github.flygate.fact.TransactionFact;
import io.github.flygate.fact.WorkUnderLock;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StaticReaderTest {
    private final StaticReader reader = new StaticReader(Scripts.SETTINGS);

    /** {@code lock_timeout} before each statement, {@code ?} where it is not known. */
    private static List<String> timeouts(StaticReader reader, String sql, boolean transactional) {
        List<String> timeouts = new ArrayList<>();
        for (StatementReading statement :
                reader.read(Scripts.script("V1__t.sql", sql, transactional)).statements()) {
            TransactionFact tx = statement.facts().get(0).around().tx();
            timeouts.add(tx.lockTimeoutKnown() ? "" + tx.lockTimeoutMs() : "?");
        }
        return timeouts;
    }

    @Test
    void lock_timeout_is_followed_through_its_spellings() {
        String sql = """
                set lock_timeout = 2000;
                set lock_timeout to '2s';
                set session lock_timeout = '1.5 min';
                set lock_timeout = '1h';
                select set_config('lock_timeout', '700', false);
                select set_config('lock_timeout', '800ms', true), 1;
                select set_config('lock_timeout', $1 || 's', false);
                set lock_timeout = '5 apples';
                reset lock_timeout;
                set lock_timeout = 0;
                set lock_timeout to default;
                select 1;
                """;
        assertThat(timeouts(reader, sql, true))
                .containsExactly("0", "2000", "2000", "90000", "3600000", "700", "800", "?", "?", "0", "0", "0");
    }

    @Test
    void a_session_setting_survives_into_the_next_script_and_a_local_one_does_not() {
        assertThat(timeouts(reader, "set lock_timeout = '2s'; set local lock_timeout = '1s'; select 1", true))
                .containsExactly("0", "2000", "1000");
        assertThat(timeouts(reader, "select 1; reset all; select 1", true)).containsExactly("2000", "2000", "0");
    }

    @Test
    void set_local_outside_a_transaction_does_nothing() {
        assertThat(timeouts(
                        reader,
                        "set local lock_timeout = '1s'; select 1; begin; set local lock_timeout = 5; select 1; commit; select 1",
                        false))
                .containsExactly("0", "0", "0", "0", "5", "5", "0");
    }

    @Test
    void a_rollback_takes_settings_back() {
        assertThat(timeouts(reader, "begin; set lock_timeout = 5; rollback; select 1", false))
                .containsExactly("0", "0", "5", "0");
        assertThat(timeouts(reader, "savepoint a; set lock_timeout = 5; rollback to a; select 1", true))
                .containsExactly("0", "0", "5", "0");
    }

    @Test
    void an_unknown_lock_timeout_stays_unknown_until_it_is_set() {
        StaticReader unknown = new StaticReader(Scripts.settings(16, false, false, "UTC"));
        assertThat(timeouts(unknown, "select 1; set lock_timeout = 5; reset lock_timeout; select 1", true))
                .containsExactly("?", "?", "5", "?");
    }

    @Test
    void surroundings_name_the_relations_that_are_locked() {
        List<StatementReading> statements = reader.read(
                        Scripts.script(
                                "alter table t add column c int; create table n (a int); alter table n add b int; drop table u; select 1; commit; select 1"))
                .statements();
        assertThat(statements)
                .extracting(s -> s.facts().get(0).around().tx().accessExclusiveOn())
                .containsExactly(
                        List.of(),
                        List.of("public.t"),
                        List.of("public.t"),
                        List.of("public.t"),
                        List.of("public.t", "public.u"),
                        List.of("public.t", "public.u"),
                        List.of());
        assertThat(statements).allMatch(s -> s.facts().get(0).around().tx().open());
    }

    @Test
    void with_group_the_transaction_goes_on_in_the_next_script() {
        StaticReader group = new StaticReader(Scripts.settings(16, true, true, "UTC"));
        group.read(Scripts.script("alter table t add column c int"));
        List<FactAt> facts = group.read(Scripts.script("update u set a = 1"))
                .statements()
                .get(0)
                .facts();
        assertThat(facts).extracting(FactAt::fact).hasAtLeastOneElementOfType(WorkUnderLock.class);
    }

    @Test
    void a_java_migration_is_one_fact_and_no_statement() {
        ScriptReading reading = reader.read(Scripts.script("db.V2__Move", Migration.Kind.JAVA, "", true));
        assertThat(reading.statements()).isEmpty();
        assertThat(reading.facts()).singleElement().satisfies(fact -> {
            assertThat(fact.fact()).isEqualTo(new RunScript("db/db.V2__Move"));
            assertThat(fact.around().statement().kind()).isEqualTo("java");
            assertThat(fact.around().statement().opaque()).isTrue();
            assertThat(fact.around().script().kind()).isEqualTo("java");
            assertThat(fact.statement()).isEqualTo(-1);
        });
    }

    @Test
    void every_statement_has_its_place_and_one_fact_about_itself() {
        ScriptReading reading = reader.read(Scripts.script("select 1;\n\nalter table t\n  add c int;"));
        assertThat(reading.statements()).hasSize(2);
        FactAt run = reading.statements().get(1).facts().get(0);
        assertThat(run.span()).isEqualTo(new Span("db/V1__test.sql", 3, 1, 4, 11));
        assertThat(run.statement()).isEqualTo(1);
        assertThat(run.fact().relation()).isEqualTo("public.t");
        assertThat(run.measured()).isFalse();
    }

    @Test
    void the_first_blocking_lock_of_a_transaction_is_marked_once() {
        List<LockTaken> locks = new ArrayList<>();
        for (StatementReading statement : reader.read(
                        Scripts.script(
                                "create table n (a int); create index on n (a); comment on table x is 'x'; create index on t (a); drop table u"))
                .statements()) {
            statement.facts().stream()
                    .map(FactAt::fact)
                    .filter(LockTaken.class::isInstance)
                    .map(LockTaken.class::cast)
                    .forEach(locks::add);
        }
        assertThat(locks).extracting(LockTaken::firstOfTransaction).containsExactly(false, false, true, false);
    }

    @Test
    void a_function_body_in_sql_is_one_statement() {
        String sql =
                "create function f() returns int immutable language sql begin atomic select case when true then 1 end; select 2; end";
        Statement statement = new Statement(0, sql, Span.line("f", 1), true);
        Script script = Scripts.script("");
        StatementReading reading = reader.read(new Script(script.migration(), true, false, List.of(statement)))
                .statements()
                .get(0);
        assertThat(reading.says().kind()).isEqualTo("create_function");
        assertThat(reading.says().read()).isTrue();
    }

    @Test
    void two_statements_sent_as_one_are_not_read_as_the_first() {
        Statement statement = new Statement(0, "SELECT 1; DROP TABLE x", Span.line("f", 1), true);
        Script script = Scripts.script("");
        StatementReading reading = reader.read(new Script(script.migration(), true, false, List.of(statement)))
                .statements()
                .get(0);
        assertThat(reading.says().read()).isFalse();
        assertThat(reading.problem()).isNotEmpty();
    }

    @Test
    void the_proof_of_not_null_is_lost_with_the_constraint() {
        reader.read(Scripts.script("alter table t add constraint c check (a is not null)"));
        reader.read(Scripts.script("alter table t drop constraint c"));
        ScriptReading reading = reader.read(Scripts.script("alter table t alter a set not null"));
        assertThat(reading.statements().get(0).facts())
                .extracting(FactAt::fact)
                .filteredOn(SetNotNull.class::isInstance)
                .singleElement()
                .satisfies(fact ->
                        assertThat(((SetNotNull) fact).column().provenNotNull()).isFalse());
    }
}
