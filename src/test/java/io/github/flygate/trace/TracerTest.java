package io.github.flygate.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.fact.AddColumn;
import io.github.flygate.fact.AlterColumnType;
import io.github.flygate.fact.CreateIndex;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.WorkUnderLock;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.LockMode;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the observation shows, on real servers. */
@Tag("db")
class TracerTest {
    private static final String ORDERS = """
            create table customers (id int primary key, email varchar(50));
            create table orders (id int primary key, customer_id int, note text);
            insert into customers select n, 'x' from generate_series(1, 500) n;
            insert into orders select n, n, 'x' from generate_series(1, 500) n;
            """;

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18})
    void an_index_build_shows_its_lock_its_scan_and_the_index(int postgres) {
        Effects effects =
                traced(postgres, "create index orders_note on orders (note);").effects();

        assertThat(lockOn(effects, "public.orders").mode()).isEqualTo(LockMode.SHARE);
        assertThat(effects.scans()).containsExactly("public.orders");
        assertThat(effects.indexBuilds()).containsExactly(new IndexBuild("public.orders_note", "public.orders", true));
        assertThat(effects.rewrites()).isEmpty();
        assertThat(effects.walBytes()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18})
    void a_rewrite_is_told_from_a_change_of_the_catalog_alone(int postgres) {
        assertThat(traced(postgres, "alter table orders alter column id type bigint;")
                        .effects()
                        .rewrites())
                .containsExactly("public.orders");
        assertThat(traced(postgres, "alter table customers alter column email type text;")
                        .effects()
                        .rewrites())
                .isEmpty();
        assertThat(traced(postgres, "alter table orders add column at timestamptz default now();")
                        .effects()
                        .rewrites())
                .isEmpty();
        assertThat(traced(postgres, "alter table orders add column at timestamptz default clock_timestamp();")
                        .effects()
                        .rewrites())
                .containsExactly("public.orders");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18})
    void a_statement_without_a_transaction_shows_the_locks_it_has_meanwhile(int postgres) {
        StatementTrace create = Traced.on(postgres)
                .sessionLock()
                .base(ORDERS)
                .file("V2__index.sql", "create index concurrently orders_note on orders (note);")
                .last();

        assertThat(create.effects().failure()).isEmpty();
        assertThat(lockOn(create.effects(), "public.orders").mode()).isEqualTo(LockMode.SHARE_UPDATE_EXCLUSIVE);
        assertThat(facts(create, CreateIndex.class))
                .extracting(fact -> fact.index().concurrently())
                .containsExactly(true);

        StatementTrace drop = Traced.on(postgres)
                .sessionLock()
                .base(ORDERS + "create index orders_note on orders (note);")
                .file("V2__index.sql", "drop index concurrently orders_note;")
                .last();

        assertThat(drop.effects().failure()).isEmpty();
        assertThat(lockOn(drop.effects(), "public.orders").mode()).isEqualTo(LockMode.SHARE_UPDATE_EXCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18})
    void a_statement_that_waits_for_flyway_itself_is_ended(int postgres) {
        StatementTrace statement = Traced.on(postgres)
                .base(ORDERS)
                .file("V2__index.sql", "create index concurrently orders_note on orders (note);")
                .last();

        assertThat(statement.effects().hung()).isTrue();
        assertThat(lockOn(statement.effects(), "public.orders").mode()).isEqualTo(LockMode.SHARE_UPDATE_EXCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18})
    void an_index_that_could_not_be_built_concurrently_is_left_invalid(int postgres) {
        StatementTrace statement = Traced.on(postgres)
                .sessionLock()
                .base(ORDERS)
                .file("V2__index.sql", "create unique index concurrently orders_note on orders (note);")
                .last();

        assertThat(statement.effects().failure())
                .hasValueSatisfying(error -> assertThat(error.sqlState()).isEqualTo("23505"));
        assertThat(statement.effects().invalidIndexes()).containsExactly("public.orders_note");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18})
    void a_do_block_shows_what_its_text_does_not_say(int postgres) {
        StatementTrace statement = traced(postgres, """
                do $$ begin
                    execute 'alter table ' || 'orders' || ' alter column id type bigint';
                end $$;
                """);

        assertThat(statement.effects().rewrites()).containsExactly("public.orders");
        assertThat(lockOn(statement.effects(), "public.orders").mode()).isEqualTo(LockMode.ACCESS_EXCLUSIVE);
        assertThat(facts(statement, AlterColumnType.class))
                .extracting(
                        fact -> fact.column().oldType() + " > " + fact.column().type() + " " + fact.rewrites())
                .containsExactly("integer > bigint yes");
    }

    @Test
    void statements_of_a_java_migration_stand_at_their_lines() {
        List<ScriptTrace> scripts =
                Traced.on(18).base(ORDERS).java(V9__AltersTable.class).run();

        List<StatementTrace> statements = scripts.get(0).statements();
        assertThat(statements)
                .extracting(statement -> statement.span().toString())
                .containsExactly("V9__AltersTable.java:14", "V9__AltersTable.java:19");
        assertThat(statements.get(0).effects().rewrites()).containsExactly("public.orders");
        assertThat(statements.get(1).sql()).isEqualTo("update orders set note = ? where id = 1");
        assertThat(statements.get(1).effects().rows()).isEqualTo(1);
    }

    @Test
    void a_java_migration_that_inherits_its_work_is_observed_and_flyways_own_queries_are_not() {
        List<ScriptTrace> scripts =
                Traced.on(18).base(ORDERS).java(V9__Inherits.class).run();

        assertThat(scripts.get(0).statements())
                .extracting(StatementTrace::sql)
                .containsExactly(
                        "alter table orders alter column id type bigint", "update orders set note = ? where id = 1");
    }

    @Test
    void a_lock_on_a_table_that_the_statement_does_not_name_is_seen() {
        Effects effects = Traced.on(18)
                .base(ORDERS + "alter table orders add foreign key (customer_id) references customers;")
                .file("V2__drop.sql", "drop table orders;")
                .last()
                .effects();

        assertThat(lockOn(effects, "public.customers").mode()).isEqualTo(LockMode.ACCESS_EXCLUSIVE);
    }

    @Test
    void locks_are_held_until_the_transaction_ends() {
        List<ScriptTrace> scripts = Traced.on(18)
                .base(ORDERS)
                .file("V2__a.sql", "alter table orders add column a int;\nupdate orders set a = 1;")
                .run();

        StatementTrace alter = scripts.get(0).statements().get(0);
        StatementTrace update = scripts.get(0).statements().get(1);
        assertThat(lockOn(alter.effects(), "public.orders").heldMs())
                .isGreaterThanOrEqualTo(
                        alter.effects().durationMs() + update.effects().durationMs());
        assertThat(lockOn(update.effects(), "public.orders").acquired()).isFalse();
        assertThat(facts(update, WorkUnderLock.class))
                .extracting(WorkUnderLock::heldSinceLine)
                .containsOnly(1L);
        assertThat(update.effects().rows()).isEqualTo(500);
    }

    @Test
    void an_explicit_commit_releases_them() {
        List<ScriptTrace> scripts = Traced.on(18)
                .base(ORDERS)
                .file("V2__a.sql", "alter table orders add column a int;\ncommit;\nupdate orders set a = 1;")
                .run();

        StatementTrace update = scripts.get(0).statements().get(2);
        assertThat(facts(update, WorkUnderLock.class)).isEmpty();
    }

    @Test
    void what_the_pending_migrations_made_is_told_from_what_was_there() {
        List<ScriptTrace> scripts = Traced.on(18)
                .base(ORDERS)
                .file("V2__a.sql", "create table parcels (id int);")
                .file("V3__b.sql", "alter table parcels add column a int;")
                .run();

        StatementTrace alter = scripts.get(1).statements().get(0);
        assertThat(lockOn(alter.effects(), "public.parcels").existing()).isFalse();
        assertThat(facts(alter, AddColumn.class))
                .extracting(fact -> fact.table().createdInThisMigration())
                .containsExactly(true);
    }

    @Test
    void no_ops_and_what_is_left_unvalidated_are_told() {
        Effects skipped =
                traced(18, "create table if not exists orders (id int);").effects();
        assertThat(skipped.skipped()).containsExactly("relation \"orders\" already exists, skipping");

        Effects notValid = traced(18, "alter table orders add constraint positive check (id > 0) not valid;")
                .effects();
        assertThat(notValid.notValid()).containsExactly("public.orders.positive");
        assertThat(notValid.scans()).isEmpty();
    }

    @Test
    void a_failing_statement_ends_the_run_and_says_where() {
        List<ScriptTrace> scripts = Traced.on(18)
                .base(ORDERS)
                .file("V2__a.sql", "create table a (id int);\nalter table orders add column note int;")
                .file("V3__b.sql", "select 1;")
                .run();

        assertThat(scripts).hasSize(1);
        assertThat(scripts.get(0).completed()).isFalse();
        StatementTrace failed = scripts.get(0).statements().get(1);
        assertThat(failed.span().line()).isEqualTo(2);
        assertThat(failed.effects().failure()).hasValueSatisfying(error -> {
            assertThat(error.sqlState()).isEqualTo("42701");
            assertThat(error.message()).isEqualTo("column \"note\" of relation \"orders\" already exists");
        });
    }

    @Test
    void a_migration_that_takes_too_long_is_ended() {
        StatementTrace statement = Traced.on(18)
                .timeLimit(Duration.ofSeconds(1))
                .file("V2__sleep.sql", "select pg_sleep(600);")
                .last();

        assertThat(statement.effects().failure())
                .hasValueSatisfying(error -> assertThat(error.message()).contains("time limit"));
    }

    @Test
    void flyway_refusing_a_script_is_a_failure_of_that_script() {
        List<ScriptTrace> scripts = Traced.on(18)
                .sessionLock()
                .base(ORDERS)
                .file("V2__a.sql", "select 1;")
                .file("V3__b.sql", "create table a (id int);\ncreate index concurrently orders_note on orders (note);")
                .run();

        ScriptTrace refused = scripts.get(scripts.size() - 1);
        assertThat(refused.migration().script()).isEqualTo("V3__b.sql");
        assertThat(refused.completed()).isFalse();
        assertThat(refused.facts())
                .extracting(fact -> fact.fact().toString())
                .anySatisfy(fact -> assertThat(fact).contains("Failure").contains("mixed"));
    }

    @Test
    void the_configured_time_zone_counts_and_not_that_of_this_machine() {
        StatementTrace statement = Traced.on(18)
                .base("create table t (at timestamp);")
                .file("V2__zone.sql", "alter table t alter column at type timestamptz;")
                .last();

        assertThat(statement.effects().rewrites()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 18})
    void a_sequence_has_the_name_that_the_text_foretells(int postgres) {
        StatementTrace statement = Traced.on(postgres)
                .file(
                        "V2__sequence.sql",
                        "create table a_table_whose_name_is_rather_long_in_deed"
                                + " (a_column_whose_name_is_longer_than_the_others bigserial);"
                                + "alter sequence a_table_whose_name_is_rather__a_column_whose_name_is_longer_seq restart;")
                .last();

        assertThat(statement.effects().failure()).isEmpty();
    }

    private static StatementTrace traced(int postgres, String sql) {
        return Traced.on(postgres).base(ORDERS).file("V2__a.sql", sql).last();
    }

    private static Lock lockOn(Effects effects, String relation) {
        return effects.locks().stream()
                .filter(lock -> lock.relation().equals(relation))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no lock on " + relation + " in " + effects.locks()));
    }

    private static <T extends Fact> List<T> facts(StatementTrace statement, Class<T> type) {
        return statement.facts().stream()
                .map(FactAt::fact)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void what_a_migration_hangs_on_the_history_runs_as_its_owner() {
        StatementTrace last = Traced.on(18)
                .base("""
                        create table t (a int);
                        create table who (name text);
                        create function spy() returns trigger language plpgsql as
                        $$ begin insert into who values (current_user); return null; end $$;
                        create trigger spy before delete on flyway_schema_history
                        for each statement execute function spy();
                        """)
                .file("V2__hangs.sql", "create index concurrently t_a on t (a);")
                .file("V3__who.sql", """
                        do $$ begin
                          if not exists (select from who) then raise 'nobody looked'; end if;
                          if exists (select from who where name <> current_user) then raise 'somebody else'; end if;
                        end $$;
                        """)
                .last();

        assertThat(last.effects().failure()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18})
    void settings_of_the_database_do_not_reach_the_sessions_that_look_on(int postgres) {
        List<ScriptTrace> scripts = Traced.on(postgres)
                .base("""
                        create table t (a int);
                        create schema evil;
                        create function evil.caught() returns boolean language plpgsql as
                        $$ begin
                          if (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
                            raise 'caught %', current_user;
                          end if;
                          return true;
                        end $$;
                        create view evil.pg_class as select c.* from pg_catalog.pg_class c where evil.caught();
                        create view evil.pg_locks as select l.* from pg_catalog.pg_locks l where evil.caught();
                        do $$ begin
                          execute format('alter database %I set search_path = public, evil, pg_catalog', current_database());
                        end $$;
                        """)
                .file("V2__column.sql", "alter table public.t add column b int default random();")
                .run();

        List<StatementTrace> statements = scripts.get(0).statements();
        assertThat(statements.get(statements.size() - 1).effects().rewrites()).containsExactly("public.t");
    }
}
