package io.github.flygate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.fact.RerunProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("db")
class RerunPassTest {
    private static final String BOOK = """
            create table book (id int generated always as identity primary key, title text, pages int);
            insert into book (title, pages) select 'No. ' || n, n from generate_series(1, 50) n;
            """;
    private static final String MARK = "-- flygate:combined\n";

    private Rehearsal project;

    @BeforeEach
    void project(@TempDir Path folder) {
        project = new Rehearsal(folder, "18").base("V1__book.sql", BOOK);
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void a_guarded_combined_file_passes() {
        project.committed().head("V2__isbn.sql", MARK + """
                alter table book add column if not exists isbn text;
                create index if not exists book_isbn on book (isbn);
                update book set pages = 1 where pages is null;
                """);

        RerunResult result = project.ready().rerun();

        assertThat(result.facts()).isEmpty();
        assertThat(result.reruns()).singleElement().satisfies(rerun -> {
            assertThat(rerun.script()).isEqualTo("V2__isbn.sql");
            assertThat(rerun.kind()).isEqualTo("combined");
            assertThat(rerun.problems()).isEmpty();
        });
    }

    @Test
    void a_file_without_the_mark_is_run_once() {
        project.committed().head("V2__isbn.sql", "alter table book add column isbn text; -- flygate:combined, not");

        assertThat(project.ready().rerun().reruns()).isEmpty();
    }

    @Test
    void an_update_without_a_guard_writes_again() {
        project.committed().head("V2__pages.sql", MARK + """
                set local lock_timeout = '2s';
                update book set pages = pages + 1;
                """);

        assertThat(problem().problem()).isEqualTo("writes-rows");
        assertThat(problem().detail()).isEqualTo("50 rows are written again");
        assertThat(statements()).containsExactly(1);
    }

    @Test
    void a_guard_that_misses_an_index_fails() {
        project.committed().head("V2__shelf.sql", MARK + """
                create table if not exists shelf (id int primary key, room text);
                create index shelf_room on shelf (room);
                """);

        assertThat(problem().problem()).isEqualTo("fails");
        assertThat(problem().sqlState()).isEqualTo("42P07");
        assertThat(problem().detail()).isEqualTo("relation \"shelf_room\" already exists");
        assertThat(statements()).containsExactly(1);
    }

    @Test
    void what_is_dropped_and_made_again_changes_the_catalog() {
        project.committed().head("V2__index.sql", MARK + """
                drop index if exists book_pages;
                create index book_pages on book (pages);
                """);

        assertThat(problem().problem()).isEqualTo("changes-catalog");
        assertThat(problem().detail()).isEqualTo("index public.book_pages is built again");
    }

    @Test
    void a_long_lock_is_a_problem() {
        project.committed().head("V2__slow.sql", MARK + """
                do $$ begin lock table book in share mode; perform pg_sleep(0.4); end $$;
                """);

        assertThat(problem().problem()).isEqualTo("holds-lock");
        assertThat(problem().relation()).isEqualTo("public.book");
        assertThat(problem().detail()).startsWith("ShareLock on public.book for ");
    }

    @Test
    void a_file_with_a_transaction_of_its_own_and_placeholders_runs_by_hand() {
        project.setting("placeholders.column", "isbn").committed().head("V2__isbn.sql", MARK + """
                begin;
                alter table book add column if not exists ${column} text;
                commit;
                """);

        assertThat(project.ready().rerun().facts()).isEmpty();
    }

    @Test
    void what_does_not_run_by_hand_is_told() {
        project.committed().head("V2__isbn.sql", MARK + "alter table books add column isbn text;");

        assertThat(problem().problem()).isEqualTo("fails");
        assertThat(problem().detail()).startsWith("by hand, before Flyway: ");
    }

    @Test
    void rows_outside_a_transaction_are_counted() {
        project.committed()
                .head("V2__pages.sql.conf", "executeInTransaction=false")
                .head("V2__pages.sql", MARK + "update book set pages = pages + 1;");

        assertThat(project.ready().rerun().facts())
                .extracting(fact -> ((RerunProblem) fact.fact()).detail())
                .containsExactly("50 rows are written again");
    }

    @Test
    void rows_of_copy_are_not_tried_by_hand() {
        project.committed().head("V2__rows.sql", MARK + """
                copy book (title, pages) from stdin;
                x\t1
                \\.
                """);

        assertThat(result().facts()).isEmpty();
        assertThat(result().reruns())
                .singleElement()
                .satisfies(rerun -> assertThat(rerun.problems())
                        .containsExactly("not tried: COPY FROM STDIN cannot be run by hand here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "15"})
    void older_servers_do_the_same(String postgres, @TempDir Path folder) {
        try (Rehearsal older = new Rehearsal(folder, postgres)) {
            older.base("V1__book.sql", BOOK)
                    .committed()
                    .head("V2__pages.sql", MARK + "update book set pages = pages + 1;")
                    .head("V3__drop.sql", "drop index concurrently if exists book_pages;")
                    .head(
                            "V4__index.sql",
                            "create unique index concurrently if not exists book_pages on book (pages);");

            assertThat(older.ready().rerun().facts())
                    .extracting(fact -> ((RerunProblem) fact.fact()).problem())
                    .containsExactly("writes-rows", "invalid-index");
        }
    }

    @Test
    void a_java_migration_with_a_stored_flag_passes() {
        java("""
                var row = session.executeQuery("select count(*) from done");
                row.next();
                if (row.getInt(1) == 0) {
                    session.execute("update book set pages = pages + 1");
                    session.execute("insert into done values ('pages')");
                }
                """);

        RerunResult result = project.ready().rerun();

        assertThat(result.reruns()).hasSize(1);
        assertThat(result.facts()).isEmpty();
    }

    @Test
    void a_java_migration_without_a_flag_writes_again() {
        java("session.execute(\"update book set pages = pages + 1\");");

        assertThat(problem().problem()).isEqualTo("writes-rows");
    }

    private void java(String body) {
        project.setting("locations", "filesystem:db,classpath:db")
                .base("V1_1__done.sql", "create table done (what text primary key);")
                .committed()
                .head("src/main/java/db/V2__Pages.java", """
                        package db;
                        // flygate:combined
                        public class V2__Pages extends org.flywaydb.core.api.migration.BaseJavaMigration {
                            public void migrate(org.flywaydb.core.api.migration.Context context) throws Exception {
                                try (var session = context.getConnection().createStatement()) {
                        """ + body + "}}}");
    }

    @Test
    void an_interrupted_index_is_there_already() {
        project.committed().head("V2__index.sql", "create index concurrently book_pages on book (pages);");

        assertThat(problem().problem()).isEqualTo("fails");
        assertThat(problem().kind()).isEqualTo("interrupted");
        assertThat(problem().sqlState()).isEqualTo("42P07");
        assertThat(problem().recovery())
                .isEqualTo("drop index concurrently if exists \"public\".\"book_pages\"; then deploy again");
    }

    @Test
    void what_had_been_done_before_must_be_taken_back_by_hand() {
        project.setting("mixed", "true").committed().head("V2__mixture.sql", """
                create table shelf (id int primary key);
                create index concurrently book_pages on book (pages);
                """);

        assertThat(project.ready().rerun().facts())
                .extracting(fact -> ((RerunProblem) fact.fact()).recovery())
                .containsExactly(
                        "take back by hand what line 1 did then drop index concurrently if exists"
                                + " \"public\".\"book_pages\"; then deploy again",
                        "take back by hand what line 1 did then deploy again");
    }

    @Test
    void an_interrupted_index_that_is_accepted_stays_invalid() {
        project.committed()
                .head("V2__index.sql", "create index concurrently if not exists book_pages on book (pages);");

        assertThat(problem().problem()).isEqualTo("invalid-index");
        assertThat(problem().relation()).isEqualTo("public.book_pages");
    }

    @Test
    void with_a_session_lock_a_failed_entry_stands_as_well() {
        project.setting("postgresql.transactional.lock", "false")
                .committed()
                .head("V2__index.sql", "create index concurrently if not exists book_pages on book (pages);");

        assertThat(problem().problem()).isEqualTo("invalid-index");
        assertThat(problem().recovery())
                .isEqualTo("drop index concurrently if exists \"public\".\"book_pages\"; then flyway repair then"
                        + " deploy again");
    }

    @Test
    void a_file_that_drops_first_bears_it() {
        project.setting("postgresql.transactional.lock", "false").committed().head("V2__index.sql", """
                drop index concurrently if exists book_pages;
                create index concurrently book_pages on book (pages);
                """);

        assertThat(project.ready().rerun().facts())
                .extracting(fact -> ((RerunProblem) fact.fact()).problem())
                .containsOnly("needs-repair");
    }

    @Test
    void doubled_rows_leave_an_invalid_unique_index() {
        project.committed()
                .head("V2__index.sql", "create unique index concurrently if not exists book_title on book (title);");

        assertThat(problem().problem()).isEqualTo("invalid-index");
    }

    @Test
    void doubled_rows_of_the_base_leave_an_invalid_unique_index() {
        project.base("V1_1__twice.sql", "insert into book (title) values ('x'), ('x');")
                .committed()
                .head("V2__index.sql", "create unique index concurrently if not exists book_title on book (title);");

        assertThat(problem().problem()).isEqualTo("invalid-index");
    }

    @Test
    void a_file_that_ends_between_two_statements_fails_the_next_time() {
        project.committed()
                .head("V2__two.sql.conf", "executeInTransaction=false")
                .head("V2__two.sql", """
                        create table shelf (id int primary key);
                        alter table book add column shelf int;
                        """);

        assertThat(problem().problem()).isEqualTo("fails");
        assertThat(problem().detail())
                .isEqualTo("ended after line 1: the next deployment fails: relation \"shelf\" already exists");
        assertThat(statements()).containsExactly(0);
    }

    @Test
    void vacuum_leaves_nothing_behind() {
        project.committed().head("V2__vacuum.sql", "vacuum book;");

        assertThat(project.ready().rerun().reruns()).isEmpty();
    }

    @Test
    void an_interrupted_reindex_leaves_its_copy() {
        project.base("V1_1__index.sql", "create index book_pages on book (pages);")
                .committed()
                .head("V2__reindex.sql.conf", "executeInTransaction=false")
                .head("V2__reindex.sql", "reindex index concurrently book_pages;");

        assertThat(problem().problem()).isEqualTo("invalid-index");
        assertThat(problem().relation()).isEqualTo("public.book_pages_ccnew");
    }

    @Test
    void an_interrupted_detach_is_pending() {
        project.base("V1_1__parts.sql", """
                        create table log (day int, what text) partition by list (day);
                        create table log_1 partition of log for values in (1);
                        """)
                .committed()
                .head("V2__detach.sql.conf", "executeInTransaction=false")
                .head("V2__detach.sql", "alter table log detach partition log_1 concurrently;");

        assertThat(problem().problem()).isEqualTo("fails");
        assertThat(problem().sqlState()).isEqualTo("55000");
    }

    private Optional<RerunResult> cached = Optional.empty();

    private RerunResult result() {
        if (cached.isEmpty()) {
            cached = Optional.of(project.ready().rerun());
        }
        return cached.get();
    }

    private RerunProblem problem() {
        assertThat(result().facts()).hasSize(1);
        return (RerunProblem) result().facts().get(0).fact();
    }

    private List<Integer> statements() {
        return result().facts().stream().map(fact -> fact.statement()).toList();
    }
}
