package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.migration.GitProject;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Progress;
import io.github.flygate.model.Severity;
import io.github.flygate.snapshot.BaseSpec;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.Engine;
import io.github.flygate.snapshot.Engines;
import io.github.flygate.snapshot.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an empty database becomes, and what the base becomes, through the whole gate in real git repositories. */
@Tag("db")
class FromNothingTest {
    private static final String SQL = "src/main/resources/db/migration/";
    private static final String SAME = "built from nothing in \\d+\\.\\d s: the same catalog";

    private GitProject project;
    private String postgres = "18";
    private Function<GateConfig, Engine> engines = config -> TestServer.of(config.postgres());
    private final List<String> steps = new ArrayList<>();

    @BeforeEach
    void project(@TempDir Path folder) {
        project = GitProject.in(folder.resolve("shop"));
    }

    @AfterEach
    void close() {
        project.close();
    }

    private FromNothingTest file(String name, String sql) {
        project.write(SQL + name, sql);
        return this;
    }

    private FromNothingTest committed() {
        project.commit();
        project.branch("feature");
        return this;
    }

    private DatabaseReport report(String... settings) {
        Options options = options();
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            options = options.with(pair[0], pair[1], "--test");
        }
        List<GateConfig> configs = new ConfigLoader(Map.of()).load(project.folder(), options);
        Gate gate = new Gate("test", Map.of(), engines, LocalDate.of(2026, 1, 1));
        return gate.check(configs, (Progress) steps::add).databases().get(0);
    }

    private Options options() {
        return Options.none()
                .with("base.ref", "main", "--base")
                .with("postgres", postgres, "--postgres")
                .with("history.fromNothing", "true", "--from-nothing")
                .with("cache", project.folder().resolve("cache").toString(), "--cache");
    }

    /** {@code file: message} of what the two rules say. */
    private static List<String> found(DatabaseReport report) {
        return report.findings().stream()
                .filter(finding -> List.of("builds-differently", "fails-from-nothing")
                        .contains(finding.rule().value()))
                .map(finding -> name(finding) + ":" + finding.span().line() + ": " + finding.message())
                .toList();
    }

    private static String name(Finding finding) {
        String file = finding.span().file();
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private static String unlike(String object, String fromNothing, String fromBase) {
        return object + ": " + fromNothing + " when all migrations build it from nothing, " + fromBase
                + " from the base and the pending migrations";
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "18"})
    void the_same_from_nothing_and_from_the_base(String version) {
        postgres = version;
        file("V1__book.sql", """
                create type mood as enum ('good', 'bad');
                create table book (id bigint generated always as identity primary key, title text default 'x', mood mood);
                create table sale (id serial, day date not null) partition by range (day);
                create table sale_2026 partition of sale for values from ('2026-01-01') to ('2027-01-01');
                create function f() returns trigger language plpgsql as 'begin return new; end';
                create trigger t before insert on book for each row execute function f();
                grant select on book to public;
                revoke select on book from public;
                comment on column book.title is 'the title';
                """)
                .file("R__titles.sql", "create or replace view titles as select id, title from book;")
                .committed()
                .file("V2__isbn.sql", """
                        set local lock_timeout = '1s';
                        alter table book add column isbn text check (isbn <> ''), enable row level security;
                        create policy all_books on book using (true);
                        create materialized view isbns as select isbn from book;
                        """);

        DatabaseReport report = report();

        assertThat(found(report)).isEmpty();
        assertThat(report.notes()).anyMatch(note -> note.matches(SAME));
        assertThat(steps)
                .contains(
                        "building the database from nothing with 3 migrations",
                        "comparing it with base and pending migrations");
    }

    @Test
    void without_the_option_nothing_is_built_from_nothing() {
        file("V1__book.sql", "create table book (id int);")
                .committed()
                .file("V2__sale.sql", "create table sale (id int);");

        DatabaseReport report = report("history.fromNothing=false");

        assertThat(report.notes()).noneMatch(note -> note.contains("from nothing"));
        assertThat(steps).noneMatch(step -> step.contains("nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "18"})
    void a_repeatable_that_depends_on_the_order(String version) {
        postgres = version;
        file("V1__book.sql", "create table book (id int primary key);")
                .file("R__audit.sql", "create table if not exists audit (id int primary key, what text);")
                .committed()
                .file("V2__who.sql", """
                        set local lock_timeout = '1s';
                        alter table if exists audit add column who text;
                        """);

        DatabaseReport report = report();

        assertThat(found(report))
                .containsExactly("V2__who.sql:1: " + unlike("column public.audit.who", "missing", "there"));
        assertThat(report.findings())
                .filteredOn(finding -> finding.rule().value().equals("builds-differently"))
                .allSatisfy(finding -> {
                    assertThat(finding.relation()).isEqualTo("public.audit");
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                });
        assertThat(report.notes()).anyMatch(note -> note.matches("built from nothing in .* s: 1 difference"));
    }

    @Test
    void a_java_migration_with_a_clock() {
        project.write("flyway.conf", "flyway.locations=classpath:db/migration\n");
        file("V1__book.sql", "create table book (id int primary key);");
        committed();
        project.write("src/main/java/db/migration/V2__Archive.java", CLOCK);

        List<String> found = found(report());

        assertThat(found).hasSize(2).allMatch(text -> text.startsWith("V2__Archive.java:1: table public.archive_"));
        assertThat(found).anyMatch(text -> text.contains(": missing when all migrations build it"));
        assertThat(found).anyMatch(text -> text.contains(": there when all migrations build it"));
    }

    private static final String CLOCK = """
            package db.migration;
            public class V2__Archive extends org.flywaydb.core.api.migration.BaseJavaMigration {
                public void migrate(org.flywaydb.core.api.migration.Context context) throws Exception {
                    try (java.sql.Statement statement = context.getConnection().createStatement()) {
                        statement.execute("create table archive_" + System.nanoTime() + " (id int primary key, a int)");
                        statement.execute("comment on table book is 'archived'");
                    }
                }
            }
            """;

    @Test
    void an_applied_file_that_was_edited_builds_something_else() {
        file("V1__book.sql", "create table book (id int primary key);")
                .file("V2__sale.sql", "create table sale (id int primary key);")
                .committed()
                .file("V1__book.sql", "create table book (id int primary key, isbn text);");

        DatabaseReport report = report();

        assertThat(found(report))
                .containsExactly("V1__book.sql:1: " + unlike("column public.book.isbn", "there", "missing"));
    }

    @Test
    void an_applied_file_that_was_edited_and_fails_now() {
        file("V1__book.sql", "create table book (id int primary key);")
                .committed()
                .file(
                        "V1__book.sql",
                        "create table book (id int primary key);\n\nalter table buch add column isbn text;")
                .file("V2__sale.sql", "create table sale (id int primary key);");

        DatabaseReport report = report();

        assertThat(found(report))
                .containsExactly("V1__book.sql:3: the migrations do not go through on an empty database:"
                        + " relation \"buch\" does not exist (42P01)");
        assertThat(report.notes()).noneMatch(note -> note.contains("from nothing"));
    }

    @Test
    void a_file_that_needs_rows_that_only_the_seed_has() {
        project.write("seed.sql", "insert into book values (7);");
        project.write("flygate.yml", "snapshot: { seed: [seed.sql] }\n");
        file("V1__book.sql", "create table book (id int primary key);")
                .committed()
                .file("V2__sale.sql", """
                        create table sale (book int references book);
                        insert into sale values (7);
                        """);

        assertThat(found(report()))
                .singleElement()
                .asString()
                .startsWith("V2__sale.sql:2: the migrations do not go through on an empty database:"
                        + " insert or update on table \"sale\" violates foreign key constraint");
    }

    @Test
    void a_baseline_migration_that_makes_the_same() {
        file("V1__book.sql", "create table book (id int primary key);")
                .file("V2__isbn.sql", "alter table book add column isbn text;")
                .committed()
                .file("B2__all.sql", "create table book (isbn text, id int primary key);")
                .file("V3__sale.sql", "create table sale (id int primary key);");

        DatabaseReport report = report();

        assertThat(found(report)).isEmpty();
        assertThat(report.notes()).anyMatch(note -> note.matches(SAME));
    }

    @Test
    void a_baseline_migration_that_forgot_something() {
        file("V1__book.sql", "create table book (id int primary key);")
                .file("V2__isbn.sql", "alter table book add column isbn text; create index book_isbn on book (isbn);")
                .committed()
                .file("B2__all.sql", "create table book (isbn varchar(20), id int primary key);");

        DatabaseReport report = report();

        assertThat(found(report))
                .containsExactlyInAnyOrder(
                        "B2__all.sql:1: " + unlike("column public.book.isbn", "\"character varying(20)\"", "\"text\""),
                        "B2__all.sql:1: " + unlike("index public.book_isbn", "missing", "there"));
    }

    @Test
    void callbacks_own_schemas_and_files_without_a_transaction() {
        project.write("flyway.conf", "flyway.defaultSchema=shop\nflyway.table=applied\n");
        file("V1__book.sql", "create table book (id int primary key, title text);")
                .file("R__titles.sql", "create or replace view titles as select title from book;")
                .file("afterMigrate.sql", "grant select on titles to public;")
                .committed()
                .file("V2__title.sql", "create index concurrently book_title on book (title);");

        DatabaseReport report = report("flyway.postgresql.transactional.lock=false");

        assertThat(found(report)).isEmpty();
        assertThat(report.notes()).anyMatch(note -> note.matches(SAME));
    }

    @Test
    void a_callback_with_a_clock() {
        file("V1__book.sql", "create table book (id int primary key);")
                .file("afterMigrate.sql", """
                        do $$ begin
                          execute format('comment on table book is %L', 'migrated at ' || clock_timestamp());
                        end $$;
                        """)
                .committed()
                .file("V2__sale.sql", "create table sale (id int primary key);");

        assertThat(found(report()))
                .singleElement()
                .asString()
                .startsWith("afterMigrate.sql:1: comment on table public.book: \"migrated at 20");
    }

    @Test
    void a_repeatable_that_is_seen_from_nothing_alone() {
        file("V1__book.sql", "create table book (id int primary key, note text);")
                .file("R__notes.sql", """
                        do $$ begin
                          if to_regclass('sale') is null then create or replace view notes as select note from book;
                          else create or replace view notes as select note, sale from book, sale; end if;
                        end $$;
                        """)
                .committed()
                .file("V2__sale.sql", "create table sale (sale int primary key);");

        assertThat(found(report()))
                .allMatch(text -> text.startsWith("R__notes.sql:1: "))
                .anyMatch(text -> text.contains("column public.notes.sale: there when"));
    }

    @Test
    void what_did_not_go_through_is_not_compared() {
        file("V1__book.sql", "create table book (id int primary key);")
                .committed()
                .file("V2__fails.sql", "alter table buch add column isbn text;");

        DatabaseReport report = report();

        assertThat(found(report)).isEmpty();
        assertThat(report.notes())
                .contains(
                        "not compared with a database built from nothing: only 0 of 1 pending migrations went through");
    }

    @Test
    void nothing_pending_is_compared_all_the_same() {
        file("V1__book.sql", "create table book (id int primary key);").committed();

        DatabaseReport report = report();

        assertThat(found(report)).isEmpty();
        assertThat(report.postgres()).startsWith("18");
        assertThat(report.notes()).anyMatch(note -> note.matches(SAME));
    }

    /** Engine server gives each copy a database and an owner of its own name. */
    @Test
    void names_that_the_engine_chose_are_no_difference() throws SQLException {
        file("V1__book.sql", """
                create table book (id int primary key);
                grant select on book to public;
                alter default privileges grant select on tables to public;
                create policy mine on book to ${flyway:user} using (true);
                """).committed().file("V2__sale.sql", "create table sale (id int primary key);");
        Options embedded = options();
        Engine own = Engines.of(
                new ConfigLoader(Map.of()).load(project.folder(), embedded).get(0), System.getenv());
        BaseSpec server = new BaseSpec("a server of the team", "18", "postgres", "postgres");
        try (Database running = own.open(server, owner -> {}, Progress.none())) {
            Database.Login superuser = running.superuser();
            try (Connection session =
                            DriverManager.getConnection(superuser.url(), superuser.user(), superuser.password());
                    Statement statement = session.createStatement()) {
                // Every server has it but those of engine embedded.
                statement.execute(
                        "create database template0 template template1 is_template true allow_connections false");
            }
            engines = config -> Engines.of(config, Map.of("FLYGATE_SERVER_PASSWORD", superuser.password()));

            DatabaseReport report =
                    report("engine=server", "server.url=" + superuser.url(), "server.user=" + superuser.user());

            assertThat(found(report)).isEmpty();
            assertThat(report.notes()).anyMatch(note -> note.matches(SAME));
        }
    }
}
