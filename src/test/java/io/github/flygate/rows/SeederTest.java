package io.github.flygate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.base.ProjectBase;
import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.rows.Seeding.Unfilled;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("db")
class SeederTest {
    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18})
    void fills_every_table_that_can_hold_a_row_and_says_why_not_for_the_others(int postgres) throws SQLException {
        try (Rows rows = Rows.hostile(postgres)) {
            Map<String, String> before = rows.content();
            Seeding seeding = rows.fill(200);

            assertThat(seeding.unfilled())
                    .extracting(Unfilled::table)
                    .containsExactlyInAnyOrder(
                            "public.expr",
                            "public.hard_a",
                            "public.hard_b",
                            "public.hard_child",
                            "public.impossible",
                            "public.nopart",
                            "public.refused",
                            "public.rls",
                            "public.ruled");
            assertThat(seeding.unfilled())
                    .contains(new Unfilled("public.refused", "never, not even 1"))
                    .contains(new Unfilled(
                            "public.impossible",
                            "new row for relation \"impossible\" violates check constraint \"impossible_a_check\""));
            assertThat(rows.content().entrySet().stream()
                            .filter(table -> table.getKey().startsWith("public.parts_"))
                            .filter(table -> table.getValue().startsWith("0 ")))
                    .isEmpty();

            rows.strip();
            assertThat(rows.content()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 18})
    void equal_bases_get_equal_rows(int postgres) throws SQLException {
        try (Rows one = Rows.hostile(postgres);
                Rows other = Rows.hostile(postgres)) {
            one.fill(50);
            other.fill(50);

            assertThat(one.content()).isEqualTo(other.content());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18})
    void fills_what_the_migrations_of_the_bookstore_leave_empty(int postgres) throws SQLException {
        Database database = TestServer.of(Integer.toString(postgres)).fresh();
        try (Rows rows = Rows.of(database, "")) {
            rows.asSuperuser("""
                    create extension citext;
                    do $$ begin
                      if to_regrole('bookstore_app') is null then
                        create role bookstore_app;
                        create role bookstore_report;
                      end if;
                    end $$;
                    """);
            GateConfig config = new ConfigLoader(Map.of())
                    .load(Path.of("samples/bookstore"), Options.none())
                    .get(0);
            ProjectBase.find(config, Map.of()).builder().build(database.owner());
            Map<String, String> before = rows.content();

            Seeding seeding = rows.fill(200);

            assertThat(seeding.unfilled()).isEmpty();
            assertThat(seeding.filled()).isEqualTo(5);
            assertThat(seeding.rows()).isEqualTo(1000);
            assertThat(rows.content()).containsEntry("shop.books", before.get("shop.books"));
            rows.strip();
            assertThat(rows.content()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 18})
    void rows_of_migrations_stay_whatever_triggers_do(int postgres) throws SQLException {
        try (Rows rows = Rows.hostile(postgres)) {
            rows.fill(10);

            assertThat(rows.value("select n from counted")).isEqualTo("0");
            assertThat(rows.value("select count(*) from counting")).isEqualTo("10");
            assertThat(rows.value("select tgenabled from pg_trigger where tgname = 'cnt'"))
                    .isEqualTo("A");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 18})
    void stripping_runs_nothing_of_the_project_as_superuser(int postgres) throws SQLException {
        String base = """
                create function who(i int) returns int language plpgsql immutable as $$ begin
                  if (select rolsuper from pg_roles where rolname = current_user) then
                    raise exception 'superuser';
                  end if;
                  return i;
                end $$;
                create table made (id int primary key, child int);
                create index on made ((id + who(1))) where id > who(0);
                create table kept (made int references made);
                insert into kept values (null);
                create table log (id int);
                insert into log values (1);
                create function log() returns trigger language plpgsql as $$ begin
                  insert into log values (who(new.id));
                  return new;
                end $$;
                create trigger log after insert on made for each row execute function log();
                create index on log ((id + who(1)));
                create function forbid() returns trigger language plpgsql as $$ begin
                  raise exception 'who is %', who(1);
                end $$;
                create trigger forbid before delete or truncate on log execute function forbid();
                """;
        try (Rows rows = Rows.on(postgres, base)) {
            Map<String, String> before = rows.content();
            rows.fill(20);
            assertThat(rows.value("select count(*) from log")).isEqualTo("21");

            rows.strip();
            assertThat(rows.content()).isEqualTo(before);
        }
    }

    @Test
    void a_database_of_which_no_table_takes_a_row_is_left_as_it_is() throws SQLException {
        try (Rows rows = Rows.on(18, "create table t (a int check (a > 5) check (a < 3) not null)")) {
            Seeding seeding = rows.fill(200);

            assertThat(seeding.filled()).isZero();
            assertThat(seeding.unfilled()).hasSize(1);
            rows.strip();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 18})
    void a_key_that_is_checked_later_is_no_obstacle(int postgres) throws SQLException {
        String base = "create table t (id int primary key, place int not null unique deferrable initially deferred)";
        try (Rows rows = Rows.on(postgres, base)) {
            assertThat(rows.fill(200).rows()).isEqualTo(200);
        }
    }

    @Test
    void tables_to_skip_and_foreign_tables_stay_empty() throws SQLException {
        try (Rows rows = Rows.on(18, "create table history (id int); create table t (id int)")) {
            Seeding seeding = Seeder.fill(rows.owner(), 3, Set.of("public.history"));

            assertThat(seeding.tables()).isEqualTo(1);
            assertThat(rows.value("select count(*) from history")).isEqualTo("0");
        }
    }

    @Test
    void a_second_filling_fills_what_has_come_since_and_both_are_stripped() throws SQLException {
        try (Rows rows = Rows.on(18, "create table one (id int)")) {
            rows.fill(3);
            rows.execute("create table two (id int); insert into one values (99)");
            assertThat(rows.fill(3).filled()).isEqualTo(1);

            rows.strip();
            assertThat(rows.value("select sum(id) from one")).isEqualTo("99");
            assertThat(rows.value("select count(*) from two")).isEqualTo("0");
        }
    }
}
