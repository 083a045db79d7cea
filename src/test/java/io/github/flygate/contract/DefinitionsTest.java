package io.github.flygate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("db")
class DefinitionsTest {
    private static final String EVERYTHING = """
            create type mood as enum ('good', 'bad');
            create type pair as (a int, b text);
            create type span as range (subtype = int);
            create domain isbn as text not null check (value <> '');
            create sequence counter;
            create table book (id int generated always as identity primary key, title text collate "C", mood mood,
                pages int default 1, twice int generated always as (pages * 2) stored, constraint positive check (pages > 0));
            create table part (id int, day date) partition by range (day);
            create table part_1 partition of part for values from ('2026-01-01') to ('2027-01-01');
            create index book_title on book (title);
            create statistics book_stats on title, pages from book;
            create view titles as select id, title from book;
            create materialized view mat as select 1 as one;
            create rule none as on delete to titles do instead nothing;
            create function f(a int) returns int language sql as 'select a';
            create procedure p() language sql as 'select 1';
            create aggregate total (int) (sfunc = int4pl, stype = int);
            create function t() returns trigger language plpgsql as 'begin return new; end';
            create trigger tr before insert on book for each row execute function t();
            alter table book enable row level security;
            create policy pol on book for select to public using (pages > 1);
            grant select on book to public;
            comment on column book.title is 'old';
            comment on view titles is 'old';
            """;

    @ParameterizedTest
    @ValueSource(strings = {"12", "15", "18"})
    void what_changed_is_said_in_sentences(String postgres) throws SQLException {
        try (Database database = TestServer.of(postgres).fresh()) {
            execute(database, EVERYTHING);
            Definitions before = Definitions.of(database.superuser());

            assertThat(before.differencesTo(Definitions.of(database.superuser())))
                    .isEmpty();

            execute(database, """
                    alter type mood add value 'so so';
                    alter sequence counter increment 2;

                    alter table book disable trigger tr;
                    alter policy pol on book using (pages > 2);
                    revoke select on book from public;
                    comment on column book.title is 'new';
                    comment on view titles is null;
                    create or replace view titles as select id, title, 1 as extra from book;
                    create or replace function f(a int) returns int language sql as 'select a + 1';
                    drop rule none on titles;
                    drop table part;
                    create table "a ""strange"" table" ("a.b" int);
                    """);
            assertThat(before.differencesTo(Definitions.of(database.superuser())))
                    .containsExactlyInAnyOrder(
                            "type public.mood is changed",
                            "sequence settings of public.counter is changed",
                            "trigger public.book.tr is changed",
                            "policy public.book.pol is changed",
                            "privileges of public.book is gone",
                            "comment on table column public.book.title is changed",
                            "comment on view public.titles is gone",
                            "view public.titles: column extra is new",
                            "view public.titles is changed",
                            "function public.f(a integer) is changed",
                            "rule public.titles.none is gone",
                            "table public.part is gone",
                            "table public.part_1 is gone",
                            "table public.a \"strange\" table is new");
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        Database.Login owner = database.owner();
        try (Connection session = Sessions.owner(owner, "public", "UTC");
                Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
