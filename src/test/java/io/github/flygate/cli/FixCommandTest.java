package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.CliProject.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command shows, writes and refuses to write. */
@Tag("db")
class FixCommandTest {
    private static final String CHECK = "alter table book add constraint title_there check (title <> '');\n";

    @TempDir
    Path temp;

    private CliProject project;
    private Path folder;

    @BeforeEach
    void aBranchWithAMigrationThatBlocks() {
        project = CliProject.withBase(temp).migration("V2__title.sql", CHECK);
        folder = temp.resolve("src/main/resources/db/migration");
    }

    private Outcome fix(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("fix", project.folder().toString(), "--base", "main", "--cache", CliProject.CACHE));
        all.addAll(List.of(arguments));
        return CliProject.run(all.toArray(String[]::new));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void itShowsTheFilesAndWritesNothing() throws IOException {
        List<String> before = files();

        Outcome shown = fix();

        assertThat(shown.code()).as(shown.toString()).isZero();
        assertThat(shown.out())
                .contains("V2__title.sql: ends check-validating, lock-timeout-missing")
                .contains("--- src/main/resources/db/migration/V2_1__title_2.sql\n"
                        + "alter table book validate constraint title_there;")
                .contains("flygate fix --write writes these files");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatIsNotCommittedIsNotReplaced() throws IOException {
        List<String> before = files();

        Outcome refused = fix("--write", "--yes");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("V2__title.sql has changes that are not committed; nothing was written");
        assertThat(files()).isEqualTo(before);
        assertThat(folder.resolve("V2__title.sql")).hasContent(CHECK);
    }

    @Test
    void whatIsWrittenEndsTheFindings() throws IOException {
        project.commit();
        assertThat(check().out()).contains("check-validating");

        Outcome written = fix("--write", "--yes");

        assertThat(written.code()).as(written.toString()).isZero();
        assertThat(written.out())
                .contains("replaced src/main/resources/db/migration/V2__title.sql")
                .contains("wrote    src/main/resources/db/migration/V2_1__title_2.sql");
        // That empty titles are refused from now on is another matter.
        assertThat(check().out())
                .contains("2 pending migrations", "old-statement-fails")
                .doesNotContain("check-validating", "lock-timeout-missing");
        assertThat(fix().out()).contains("left as it is: ", "old-statement-fails", "nothing to write");
    }

    @Test
    void itAsksBeforeItWrites() throws IOException {
        project.commit();

        Outcome refused = fix("--write");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("there is no terminal to ask on");
        assertThat(folder.resolve("V2__title.sql")).hasContent(CHECK);
    }

    @Test
    void aFileOfThatNameIsNotReplaced() throws IOException {
        project.migration("V3__own.sql", "alter table book alter column title set default random()::text;\n");
        Files.writeString(folder.resolve("V2__title.sql.later"), "mine");
        project.migration("V2__title.sql", "alter table book drop column title;\n");
        project.commit();

        Outcome refused = fix("--write", "--yes");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("V2__title.sql.later is there already; nothing was written");
        assertThat(folder.resolve("V2__title.sql.later")).hasContent("mine");
    }

    @Test
    void whatBelongsIntoALaterReleaseIsKeptWhereFlywayPassesOverIt() throws IOException {
        project.migration("V2__title.sql", "-- nobody reads it\nalter table book drop column title;\n");
        project.commit();

        Outcome written = fix("--write", "--yes");

        assertThat(written.code()).as(written.toString()).isZero();
        assertThat(written.out()).contains("removed  src/main/resources/db/migration/V2__title.sql");
        assertThat(files()).contains("V2__title.sql.later").doesNotContain("V2__title.sql");
        assertThat(folder.resolve("V2__title.sql.later"))
                .hasContent("-- nobody reads it\nalter table book drop column title;\n");
        assertThat(check().out()).doesNotContain("migration-name-ignored");
    }

    @Test
    void aFileThatMustNotRunInATransactionGetsItsConf() {
        project.migration("V2__title.sql", "reindex table concurrently book;\n");

        Outcome shown = fix();

        assertThat(shown.out().lines().collect(Collectors.joining("\n")))
                .contains("--- src/main/resources/db/migration/V2__title.sql.conf\nexecuteInTransaction=false")
                .contains("set flyway.postgresql.transactional.lock=false");
    }

    private Outcome check() {
        return CliProject.run("check", project.folder().toString(), "--base", "main", "--cache", CliProject.CACHE);
    }
}
