package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.Program.Ended;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hook as a team has it: pre-commit itself, which clones this checkout and builds it, and real commits. Skipped where
 * pre-commit is not installed; CI lets no test be skipped.
 */
@EnabledIf(value = "installed", disabledReason = "pre-commit is not installed")
class PreCommitHookTest {
    private static final String TABLE = "create table book (id bigint primary key, title text);\n";
    private static final String INDEX = "create index book_title_idx on book (title);\n";

    @TempDir
    static Path temp;

    private static CliProject shop;
    private static Ended firstCommit;

    static boolean installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pre-commit")));
    }

    @BeforeAll
    static void aTeamInstallsTheHook() throws IOException {
        Path flygate = temp.resolve("flygate");
        String revision = Program.copyOfCheckout(flygate);
        shop = CliProject.in(temp.resolve("shop"))
                .init()
                .file("README.md", "A shop.\n")
                .file(".pre-commit-config.yaml", """
                        repos:
                          - repo: %s
                            rev: %s
                            hooks:
                              - id: flygate-lint
                        """.formatted(flygate.toUri(), revision))
                .commit();
        assertThat(run("pre-commit", "install").code()).isZero();
        firstCommit = commit("V1__book.sql", TABLE);
    }

    @Test
    void theFirstCommitBuildsFlygateAndAGoodMigrationPasses() {
        assertThat(firstCommit.code()).as(firstCommit.toString()).isZero();
        assertThat(firstCommit.said()).containsPattern("flygate lint\\.+Passed");
    }

    @Test
    void aBadMigrationIsNotCommittedAndTheFindingIsShown() {
        Ended ended = commit("V2__index.sql", INDEX);

        assertThat(ended.code()).isOne();
        assertThat(ended.said())
                .containsPattern("flygate lint\\.+Failed")
                .contains("- exit code: 1", CliProject.MIGRATIONS + "V2__index.sql:1", "index-create-blocking")
                .doesNotContain("flygate: building");
        assertThat(run("git", "log", "--format=%s").said()).doesNotContain("V2__index.sql");
    }

    @Test
    void filesOfOneCommitAreReadTogether() {
        shop.migration("V9__book.sql", TABLE.replace("book", "shelf"));

        Ended ended = commit("V10__index.sql", INDEX.replace("book", "shelf"));

        assertThat(ended.code()).as(ended.toString()).isZero();
    }

    @Test
    void aCommitWithoutMigrationsStartsNothing() {
        shop.file("notes/Venues.sql", INDEX);

        Ended ended = commitAll("notes");

        assertThat(ended.code()).isZero();
        assertThat(ended.said()).containsPattern("flygate lint.*\\(no files to check\\)Skipped");
    }

    @Test
    void otherExitCodesGoThrough() {
        shop.file("flygate.yml", "postgress: 16\n");

        Ended ended = commit("V3__shelf.sql", TABLE.replace("book", "case"));

        assertThat(ended.code()).isOne();
        assertThat(ended.said()).contains("- exit code: 2", "flygate.yml:1: unknown key \"postgress\"");
    }

    private static Ended commit(String migration, String sql) {
        shop.migration(migration, sql);
        return commitAll(migration);
    }

    /** What the hook refuses is taken back, so that the next test commits its own files only. */
    private static Ended commitAll(String message) {
        run("git", "add", "--all");
        Ended ended = run("git", "commit", "--message", message);
        run("git", "reset", "--quiet", "--hard");
        return ended;
    }

    private static Ended run(String... command) {
        return Program.run(
                shop.folder(),
                Map.of("PRE_COMMIT_HOME", temp.resolve("pre-commit").toString()),
                command);
    }
}
