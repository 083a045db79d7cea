package io.github.flygate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which differences count, on the oldest and the newest server. */
@Tag("db")
class UnlikeTest {
    private static final String SCHEMA = """
            create type mood as enum ('good', 'bad');
            create domain isbn as text;
            create table publisher (id int primary key);
            create table book (id serial primary key, title text, pages int default 1, publisher int);
            create unique index book_title on book (title);
            create table day (id int, day date) partition by range (day);
            create table day_2026 partition of day for values from ('2026-01-01') to ('2027-01-01');
            create table free (id int, day date);
            create view titles as select id, title from book;
            create materialized view mat as select 1 as one;
            create function f(a int) returns int language sql as 'select a';
            create function tf() returns trigger language plpgsql as 'begin return new; end';
            create trigger tr before insert on book for each row execute function tf();
            create policy pol on book using (true);
            create statistics st on title, pages from book;
            create sequence counter;
            create aggregate total (int) (sfunc = int4pl, stype = int);
            create collation german from "C";
            """;

    /** A statement, and the keys that are then not the same. */
    private record Case(String sql, List<String> keys) {
        static Case of(String sql, String... keys) {
            return new Case(sql, List.of(keys));
        }
    }

    private static final List<Case> COUNTS = List.of(
            Case.of("create schema other", "schema other"),
            Case.of("grant usage on schema other to public", "schema other"),
            Case.of("create table other.t (id int primary key, a int check (a > 0))", "table other.t"),
            Case.of("alter table book add column isbn isbn", "column public.book.isbn"),
            Case.of("alter table book alter column pages type bigint", "column public.book.pages"),
            Case.of("alter table book alter column pages set default 2", "column public.book.pages"),
            Case.of("alter table book alter column title set not null", "column public.book.title"),
            Case.of("alter table book alter column title set statistics 500", "column public.book.title"),
            Case.of("alter table book alter column title set storage external", "column public.book.title"),
            Case.of("alter table book alter column isbn type text collate \"C\"", "column public.book.isbn"),
            Case.of("grant select (title) on book to public", "column public.book.title"),
            Case.of("alter table book set (fillfactor = 70)", "table public.book"),
            Case.of("alter table book set unlogged", "table public.book"),
            Case.of("alter table book enable row level security", "table public.book"),
            Case.of("alter table book add constraint positive check (pages > 0)", "constraint public.book.positive"),
            Case.of(
                    "alter table book add constraint pub foreign key (publisher) references publisher on delete cascade",
                    "constraint public.book.pub"),
            Case.of(
                    "alter table book rename constraint positive to pos",
                    "constraint public.book.pos",
                    "constraint public.book.positive"),
            Case.of("create index book_pages on book (pages)", "index public.book_pages"),
            Case.of("alter table book cluster on book_title", "index public.book_title"),
            Case.of("alter table free add constraint c check (id > 0) not valid", "constraint public.free.c"),
            Case.of("alter table free validate constraint c", "constraint public.free.c"),
            Case.of(
                    "alter table day attach partition free for values from ('2027-01-01') to ('2028-01-01')",
                    "table public.free"),
            Case.of("alter table day detach partition day_2026", "table public.day_2026"),
            Case.of(
                    "create or replace view titles as select id, upper(title) as title from book",
                    "view public.titles"),
            Case.of("alter view titles set (security_barrier = true)", "view public.titles"),
            Case.of(
                    "create or replace function f(a int) returns int language sql immutable as 'select a'",
                    "function public.f(a integer)"),
            Case.of("revoke execute on function f(int) from public", "function public.f(a integer)"),
            Case.of("create function g() returns int language sql as 'select 1'", "function public.g()"),
            Case.of("alter table book disable trigger tr", "trigger public.book.tr"),
            Case.of("alter policy pol on book using (pages > 1)", "policy public.book.pol"),
            Case.of("create rule r as on delete to titles do instead nothing", "rule public.titles.r"),
            Case.of("alter type mood add value 'so so' before 'bad'", "type public.mood"),
            Case.of("alter domain isbn set not null", "type public.isbn"),
            Case.of("alter domain isbn add constraint filled check (value <> '')", "constraint public.isbn.filled"),
            Case.of("alter sequence counter increment 2", "sequence settings of public.counter"),
            Case.of("alter sequence counter owned by free.id", "sequence settings of public.counter"),
            Case.of("grant select on book to public", "privileges of public.book"),
            Case.of("grant usage on sequence book_id_seq to public", "privileges of public.book_id_seq"),
            Case.of("revoke usage on type mood from public", "type public.mood"),
            Case.of("alter default privileges grant select on tables to public", "default privileges of %s for r"),
            Case.of("comment on table book is 'x'", "comment on table public.book"),
            Case.of("comment on column book.title is 'x'", "comment on table column public.book.title"),
            Case.of("comment on index book_title is 'x'", "comment on index public.book_title"),
            Case.of("comment on function f(int) is 'x'", "comment on function public.f(integer)"),
            Case.of("comment on schema other is 'x'", "comment on schema other"),
            Case.of("drop statistics st", "statistics public.st"),
            Case.of("drop collation german", "collation public.german"),
            Case.of("drop aggregate total (int)", "aggregate public.total(integer)"),
            Case.of("drop materialized view mat", "materialized view public.mat"),
            Case.of("drop view titles", "view public.titles"),
            Case.of("drop table book", "table public.book"));

    /** What takes a superuser, or another role. */
    private static final List<Case> AS_SUPERUSER = List.of(
            Case.of("create extension citext schema public", "extension citext"),
            Case.of(
                    "create event trigger watch on ddl_command_end execute function public.ef()",
                    "event trigger watch"),
            Case.of("alter event trigger watch disable", "event trigger watch"),
            Case.of(
                    "create operator public.<<< (leftarg = int, rightarg = int, function = int4lt)",
                    "operator public.<<<(integer,integer)"),
            Case.of(
                    "create cast (int as public.mood) with function public.to_mood(int)",
                    "cast integer as public.mood"),
            Case.of(
                    "create text search configuration public.plain (copy = pg_catalog.simple)",
                    "text search configuration public.plain"),
            Case.of("create foreign data wrapper w; create server far foreign data wrapper w", "foreign server far"),
            Case.of(
                    "create foreign table public.elsewhere (id int) server far options (a 'b')",
                    "foreign table public.elsewhere"),
            Case.of("create publication pub for table public.book", "publication pub"),
            Case.of("alter function public.f(int) owner to pg_monitor", "owner of function public.f(a integer)"),
            Case.of("alter table public.free owner to pg_monitor", "owner of public.free"),
            Case.of("alter schema public owner to pg_monitor", "owner of schema public", "schema public"));

    private static final List<String> DOES_NOT_COUNT = List.of(
            "create table note (a int, b text); drop table note",
            "grant select on book to public; revoke select on book from public",
            "grant execute on function f(int) to public",
            "select nextval('counter')",
            "insert into book (title) values ('x')",
            "alter table book add column later int; alter table book drop column later",
            "reindex table book",
            "update book set title = 'y'; analyze book");

    @ParameterizedTest
    @ValueSource(strings = {"12", "18"})
    void each_kind_of_difference_is_told_once(String postgres) throws SQLException {
        try (Database database = TestServer.of(postgres).fresh()) {
            execute(database, SCHEMA);
            toldOnce(database, COUNTS, sql -> execute(database, sql));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "18"})
    void so_is_what_a_superuser_makes(String postgres) throws SQLException {
        try (Database database = TestServer.of(postgres).fresh();
                Connection session = Sessions.observer(database.superuser());
                Statement statement = session.createStatement()) {
            execute(database, SCHEMA);
            statement.execute("create function public.ef() returns event_trigger language plpgsql as 'begin end';"
                    + "create function public.to_mood(int) returns public.mood language sql"
                    + " as 'select ''good''::public.mood'");
            toldOnce(database, AS_SUPERUSER, statement::execute);
        }
    }

    @FunctionalInterface
    private interface Running {
        void run(String sql) throws SQLException;
    }

    private static void toldOnce(Database database, List<Case> cases, Running running) throws SQLException {
        SoftAssertions all = new SoftAssertions();
        for (Case one : cases) {
            Definitions before = Definitions.of(database.superuser());
            running.run(one.sql());
            List<String> keys = Unlike.of(before, Definitions.of(database.superuser())).stream()
                    .map(Unlike::key)
                    .toList();
            all.assertThat(keys)
                    .as(one.sql())
                    .containsExactlyInAnyOrderElementsOf(one.keys().stream()
                            .map(key -> key.formatted(database.owner().user()))
                            .toList());
        }
        all.assertAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "18"})
    void what_only_the_order_decides_does_not_count(String postgres) throws SQLException {
        try (Database database = TestServer.of(postgres).fresh()) {
            execute(database, SCHEMA);
            Definitions before = Definitions.of(database.superuser());
            for (String sql : DOES_NOT_COUNT) {
                execute(database, sql);
                assertThat(Unlike.of(before, Definitions.of(database.superuser())))
                        .as(sql)
                        .isEmpty();
            }
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection session = Sessions.owner(database.owner(), "public", "UTC");
                Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
