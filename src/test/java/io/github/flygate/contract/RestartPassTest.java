package io.github.flygate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.RepeatableFlip;
import io.github.flygate.fact.RestartFailure;
import io.github.flygate.snapshot.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("db")
class RestartPassTest {
    private static final String BOOK = "create table book (id int primary key, title text, pages int);";

    private Rehearsal project;

    @BeforeEach
    void project(@TempDir Path folder) {
        project = new Rehearsal(folder, "18");
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void a_version_on_top_is_passed_over() {
        project.base("V1__book.sql", BOOK).committed().head("V2__isbn.sql", "alter table book add column isbn text;");

        RestartResult result = project.ready().restart();

        assertThat(result.restart().valid()).isTrue();
        assertThat(result.restart().errors()).isEmpty();
        assertThat(result.facts()).isEmpty();
    }

    @Test
    void a_version_below_the_top_stops_the_old_version() {
        project.setting("outOfOrder", "true")
                .base("V1__book.sql", BOOK)
                .base("V3__isbn.sql", "alter table book add column isbn text;")
                .committed()
                .head("V4__fine.sql", "alter table book add column more text;")
                .head("V2__late.sql", "alter table book add column late text;");

        RestartResult result = project.ready().restart();

        assertThat(result.restart().valid()).isFalse();
        assertThat(failures(result)).singleElement().satisfies(failure -> {
            assertThat(failure.command()).isEqualTo("validate");
            assertThat(failure.code()).isEqualTo("APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED");
            assertThat(failure.error()).isEqualTo("Detected applied migration not resolved locally: 2.");
        });
        assertThat(result.facts()).singleElement().satisfies(fact -> {
            assertThat(fact.script()).isEqualTo("V2__late.sql");
            assertThat(fact.span().file()).isEqualTo("db/V2__late.sql");
            assertThat(fact.statement()).isEqualTo(-1);
            assertThat(fact.measured()).isTrue();
        });
    }

    @Test
    void an_old_repeatable_is_applied_over_the_new_one() {
        project.base("V1__book.sql", BOOK)
                .base("R__titles.sql", "create or replace view titles as select id, title from book;")
                .committed()
                .head("R__titles.sql", "create or replace view titles as select id, upper(title) as title from book;");

        RestartResult result = project.ready().restart();

        assertThat(result.restart().valid()).isTrue();
        assertThat(result.restart().reapplied()).containsExactly("db/R__titles.sql");
        assertThat(result.facts()).singleElement().satisfies(fact -> {
            assertThat(fact.script()).isEqualTo("R__titles.sql");
            assertThat(fact.fact()).isEqualTo(new RepeatableFlip("db/R__titles.sql", "view public.titles is changed"));
        });
    }

    @Test
    void what_an_old_repeatable_takes_away_is_named() {
        project.base("V1__book.sql", BOOK)
                .base("R__a.sql", "drop view if exists a; create view a as select id from book;")
                .base("R__b.sql", "create or replace function b() returns int language sql as 'select 1';")
                .base("R__c.sql", "comment on table book is 'old';")
                .base("R__d.sql", "delete from book where id = 0;")
                .committed()
                .head("R__a.sql", "drop view if exists a; create view a as select id, title from book;")
                .head("R__b.sql", "create or replace function b() returns int language sql as 'select 2';")
                .head("R__c.sql", "comment on table book is 'new'; grant select on book to public;")
                .head("R__d.sql", "delete from book where id = 1;");

        RestartResult result = project.ready().restart();

        assertThat(result.facts())
                .extracting(FactAt::fact)
                .containsExactly(
                        new RepeatableFlip(
                                "db/R__a.sql", "view public.a: column title is gone; view public.a is changed"),
                        new RepeatableFlip("db/R__b.sql", "function public.b() is changed"),
                        new RepeatableFlip("db/R__c.sql", "comment on table public.book is changed"),
                        new RepeatableFlip("db/R__d.sql", ""));
    }

    @Test
    void an_old_repeatable_that_cannot_be_applied_stops_the_old_version() {
        project.base("V1__book.sql", BOOK)
                .base("R__titles.sql", "create or replace view titles as select id, title from book;")
                .committed()
                .head("R__titles.sql", "create or replace view titles as select id, title, pages from book;");

        RestartResult result = project.ready().restart();

        assertThat(result.restart().errors()).containsExactly("R__titles.sql: cannot drop columns from view (42P16)");
        assertThat(failures(result))
                .singleElement()
                .satisfies(failure -> assertThat(failure.command()).isEqualTo("migrate"));
        assertThat(result.facts()).extracting(FactAt::script).containsExactly("R__titles.sql");
    }

    @Test
    void a_new_repeatable_stops_the_old_version() {
        project.base("V1__book.sql", BOOK).committed().head("R__new.sql", "create view n as select 1 as one;");

        RestartResult result = project.ready().restart();

        assertThat(failures(result)).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED");
            assertThat(failure.error()).isEqualTo("Detected applied migration not resolved locally: new.");
        });
        assertThat(result.facts()).extracting(FactAt::script).containsExactly("R__new.sql");
    }

    @Test
    void a_base_given_as_a_version_does_not_tell_its_repeatables() {
        project.base("V1__book.sql", BOOK)
                .base("R__titles.sql", "create or replace view titles as select id, title from book;")
                .committed()
                .head("V2__isbn.sql", "alter table book add column isbn text;");

        RestartResult result = project.ready("base.version", "1").restart();

        assertThat(result.restart().valid()).isTrue();
        assertThat(result.facts()).isEmpty();
        assertThat(result.notes()).singleElement().asString().contains("titles");
    }

    @Test
    void an_edited_file_that_is_applied_stops_the_old_version() {
        project.base("V1__book.sql", BOOK)
                .committed()
                .head("V1__book.sql", BOOK + "\n-- and a licence")
                .head("V2__isbn.sql", "alter table book add column isbn text;");

        RestartResult result = project.ready().restart();

        assertThat(failures(result)).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("CHECKSUM_MISMATCH");
            assertThat(failure.error()).startsWith("Migration checksum mismatch for migration version 1");
        });
        assertThat(result.facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact.script()).isEqualTo("V1__book.sql"));
    }

    @Test
    void patterns_without_future_make_every_new_version_a_failure() {
        project.setting("ignoreMigrationPatterns", "*:missing")
                .base("V1__book.sql", BOOK)
                .committed()
                .head("V2__isbn.sql", "alter table book add column isbn text;");

        RestartResult result = project.ready().restart();

        assertThat(failures(result))
                .extracting(RestartFailure::code)
                .containsExactly("APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED");
    }

    @Test
    void java_and_callbacks_of_the_base_are_there() {
        project.setting("classPath", "classes")
                .base("V1__book.sql", BOOK)
                .base("afterMigrate.sql", "comment on table book is '${flyway:timestamp}';")
                .base("beforeEachMigrate.sql", "set local lock_timeout = '2s';")
                .base("src/main/java/db/V2__Java.java", """
                        package db;
                        public class V2__Java extends org.flywaydb.core.api.migration.BaseJavaMigration {
                            public void migrate(org.flywaydb.core.api.migration.Context context) throws Exception {
                                context.getConnection().createStatement().execute("insert into book values (1, 'x', 1)");
                            }
                        }
                        """)
                .setting("locations", "filesystem:db,classpath:db")
                .committed()
                .head("V3__isbn.sql", "alter table book add column isbn text;");

        Rehearsal.Ready ready = project.ready();
        assertThat(ready.plan().applied()).hasSize(2);
        assertThat(ready.plan().baseCallbacks()).hasSize(2);
        assertThat(ready.restart().restart().valid()).isTrue();
    }

    @Test
    void an_old_repeatable_that_never_ends_is_ended() {
        project.base("V1__book.sql", BOOK)
                .base("R__wait.sql", "select case when to_regclass('more') is not null then pg_sleep(600) end;")
                .committed()
                .head("R__wait.sql", "create table more (id int);");

        RestartResult result = project.ready().restart(Duration.ofSeconds(1));

        assertThat(result.restart().errors())
                .singleElement()
                .asString()
                .contains("the time limit for a migration is over");
    }

    @Test
    void an_old_repeatable_that_waits_for_flyway_itself_is_cancelled() {
        project.base("V1__book.sql", BOOK)
                .base("R__index.sql", "create index concurrently if not exists book_title on book (title);")
                .base("R__index.sql.conf", "executeInTransaction=false")
                .committed()
                .head("R__index.sql", "drop index if exists book_title;");

        RestartResult result = project.ready().restart();

        assertThat(result.restart().errors()).singleElement().asString().contains("waits for Flyway's own session");
    }

    @Test
    void without_a_base_there_is_no_old_version() {
        project.base("readme.txt", "").committed().head("V1__book.sql", BOOK);

        RestartResult result = project.ready().restart();

        assertThat(result.restart().valid()).isTrue();
        assertThat(result.facts()).isEmpty();
    }

    @Test
    void many_applied_files_cost_little() {
        project.base("V1__book.sql", BOOK);
        for (int i = 2; i <= 250; i++) {
            project.base("V" + i + "__step.sql", "create table t" + i + " (id int primary key, note text);");
        }
        project.base("R__titles.sql", "create or replace view titles as select id, title from book;")
                .committed()
                .head("V251__isbn.sql", "alter table book add column isbn text;");
        Rehearsal.Ready ready = project.ready();
        ready.restart();

        try (Database database = ready.migrated()) {
            long started = System.nanoTime();
            RestartResult result = ready.restart(database, Duration.ofMinutes(1));
            long took = System.nanoTime() - started;

            assertThat(result.restart().valid()).isTrue();
            assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(1));
        }
    }

    private static List<RestartFailure> failures(RestartResult result) {
        return result.facts().stream()
                .map(FactAt::fact)
                .filter(RestartFailure.class::isInstance)
                .map(RestartFailure.class::cast)
                .toList();
    }
}
