package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.Progress;
import io.github.flygate.model.Proof;
import io.github.flygate.model.Status;
import io.github.flygate.snapshot.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a suspicion when the server was asked. */
@Tag("db")
final class ProofTest {
    @TempDir
    Path project;

    @BeforeEach
    void base() throws IOException {
        Files.createDirectory(project.resolve("sql"));
        Files.writeString(
                project.resolve("flygate.yml"), "{base: {version: '1'}, flyway: {locations: ['filesystem:sql']}}");
        migration("V1__base.sql", """
                create table shelf (shelf_id bigserial primary key, room text, place int);
                create index shelf_room on shelf (room);
                """);
    }

    @Test
    void an_index_that_was_dropped_is_not_told_from_its_table() throws IOException {
        migration("V2__index.sql", """
                alter table shelf add column floor int;
                drop index shelf_room;
                create index shelf_room on shelf (room, floor);
                """);

        assertThat(findings("work-under-access-exclusive")).singleElement().satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(Status.CONFIRMED);
            assertThat(finding.relation()).isEqualTo("public.shelf");
        });
    }

    @Test
    void a_lock_on_a_sequence_that_the_text_names_is_confirmed() throws IOException {
        migration("V2__restart.sql", "alter sequence shelf_shelf_id_seq restart with 100;");

        assertThat(findings("lock-timeout-missing")).singleElement().satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(Status.CONFIRMED);
            assertThat(finding.relation()).isEqualTo("public.shelf_shelf_id_seq");
        });
    }

    @Test
    void a_column_is_renamed_once_for_the_old_version_however_often() throws IOException {
        migration("V2__once.sql", "alter table shelf rename column place to spot;");
        migration("V3__again.sql", "alter table shelf rename column spot to position;");

        assertThat(findings("rename-column")).singleElement().satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(Status.CONFIRMED);
            assertThat(finding.span().file()).isEqualTo("sql/V2__once.sql");
        });
    }

    @Test
    void a_break_is_told_with_the_error_that_it_has_at_its_statement() throws IOException {
        migration("V2__check.sql", "alter table shelf add constraint room check (room is not null) not valid;");
        migration("V3__validate.sql", "alter table shelf validate constraint room;");
        migration("V4__not_null.sql", "alter table shelf alter column room set not null;");

        assertThat(findings("old-statement-fails")).singleElement().satisfies(finding -> {
            assertThat(finding.span().file()).isEqualTo("sql/V2__check.sql");
            assertThat(finding.message()).contains("23514");
        });
    }

    @Test
    void what_failed_half_way_is_not_checked() throws IOException {
        migration("V2__expects_rows.sql", """
                do $$
                begin
                    update shelf set place = 1 where room = 'attic';
                    if not found then
                        raise exception 'the attic is empty';
                    end if;
                end $$;
                """);

        assertThat(findings("opaque-sql")).singleElement().satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(Status.UNVERIFIED);
            assertThat(finding.proof()).isEqualTo(Proof.STATIC);
        });
        assertThat(findings("execution-failure"))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("the attic is empty");
    }

    private void migration(String name, String sql) throws IOException {
        Files.writeString(project.resolve("sql").resolve(name), sql);
    }

    private List<Finding> findings(String rule) {
        Gate gate = new Gate("test", Map.of(), config -> TestServer.of("18"), LocalDate.EPOCH);
        GateReport report =
                gate.check(new ConfigLoader(Map.of()).load(project, ConfigLoader.Options.none()), Progress.none());
        return report.databases().get(0).findings().stream()
                .filter(finding -> finding.rule().value().equals(rule))
                .toList();
    }
}
