package io.github.flygate.cli;

import static io.github.flygate.cli.CliProject.MIGRATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.CliProject.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be looked at is refused with an exit code that is no verdict, in words, on standard error. */
class WrongUseTest {
    @TempDir
    Path temp;

    static Stream<Arguments> wrongCommandLines() {
        return Stream.of(
                Arguments.of("", "a command is missing", "flygate"),
                Arguments.of("chekc", "unknown command chekc; did you mean check?", "flygate"),
                Arguments.of("check --bsae main", "unknown option --bsae", "flygate check"),
                Arguments.of("check . other", "one argument too many: other", "flygate check"),
                Arguments.of("check --base", "Missing required parameter for option '--base' (REF)", "flygate check"),
                Arguments.of("check -o r.json", "Missing required argument(s): --format=FORMAT", "flygate check"),
                Arguments.of("lint --nothing", "unknown option --nothing", "flygate lint"),
                Arguments.of("explain", "Missing required parameter: 'RULE'", "flygate explain"));
    }

    @ParameterizedTest
    @MethodSource("wrongCommandLines")
    void aCommandLineThatCannotBeMeantEndsWithTwo(String line, String message, String command) {
        Outcome outcome = CliProject.run(line.isEmpty() ? new String[0] : line.split(" "));
        outcome.refused(2, message, "`" + command + " --help` shows how it is used");
    }

    @Test
    void aFormatThatIsNotThereEndsWithTwo() {
        CliProject.run("check", "-f", "xml")
                .refused(
                        2,
                        "there is no report format xml",
                        "use console, json, markdown, sarif, code-scanning, junit, gitlab or github");
    }

    @Test
    void aReportThatCannotBeWrittenIsFoundBeforeAnythingRuns() {
        Path file = temp.resolve("nowhere/report.json");
        CliProject project = CliProject.in(temp);
        String remedy = "give --output a file in a folder that exists and can be written";
        project.check("-f", "json", "-o", file.toString())
                .refused(3, "the report cannot be written to " + file + ": no such folder, or not yours", remedy);
        project.check("-f", "json", "-o", temp.toString())
                .refused(3, "the report cannot be written to " + temp + ": it is a folder", remedy);
    }

    @Test
    void aWrongKeyInFlygateYmlIsNamedWithItsLineAndTheNearestRightOne() {
        Outcome outcome = CliProject.withBase(temp)
                .file("flygate.yml", "postgres: 16\nsetings:\n  a: b\n")
                .check();
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("flygate: error: flygate.yml:2: unknown key \"setings\"; did you mean \"settings\"?\n"
                        + "  what to do: Known here: postgres, ");
    }

    @Test
    void aVersionOfPostgresThatNobodyRunsEndsWithTwo() {
        CliProject.withBase(temp)
                .check("--postgres", "11")
                .refused(
                        2,
                        "option --postgres: postgres: \"11\" is no version that flygate runs",
                        "Use a major version from 12 to 18, or a full one such as 16.4.");
    }

    @Test
    void aDatabaseThatIsNotConfiguredEndsWithTwo() {
        CliProject.in(temp)
                .file("flygate.yml", "databases:\n  orders:\n    flyway: { locations: ['filesystem:orders'] }\n")
                .check("--database", "ordres")
                .refused(
                        2,
                        "option --database: unknown database \"ordres\"; did you mean \"orders\"?",
                        "flygate.yml names orders.");
    }

    @Test
    void aFolderWithoutMigrationsIsNoPass() {
        CliProject project = CliProject.in(temp).init();
        project.check()
                .refused(
                        3,
                        "no migrations found in src/main/resources/db/migration",
                        "Set flyway.locations in flygate.yml, such as [filesystem:db/migration].");
        project.file("db/V1__a.sql", "select 1;")
                .check()
                .refused(
                        3,
                        "no migrations found in src/main/resources/db/migration",
                        "There are migrations in db (1): set flyway.locations in flygate.yml, such as [filesystem:db].");
    }

    @Test
    void aFolderThatIsNotThereEndsWithTwo() {
        Path nowhere = temp.resolve("nowhere");
        CliProject.run("check", nowhere.toString())
                .refused(
                        2,
                        nowhere + ": there is no such folder",
                        "Give the folder of the project that holds the migrations.");
    }

    @Test
    void twoFilesOfOneVersionEndWithThree() {
        CliProject.withBase(temp)
                .migration("V2__a.sql", "select 1;")
                .migration("V2.0__b.sql", "select 1;")
                .check()
                .refused(
                        3,
                        "version 2 is there twice: " + MIGRATIONS + "V2__a.sql and " + MIGRATIONS + "V2.0__b.sql",
                        "Flyway refuses both. Give one of them another version or description (1, 01 and 1.0 are the"
                                + " same).");
    }

    @Test
    void anErrorShowsItsStackTraceOnlyWithDebug() {
        assertThat(CliProject.in(temp).check("--debug").err())
                .contains("FlygateException")
                .contains("\n    at io.github.flygate.");
    }

    @Test
    void lintSaysWhichFileItCannotRead() {
        CliProject project = CliProject.in(temp)
                .file("latin1.sql", "select 1;\n-- gr\u00fc\u00df\n".getBytes(StandardCharsets.ISO_8859_1))
                .file("open.sql", "select 1;\nselect 'abc;\n")
                .file("holder.sql", "select 1;\n\nselect ${name};\n");
        String missing = temp.resolve("none.sql").toString();
        CliProject.run("lint", missing)
                .refused(
                        3,
                        "cannot read " + missing + ": no such file",
                        "give files that exist, - for standard input, or a folder");
        project.lint("latin1.sql")
                .refused(
                        3,
                        temp.resolve("latin1.sql") + ":2 is not valid UTF-8; Flyway cannot read it",
                        "Save it as UTF-8, or set flyway.encoding.");
        project.lint("open.sql")
                .refused(
                        3,
                        temp.resolve("open.sql")
                                + ":2: ' opens something that is not closed before the end of the file",
                        "Close it with '.");
        project.lint("holder.sql")
                .refused(
                        3,
                        temp.resolve("holder.sql") + ":3: placeholder ${name} has no value",
                        "Add `name: …` under flyway.placeholders in flygate.yml or in Flyway's configuration;"
                                + " placeholderReplacement: false turns replacement off.");
        CliProject.run("lint", temp.toString(), missing)
                .refused(2, "a folder goes alone", "lint one project folder, or only files");
    }

    @Test
    void lintTakesSqlThatNobodyCanReadForAFinding() {
        Outcome outcome = CliProject.in(temp)
                .file("typo.sql", "select 1;\ncreate tabel x (a int);\n")
                .lint("typo.sql");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.words())
                .contains("typo.sql:2 2 | create tabel x (a int) error syntax-error (read in the text) ")
                .endsWith("(exit code 1) ");
    }

    @Test
    void lintReadsStandardInput() {
        Outcome outcome = CliProject.run(Map.of(), "select 1;\ncreate index i on book (title);\n", "lint", "-");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.words())
                .contains("<stdin>:2 2 | create index i on book (title) error index-create-blocking ");
    }

    @Test
    void lintOfNothingSaysThatThereWasNothing() {
        Outcome outcome = CliProject.run(Map.of(), "-- nothing\n", "lint", "-");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("note: <stdin> holds no statement");
    }

    @Test
    void nothingPendingPassesAndSaysSo() {
        Outcome outcome = CliProject.withBase(temp).check();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("0 pending migrations", "Nothing is pending: every migration here is already in main.")
                .endsWith("PASS: no findings  (exit code 0)\n");
    }

    @Test
    void reportsGoToFilesAndToStandardOutputAsAsked() {
        Path json = temp.resolve("report.json");
        Outcome outcome = CliProject.withBase(temp)
                .check("-f", "json", "-o", json.toString(), "--format", "markdown", "-f", "console");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("**Rolling update safe: ")
                .contains("\n## flygate: pass", "PASS: no findings");
        assertThat(json).content(StandardCharsets.UTF_8).startsWith("{\n  \"schemaVersion\": 1,");
    }
}
