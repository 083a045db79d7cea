package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.cli.CliProject.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, places and kinds of files that a branch adds, changes or removes, from git to the message. */
class FilesFlowTest {
    private static final String JAVA = "src/main/java/db/migration/";

    @TempDir
    Path temp;

    private CliProject project;

    @BeforeEach
    void branchOffMain() {
        project = CliProject.in(temp)
                .init()
                .migration("V1__book.sql", "create table book (id bigint primary key);\n")
                .migration("V2__shelf.sql", "create table shelf (id bigint primary key);\n");
        branch();
    }

    /** Commits what is there on main, and goes on on a branch. */
    private void branch() {
        project.commit().git("checkout", "--quiet", "-B", "feature");
    }

    /** Lets the base have more. */
    private void inBase(String name, String content) {
        project.git("checkout", "--quiet", "main").file(name, content);
        branch();
    }

    private void remove(String name) throws IOException {
        Files.delete(temp.resolve(name));
    }

    private void move(String from, String to) throws IOException {
        Files.move(temp.resolve(from), temp.resolve(to));
    }

    private Outcome report() {
        return project.git("add", "--all").lintAll("-f", "json");
    }

    /** Rule, severity, file and message of what is said about the files. */
    private List<String> findings() throws IOException {
        JsonNode database =
                new ObjectMapper().readTree(report().out()).get("databases").get(0);
        return StreamSupport.stream(database.get("findings").spliterator(), false)
                .filter(finding -> finding.get("proof").asText().equals("history"))
                .map(finding -> finding.get("rule").asText() + " "
                        + finding.get("severity").asText() + " "
                        + finding.get("file").asText() + ": "
                        + finding.get("message").asText())
                .toList();
    }

    private List<String> notes() throws IOException {
        JsonNode database =
                new ObjectMapper().readTree(report().out()).get("databases").get(0);
        return StreamSupport.stream(database.get("notes").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'v6__x.sql', its prefix must be written V",
        "'V3_.sql', no separator __",
        "'V5_x.sql', no separator __",
        "'Vabc__x.sql', could not recognise version number abc",
        "'V10__x.pgsql', does not end in .sql",
        "'V7 __x.sql', there is a blank in its name where none may be",
        "'V7__x.sql ', there is a blank in its name",
        "' V7__x.sql', there is a blank in its name",
        "'R1__x.sql', a repeatable migration has no version",
        "'U1__x.sql', undo"
    })
    void aNameThatFlywayPassesOver(String name, String reason) throws IOException {
        project.migration(name, "create table x (id bigint primary key);\n");

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith(
                        "migration-name-ignored warning " + CliProject.MIGRATIONS + name + ": Flyway passes over it: ")
                .contains(reason, "it is never run, and nobody is told");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V7__ x.sql", "V7__x .sql", "V7__x.SQL", "V7__.sql"})
    void aNameThatFlywayTakesThoughItIsOdd(String name) throws IOException {
        project.migration(name, "create table x (id bigint primary key);\n");

        assertThat(findings()).isEmpty();
        assertThat(report().out()).contains("\"script\": \"" + name + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "V3__x.conf, 'the configuration of V3__x.sql is named after the whole script, V3__x.sql.conf'",
        "V4__y.sql.conf, 'it is a script configuration, and no location has the script V4__y.sql in the same folder'",
        "V4__y.conf, 'it is named like the configuration of a script, and there is no V4__y.sql'"
    })
    void aScriptConfigurationThatBelongsToNoScript(String name, String reason) throws IOException {
        project.migration("V3__x.sql", "create table x (id bigint primary key);\n")
                .migration(name, "executeInTransaction=false\n");

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("migration-name-ignored warning " + CliProject.MIGRATIONS + name)
                .contains(reason, "what it says does not count, and nobody is told");
    }

    @Test
    void aScriptConfigurationIsFoundAsFlywayFindsIt() throws IOException {
        project.file("flyway.conf", "flyway.locations=filesystem:src/main/resources/db/migration,filesystem:more\n")
                .migration("V3__x.sql", "create index concurrently x_id on shelf (id);\n")
                .file("more/v3__X.sql.CONF", "executeInTransaction=false\n");

        assertThat(findings()).isEmpty();
        assertThat(report().out()).contains("\"transactional\": false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/resources/db/migrations/", "src/main/resources/db/", "database/", ""})
    void aMigrationInNoLocation(String folder) throws IOException {
        project.file(folder + "V9__x.sql", "create table x (id bigint primary key);\n");

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith(
                        "migration-outside-locations warning " + folder + "V9__x.sql: it is new, its name is that of"
                                + " a migration, and it lies in none of the locations"
                                + " (filesystem:src/main/resources/db/migration)")
                .contains("Flyway never runs it", "flyway.locations");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/test/resources/db/migrations/",
                "target/classes/db/migrations/",
                "samples/shop/",
                "src/main/resources/db/h2/",
                "reports/",
                "module/src/main/resources/db/migration/",
                "billing/db/"
            })
    void aMigrationThatIsSomebodyElses(String folder) throws IOException {
        inBase("reports/V1__x.sql", "create table x (id bigint primary key);\n");
        project.file("module/pom.xml", "<project/>\n")
                .file("deploy.sh", "flyway -locations=filesystem:./billing/db migrate\n")
                .file(folder + "V9__x.sql", "create table y (id bigint primary key);\n");

        assertThat(findings()).isEmpty();
    }

    @Test
    void aMigrationThatWasMovedOutOfTheLocation() throws IOException {
        Files.createDirectories(temp.resolve("kept"));
        move(CliProject.MIGRATIONS + "V2__shelf.sql", "kept/V2__shelf.sql");

        assertThat(findings())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("migration-outside-locations warning kept/V2__shelf.sql"))
                .anyMatch(line -> line.contains("was deleted"));
    }

    @Test
    void locationsThatHoldNothingOrAreNotThere() throws IOException {
        project.file(
                        "flyway.conf",
                        "flyway.locations=filesystem:src/main/resources/db/migration,filesystem:empty,filesystem:gone\n")
                .file("empty/.gitkeep", "");

        assertThat(notes())
                .contains(
                        "location filesystem:gone does not exist; Flyway ignores it",
                        "location filesystem:empty holds no migration");
    }

    @Test
    void aLocationOfWhichEverythingWasDeleted() throws IOException {
        inBase("flyway.conf", "flyway.locations=filesystem:src/main/resources/db/migration,filesystem:more\n");
        inBase("more/V1_1__a.sql", "create table a (id bigint primary key);\n");
        inBase("more/V1_2__b.sql", "create table b (id bigint primary key);\n");
        remove("more/V1_1__a.sql");
        remove("more/V1_2__b.sql");

        assertThat(findings())
                .hasSize(2)
                .allMatch(line ->
                        line.startsWith("applied-migration-changed error more/V1_") && line.contains("was deleted"));
        assertThat(notes()).contains("location filesystem:more holds no migration");
    }

    @Test
    void aDescriptionWhoseCaseChanged() throws IOException {
        move(CliProject.MIGRATIONS + "V2__shelf.sql", CliProject.MIGRATIONS + "V2__Shelf.sql");

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("applied-migration-changed error ")
                .contains("its description was \"shelf\" and is \"Shelf\"", "description mismatch");
    }

    @Test
    void twoRepeatablesThatDifferInCaseAlone() throws IOException {
        inBase(CliProject.MIGRATIONS + "R__books.sql", "create or replace view books as select id from book;\n");
        project.migration("R__Books.sql", "create or replace view more_books as select id from book;\n");

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith(
                        "file-names-collide warning " + CliProject.MIGRATIONS + "R__Books.sql: its name and that of ")
                .contains("R__books.sql differ in nothing but case", "macOS and Windows");
    }

    @Test
    void aRepeatableWhoseCaseChangedIsAnotherOneAndCollidesWithNone() throws IOException {
        inBase(CliProject.MIGRATIONS + "R__books.sql", "create or replace view books as select id from book;\n");
        move(CliProject.MIGRATIONS + "R__books.sql", CliProject.MIGRATIONS + "R__Books.sql");

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("applied-migration-changed error ")
                .contains("was renamed to " + CliProject.MIGRATIONS + "R__Books.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V02__y.sql", "V2.0__y.sql", "V2_0__y.sql", "V2__Shelf.sql", "sub/V2__shelf.sql"})
    void aVersionThatIsThereTwice(String name) {
        project.migration(name, "create table y (id bigint primary key);\n");

        Outcome outcome = report();
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err())
                .contains(
                        "version 2 is there twice: ",
                        CliProject.MIGRATIONS + "V2__shelf.sql",
                        CliProject.MIGRATIONS + name,
                        "DUPLICATE_VERSIONED_MIGRATION",
                        "a version of its own, above the highest");
    }

    @Test
    void aRepeatableThatIsThereTwice() {
        project.migration("one/R__v.sql", "select 1;\n").migration("two/R__v.sql", "select 1;\n");

        Outcome outcome = report();
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err())
                .contains("repeatable migration v is there twice: ", "one/R__v.sql", "two/R__v.sql")
                .contains("DUPLICATE_REPEATABLE_MIGRATION", "another description");
    }

    @Test
    void twoCopiesOfOneScriptInTwoLocationsCountOnceAndTwoTextsDoNot() throws IOException {
        String sql = "create table x (id bigint primary key);\n";
        project.file("flyway.conf", "flyway.locations=filesystem:src/main/resources/db/migration,filesystem:more\n")
                .migration("V3__x.sql", sql)
                .file("more/V3__x.sql", sql.replace("\n", "\r\n"));

        assertThat(findings()).isEmpty();
        assertThat(report().out()).containsOnlyOnce("\"script\": \"V3__x.sql\"");

        project.file("more/V3__x.sql", sql + "-- other\n");
        assertThat(report().err()).contains("version 3 is there twice", "more/V3__x.sql");
    }

    @Test
    void callbacksThatWereEditedAddedAndRemoved() throws IOException {
        inBase(CliProject.MIGRATIONS + "beforeEachMigrate.sql", "select 1;\n");
        inBase(CliProject.MIGRATIONS + "afterMigrate.sql", "select 1;\n");
        inBase(CliProject.MIGRATIONS + "beforeValidate.sql", "select 1;\n");
        project.migration("beforeEachMigrate.sql", "select 2;\n")
                .migration("beforeValidate.sql", "select 1;\r\n")
                .migration("beforeMigrate.sql", "select 1;\n");
        remove(CliProject.MIGRATIONS + "afterMigrate.sql");

        assertThat(findings())
                .hasSize(3)
                .allMatch(line -> line.startsWith("callback-changed info " + CliProject.MIGRATIONS))
                .anyMatch(line -> line.contains("beforeEachMigrate.sql is a callback, and it changed")
                        && line.contains("Flyway keeps no record of callbacks"))
                .anyMatch(line -> line.contains("beforeMigrate.sql is a new callback"))
                .anyMatch(line -> line.contains("afterMigrate.sql is a callback, and it was removed"));
    }

    private static String java(String declaration, String checksum, String body) {
        return """
                package db.migration;

                import org.flywaydb.core.api.migration.*;

                public %s {
                    %s
                    @Override
                    public void migrate(Context context) throws Exception {
                        %s
                    }
                }
                """.formatted(declaration, checksum, body);
    }

    private static String fill(String checksum, String body) {
        return java("class V1_5__Fill extends BaseJavaMigration", checksum, body);
    }

    private static String execute(String sql) {
        return "context.getConnection().createStatement().execute(\"" + sql + "\");";
    }

    private static final String ROWS = execute("insert into book values (1)");

    @ParameterizedTest
    @CsvSource({
        "V5_AddX, class V5_AddX extends BaseJavaMigration, refuses the name of this class",
        "v5__X, class v5__X extends BaseJavaMigration, refuses the name of this class",
        "AddX, class AddX extends BaseJavaMigration, refuses the name of this class",
        "V5__X, abstract class V5__X extends BaseJavaMigration, the class is abstract",
        "V5__X, class V5__X, the class is no JavaMigration"
    })
    void aJavaClassThatFlywayPassesOver(String name, String declaration, String reason) throws IOException {
        project.file(JAVA + name + ".java", java(declaration, "", ""));

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("migration-name-ignored warning " + JAVA + name + ".java: Flyway passes over it: ")
                .contains(reason);
    }

    @Test
    void helpersOfJavaMigrationsAreNoMigrations() throws IOException {
        project.file(JAVA + "AbstractFill.java", java("abstract class AbstractFill extends BaseJavaMigration", "", ""))
                .file(JAVA + "Rows.java", "package db.migration;\n\n/** For BaseJavaMigration. */\nclass Rows {}\n");

        assertThat(findings()).isEmpty();
    }

    @Test
    void aJavaMigrationThatBringsItsOwnVersion() throws IOException {
        project.file(JAVA + "Fill.java", java("class Fill implements JavaMigration", "", ""));

        assertThat(notes()).anyMatch(note -> note.startsWith(JAVA + "Fill.java implements JavaMigration itself"));
    }

    @Test
    void aJavaMigrationWithoutItsClass() {
        project.file(
                "src/main/kotlin/db/migration/V3__Fill.kt",
                "package db.migration\n\nclass V3__Fill : BaseJavaMigration() {}\n");
        project.commit();

        Outcome outcome = project.check();
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err())
                .contains("src/main/kotlin/db/migration/V3__Fill.kt:1", "is not on the class path", "flyway.classPath");
    }

    @Test
    void aJavaMigrationThatDoesNotCompile() {
        project.file(JAVA + "V3__Fill.java", java("class V3__Fill extends BaseJavaMigration", "", "gone();"));
        project.commit();

        Outcome outcome = project.check();
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains(JAVA + "V3__Fill.java:9", "does not compile", "flyway.classPath");
    }

    @Test
    void aClassWithoutItsSource() throws IOException {
        project.file("classes/db/migration/V3__Fill.java", "package db.migration; class V3__Fill {}\n");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        temp.resolve("classes/db/migration/V3__Fill.java").toString());
        assertThat(compiled).isZero();
        remove("classes/db/migration/V3__Fill.java");
        project.file("flygate.yml", "flyway: { classPath: [classes] }\n");

        assertThat(notes())
                .contains("not looked at: Java migrations that are on flyway.classPath and have no source here:"
                        + " db.migration.V3__Fill (classes)");
    }

    @Test
    void aJavaMigrationThatWasEmptied() throws IOException {
        inBase(JAVA + "V1_5__Fill.java", fill("", ROWS));
        project.file(JAVA + "V1_5__Fill.java", fill("", "// the rows are there: " + ROWS + "\n/* } */ ;"));

        assertThat(findings()).isEmpty();
        assertThat(notes()).anyMatch(note -> note.startsWith(JAVA + "V1_5__Fill.java was emptied"));
    }

    @Test
    void anEmptiedJavaMigrationThatHadMadeATable() throws IOException {
        inBase(JAVA + "V1_5__Fill.java", fill("", execute("CREATE TABLE notes (id bigint)")));
        project.file(JAVA + "V1_5__Fill.java", fill("", ""));

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("applied-java-changed warning " + JAVA + "V1_5__Fill.java: it was emptied, and the old one"
                        + " had definitions in its strings (CREATE)");
    }

    @Test
    void aJavaMigrationOfWhichTheCommentsChanged() throws IOException {
        inBase(JAVA + "V1_5__Fill.java", fill("", ROWS));
        project.file(JAVA + "V1_5__Fill.java", fill("// no checksum", "  " + ROWS + " // one row"));

        assertThat(findings()).isEmpty();
    }

    @Test
    void aJavaMigrationThatChanged() throws IOException {
        inBase(JAVA + "V1_5__Fill.java", fill("", ROWS));
        project.file(JAVA + "V1_5__Fill.java", fill("", ROWS.replace("(1)", "(2)")));

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("applied-java-changed warning ")
                .contains("the class changed; Flyway does not notice");
    }

    private static String checksum(String value) {
        return "public Integer getChecksum() { return " + value + "; }";
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, applied-migration-changed error, its getChecksum() gave 1 and gives 2; Flyway refuses it",
        "1, null, applied-migration-changed error, its getChecksum() gave 1 and gives null; Flyway refuses it",
        "1, A.B, applied-java-changed warning, 'its getChecksum() changed; if it gives another value, Flyway refuses it'"
    })
    void aJavaMigrationWhoseChecksumChanged(String was, String is, String rule, String message) throws IOException {
        inBase(JAVA + "V1_5__Fill.java", fill(checksum(was), ROWS));
        project.file(JAVA + "V1_5__Fill.java", fill(checksum(is), ROWS));

        assertThat(findings()).singleElement().asString().startsWith(rule).contains(message);
    }

    @Test
    void aJavaMigrationThatGetsAChecksum() throws IOException {
        inBase(JAVA + "V1_5__Fill.java", fill("", ROWS));
        project.file(JAVA + "V1_5__Fill.java", fill(checksum("1"), ROWS));

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("applied-migration-changed error ")
                .contains("gave null and gives 1");
    }
}
