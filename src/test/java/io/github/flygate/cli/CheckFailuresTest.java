package io.github.flygate.cli;

import static io.github.flygate.cli.CliProject.MIGRATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.CliProject.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations that fail: findings with exit code 1 where they are pending, the end with 3 where they are the base. */
@Tag("db")
class CheckFailuresTest {
    private static final String BASE_REMEDY =
            "the migrations of the base must go through on an empty database: name in flygate.yml what production had"
                    + " beforehand (roles, extensions, settings, flyway.placeholders), or correct the migration";

    @TempDir
    Path temp;

    private static void failsWith(Outcome outcome, String... parts) {
        assertThat(outcome.code()).as(outcome.toString()).isEqualTo(1);
        assertThat(outcome.words()).contains(parts);
        assertThat(outcome.out()).containsPattern("FAIL: .*\\(exit code 1\\)\n$");
        assertThat(outcome.out() + outcome.err()).doesNotContain("\tat ");
    }

    /** A project whose base is one migration that does not go through. */
    private CliProject brokenBase(String sql) {
        return CliProject.in(temp)
                .init()
                .migration("V1__broken.sql", sql)
                .commit()
                .migration("V2__next.sql", "select 1;");
    }

    private static void refused(Outcome outcome, int code, String message, String whatToDo) {
        Outcome withoutProgress =
                new Outcome(outcome.code(), outcome.out(), outcome.err().replaceAll("flygate: [^\n]* …\n", ""));
        withoutProgress.refused(code, message, whatToDo);
    }

    @Test
    void aFileThatFailsInTheMiddleLeavesTheOnesBeforeItAndTheTextOfTheOnesAfterIt() {
        Outcome outcome = CliProject.withBase(temp)
                .migration("V2__ok.sql", "alter table book add pages int;\n")
                .migration("V3__fails.sql", "select 1;\nalter table bok\n  add isbn text;\n")
                .migration("V4__later.sql", "create index book_title on book (title);\n")
                .check();
        failsWith(
                outcome,
                "V3__fails.sql:2 2 | alter table bok 3 | add isbn text",
                "error execution-failure (measured) fails: relation \"bok\" does not exist",
                "V4__later.sql:1 1 | create index book_title on book (title) result this statement was not run here error"
                        + " index-create-blocking (read in the text)");
        assertThat(outcome.out())
                .containsPattern("V2__ok.sql +yes .* ok\n")
                .containsPattern("V3__fails.sql +yes .* failed\n")
                .containsPattern("V4__later.sql +yes .* not run\n");
    }

    @Test
    void anAppliedMigrationThatWasEditedIsAFinding() {
        Outcome outcome = CliProject.withBase(temp)
                .migration("V1__create_book.sql", "create table book (id bigint);\n")
                .check();
        failsWith(
                outcome,
                "V1__create_book.sql:1 error applied-migration-changed",
                "Flyway refuses it (checksum mismatch)");
    }

    @Test
    void aPlaceholderWithoutAValueEndsWithThree() {
        refused(
                CliProject.withBase(temp)
                        .migration("V2__p.sql", "alter table book\n  add ${column} int;")
                        .check(),
                3,
                MIGRATIONS + "V2__p.sql:2: placeholder ${column} has no value",
                "Add `column: …` under flyway.placeholders in flygate.yml or in Flyway's configuration;"
                        + " placeholderReplacement: false turns replacement off.");
    }

    @Test
    void eachDatabaseHasItsReportAndOneThatFailsFailsAll() {
        CliProject project = CliProject.in(temp)
                .init()
                .file("flygate.yml", """
                        databases:
                          orders: { flyway: { locations: ['filesystem:orders'] } }
                          billing: { flyway: { locations: ['filesystem:billing'] } }
                        """)
                .file("orders/V1__o.sql", "create table orders (id int);")
                .file("billing/V1__b.sql", "create table bill (id int);")
                .commit()
                .git("checkout", "--quiet", "-b", "feature")
                .file("orders/V2__o.sql", "create table parcel (id int);")
                .file("billing/V2__b.sql", "create index bill_id on bill (id);");
        failsWith(project.check(), "database billing", "index-create-blocking", "database orders");
        Outcome orders = project.check("--database", "orders");
        assertThat(orders.code()).isZero();
        assertThat(orders.out()).contains("database orders").doesNotContain("billing");
    }

    @Test
    void aCacheThatCannotBeWrittenEndsWithThree() throws IOException {
        Path file = Files.createFile(temp.resolve("a-file"));
        CliProject project = CliProject.withBase(temp.resolve("project")).migration("V2__a.sql", "select 1;");
        Outcome outcome =
                CliProject.run("check", project.folder().toString(), "--base", "main", "--cache", file.toString());
        outcome.refused(
                3,
                "cannot keep PostgreSQL's binaries in the cache: " + file.resolve("locks") + ": Not a directory",
                "make it a folder that this user can write, or choose another cache folder");
    }

    @Test
    void aRoleThatTheBaseNeedsIsNamedWithTheLineToAdd() {
        refused(
                brokenBase("create table a (b int);\n\ngrant select on a to reporter;\n")
                        .check(),
                3,
                "the base cannot be built: " + MIGRATIONS + "V1__broken.sql:3: role \"reporter\" does not exist",
                "add the role to flygate.yml: roles: [reporter]");
    }

    @Test
    void anExtensionThatTheEmbeddedServerDoesNotHaveIsNamed() {
        refused(
                brokenBase("create extension postgis;\n").check(),
                3,
                "the base cannot be built: " + MIGRATIONS + "V1__broken.sql:1: extension \"postgis\" is not available",
                "the embedded PostgreSQL does not ship the extension postgis");
    }

    @Test
    void aBaseThatFailsIsNamedWithFileAndLine() {
        refused(
                brokenBase("create table a (b int unique);\n\ninsert into a\n values (1), (1);\n")
                        .check(),
                3,
                "the base cannot be built: " + MIGRATIONS + "V1__broken.sql:3: duplicate key value violates unique"
                        + " constraint \"a_b_key\" (Key (b)=(1) already exists.)",
                BASE_REMEDY);
    }

    @Test
    void whatTheServerLacksIsAFindingWhereItIsPendingWithTheLineToAdd() {
        failsWith(
                CliProject.withBase(temp)
                        .migration("V2__grant.sql", "\ngrant select on book to reporter;\n")
                        .check(),
                "V2__grant.sql:2 ",
                "execution-failure (measured) fails: role \"reporter\" does not exist; add the role to flygate.yml: roles:"
                        + " [reporter]");
        failsWith(
                CliProject.withBase(temp.resolve("other"))
                        .migration("V2__fdw.sql", "create extension file_fdw;\n")
                        .check(),
                "V2__fdw.sql:1 ",
                "execution-failure (measured) fails: permission denied to create extension \"file_fdw\"; add the extension"
                        + " to flygate.yml: extensions: [file_fdw]");
    }

    @Test
    void aJavaMigrationThatDoesNotCompileIsNamedWithFileAndLine() {
        refused(
                CliProject.withBase(temp)
                        .file("src/main/java/db/migration/V2__Typo.java", """
                                package db.migration;
                                public class V2__Typo extends org.flywaydb.core.api.migration.BaseJavaMigration {
                                    public void migrate(org.flywaydb.core.api.migration.Context context) {
                                        int number = "text";
                                    }
                                }
                                """)
                        .check(),
                3,
                "src/main/java/db/migration/V2__Typo.java:4: this Java migration does not compile: incompatible types:"
                        + " java.lang.String cannot be converted to int",
                "Compile the project first, and name its classes with flyway.classPath in flygate.yml.");
    }

    @Test
    void aMigrationThatTakesTooLongIsCancelled() {
        Outcome outcome = CliProject.withBase(temp)
                .migration("V2__slow.sql", "alter table book add pages int;\nselect pg_sleep(60);\n")
                .check("--time-limit", "2s");
        failsWith(
                outcome,
                "V2__slow.sql:2 ",
                "execution-failure (measured) fails: the time limit for a migration is over; cancelled");
        // Without the made-up rows it would take as long.
        assertThat(outcome.err()).containsOnlyOnce("flygate: applying 1 pending migration …\n");
    }
}
