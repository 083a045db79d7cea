package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.cli.CliProject.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files, other branches and an exported history say of a branch, from git to the message. */
class HistoryFlowTest {
    private static final String ROWS = "installed_rank,version,description,type,script,checksum,success\n";

    @TempDir
    Path temp;

    private CliProject project;

    @BeforeEach
    void branchOffMain() {
        project = CliProject.in(temp)
                .init()
                .migration("V1__book.sql", "create table book (id bigint primary key);\n")
                .migration("V2__shelf.sql", "create table shelf (id bigint primary key);\n-- note drop table book;\n")
                .commit()
                .git("checkout", "--quiet", "-b", "feature");
    }

    private static List<String> findings(Outcome outcome) throws IOException {
        JsonNode database =
                new ObjectMapper().readTree(outcome.out()).get("databases").get(0);
        return StreamSupport.stream(database.get("findings").spliterator(), false)
                .filter(finding -> finding.get("proof").asText().equals("history"))
                .map(finding -> finding.get("rule").asText() + " "
                        + finding.get("file").asText().replaceFirst(".*/", "") + ": "
                        + finding.get("message").asText())
                .toList();
    }

    private List<String> lint(String... more) throws IOException {
        String[] arguments = new String[more.length + 2];
        System.arraycopy(more, 0, arguments, 0, more.length);
        arguments[more.length] = "-f";
        arguments[more.length + 1] = "json";
        return findings(project.lintAll(arguments));
    }

    @Test
    void anAppliedFileThatWasEdited() throws IOException {
        project.migration("V1__book.sql", "create table book (id bigint primary key, title text);\n");

        assertThat(lint())
                .singleElement()
                .asString()
                .startsWith("applied-migration-changed V1__book.sql: its content changed (checksum ")
                .contains("every server refuses to start", "new migration", "`flyway repair`");
    }

    @Test
    void aLineBreakThatMakesAStatementOfAComment() throws IOException {
        project.migration("V2__shelf.sql", "create table shelf (id bigint primary key);\n-- note \ndrop table book;\n");

        assertThat(lint())
                .singleElement()
                .asString()
                .startsWith("applied-change-unnoticed V2__shelf.sql: lines were joined or split");
    }

    private void deskHereAndOnMain(String lamp) {
        project.migration("V3__desk.sql", "create table desk (id bigint primary key);\n")
                .commit()
                .git("checkout", "--quiet", "main")
                .migration(lamp, "create table lamp (id bigint primary key);\n")
                .commit()
                .git("checkout", "--quiet", "feature");
    }

    @Test
    void aVersionThatMainHasTakenMeanwhile() throws IOException {
        deskHereAndOnMain("V3.0__lamp.sql");

        assertThat(lint())
                .singleElement()
                .asString()
                .startsWith("version-taken V3__desk.sql: main has ")
                .contains("V3.0__lamp.sql with version 3", "Take a version above 3");
    }

    @Test
    void aLowerVersionThatIsMergedLater() throws IOException {
        deskHereAndOnMain("V4__lamp.sql");

        assertThat(lint())
                .singleElement()
                .asString()
                .startsWith("version-out-of-order V3__desk.sql: main has ")
                .contains("V4__lamp.sql, which is above version 3", "Take a version above 4");
    }

    @Test
    void anotherOpenBranchWithTheSameVersion() throws IOException {
        project.migration("V3__desk.sql", "create table desk (id bigint primary key);\n")
                .commit()
                .git("checkout", "--quiet", "-b", "other", "main")
                .migration("V3__lamp.sql", "create table lamp (id bigint primary key);\n")
                .commit()
                .git("checkout", "--quiet", "feature");

        assertThat(lint()).isEmpty();
        assertThat(lint("--also", "other"))
                .singleElement()
                .asString()
                .startsWith("other-branch-in-the-way V3__desk.sql: other has ");

        Outcome unknown = project.lintAll("--also", "nothing");
        assertThat(unknown.code()).isEqualTo(3);
        assertThat(unknown.err()).contains("nothing").contains("does not exist");
    }

    @Test
    void anExportedHistoryThatKnowsOfAFailure() throws IOException {
        project.migration("V3__desk.sql", "create table desk (id bigint primary key);\n")
                .file(
                        "history.csv",
                        ROWS + "1,1,book,SQL,V1__book.sql,,t\n2,2,shelf,SQL,V2__shelf.sql,,t\n"
                                + "3,3,desk,SQL,V3__desk.sql,,f\n");

        assertThat(lint("--history", temp.resolve("history.csv").toString()))
                .singleElement()
                .asString()
                .startsWith("exported-history-refuses V3__desk.sql: ")
                .contains("FAILED", "flyway repair");
    }

    @Test
    void anExportedHistoryThatIsBehindAndOneThatIsNone() throws IOException {
        project.migration("V3__desk.sql", "create table desk (id bigint primary key);\n")
                .file("history.csv", ROWS + "1,1,book,SQL,V1__book.sql,,t\n")
                .file("nonsense.csv", "a,b\n1,2\n");

        Outcome behind =
                project.lintAll("--history", temp.resolve("history.csv").toString(), "-f", "json");
        assertThat(findings(behind)).isEmpty();
        assertThat(behind.out()).contains("these migrations of the base are pending there too: V2__shelf.sql");

        Outcome nonsense =
                project.lintAll("--history", temp.resolve("nonsense.csv").toString());
        assertThat(nonsense.code()).isEqualTo(3);
        assertThat(nonsense.err()).contains("nonsense.csv").doesNotContain("Exception");
    }

    @Test
    void aNameThatFlywayPassesOver() throws IOException {
        project.migration("V3__desk.sql", "create table desk (id bigint primary key);\n")
                .migration("V4_lamp.sql", "create table lamp (id bigint primary key);\n");

        assertThat(lint())
                .singleElement()
                .asString()
                .startsWith("migration-name-ignored V4_lamp.sql: Flyway passes over it");
    }

    @Test
    void theReportHoldsWhatWasCompared() throws IOException {
        project.migration("V1__book.sql", "create table book (id bigint primary key, title text);\n");

        JsonNode history = new ObjectMapper()
                .readTree(project.lintAll("-f", "json").out())
                .get("databases")
                .get(0)
                .get("history");

        assertThat(history.get("entries").asInt()).isEqualTo(2);
        assertThat(history.get("exported")).isEmpty();
        assertThat(history.get("problems")).singleElement().satisfies(problem -> {
            assertThat(problem.get("kind").asText()).isEqualTo("checksum");
            assertThat(problem.get("version").asText()).isEqualTo("1");
            assertThat(problem.get("code").asText()).isEqualTo("CHECKSUM_MISMATCH");
        });
    }
}
