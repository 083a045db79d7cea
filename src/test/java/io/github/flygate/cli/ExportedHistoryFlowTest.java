package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.cli.CliProject.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rows of an exported history say of a branch that adds V3 to V1 and V2, from the file to the message. */
class ExportedHistoryFlowTest {
    private static final String ROWS = "installed_rank,version,description,type,script,checksum,success\n";
    private static final String BOOK = "1,1,book,SQL,V1__book.sql,,t\n";
    private static final String SHELF = "2,2,shelf,SQL,V2__shelf.sql,,t\n";
    private static final String DESK = "3,3,desk,SQL,V3__desk.sql,,t\n";
    private static final String LAMP_BETWEEN = "3,2.5,lamp,SQL,V2.5__lamp.sql,,t\n";
    private static final String NOTHING_RUN = "note: read only: nothing was run";

    @TempDir
    Path temp;

    private CliProject project;

    @BeforeEach
    void addDesk() {
        project = CliProject.in(temp)
                .init()
                .migration("V1__book.sql", "create table book (id bigint primary key);\n")
                .migration("V2__shelf.sql", "create table shelf (id bigint primary key);\n")
                .file("flygate.yml", "history: { file: history.csv }\n")
                .commit()
                .git("checkout", "--quiet", "-b", "feature")
                .migration("V3__desk.sql", "create table desk (id bigint primary key);\n");
    }

    private List<String> with(String... rows) throws IOException {
        project.file("history.csv", ROWS + String.join("", rows));
        return said(project.lintAll("-f", "json"));
    }

    /** Findings about the history as {@code rule file: message}, then notes as {@code note: text}. */
    private static List<String> said(Outcome outcome) throws IOException {
        JsonNode database = database(outcome);
        List<String> said = new ArrayList<>();
        for (JsonNode finding : database.get("findings")) {
            if (finding.get("proof").asText().equals("history")) {
                said.add(finding.get("rule").asText() + " "
                        + finding.get("file").asText().replaceFirst(".*/", "") + ": "
                        + finding.get("message").asText());
            }
        }
        database.get("notes").forEach(note -> said.add("note: " + note.asText()));
        return said;
    }

    private static JsonNode database(Outcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.out()).get("databases").get(0);
    }

    private static String compared(int rows) {
        return "note: compared with history.csv (CSV, " + rows + " rows)";
    }

    @Test
    void aRowThatOnlyPaidEditionsWrite() throws IOException {
        List<String> said =
                with(BOOK, SHELF, "3,2,shelf,UNDO_SQL,U2__shelf.sql,,t\n", "4,1,book,UNDO_SQL,U1__book.sql,,t\n");

        assertThat(said).hasSize(3).endsWith(compared(4), NOTHING_RUN);
        assertThat(said.get(0))
                .startsWith(
                        "exported-history-refuses history.csv: row 3 of history.csv (version 2, U2__shelf.sql) has the"
                                + " type UNDO_SQL, as 1 more has; ")
                .contains(
                        "Unknown migration type 'UNDO_SQL'",
                        "every server with Flyway's free edition refuses to start",
                        "an export without this row and the one that it undoes, 2");
    }

    @Test
    void aTypeThatNobodyWrites() throws IOException {
        assertThat(with(BOOK, "2,2,shelf,sql,V2__shelf.sql,,t\n"))
                .first()
                .asString()
                .startsWith(
                        "exported-history-refuses history.csv: row 2 of history.csv (version 2, V2__shelf.sql) has the"
                                + " type sql; ")
                .contains("Correct the type in the row by hand");
    }

    @Test
    void aVersionThatIsNoneIsRefusedWithoutBlamingAType() throws IOException {
        assertThat(with(BOOK, SHELF, "3,x,desk,SQL,V3__desk.sql,,t\n"))
                .first()
                .asString()
                .startsWith("exported-history-refuses history.csv: the history is refused: ")
                .contains("Invalid version: x");
    }

    @Test
    void aRowWithoutAFileBelowTheHighestAndOneAbove() throws IOException {
        List<String> said = with(BOOK, SHELF, LAMP_BETWEEN, "4,4,chair,SQL,V4__chair.sql,,t\n");

        assertThat(said).hasSize(5).endsWith(compared(4), NOTHING_RUN);
        assertThat(said.get(0))
                .startsWith("exported-history-refuses history.csv: in history.csv (row 3) it is MISSING_SUCCESS: ")
                .contains("2.5 (APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED)", "Bring the file", "with `*:missing`");
        assertThat(said.get(1)).startsWith("exported-history-refuses V3__desk.sql: in history.csv it is IGNORED: ");
        assertThat(said.get(2))
                .startsWith("note: history.csv goes beyond these files")
                .endsWith("another branch was deployed, or the file is lost: V4__chair.sql");
    }

    @Test
    void aListOfPatternsReplacesTheDefault() throws IOException {
        project.file("flyway.conf", "flyway.ignoreMigrationPatterns=*:missing\n");

        List<String> said = with(BOOK, SHELF, LAMP_BETWEEN, "4,4,chair,SQL,V4__chair.sql,,t\n");

        assertThat(said).hasSize(5);
        assertThat(said.get(1)).startsWith("exported-history-refuses V3__desk.sql: in history.csv it is IGNORED: ");
        assertThat(said.get(0))
                .startsWith("exported-history-refuses history.csv: in history.csv (row 4) it is FUTURE_SUCCESS: ")
                .contains("a list replaces `*:future`");
        assertThat(said.get(2))
                .isEqualTo("note: history.csv has rows without a file here, which ignoreMigrationPatterns lets pass:"
                        + " V2.5__lamp.sql");
    }

    @Test
    void whatRepairHasMarkedAsDeletedIsAppliedAgain() throws IOException {
        List<String> said = with(BOOK, SHELF, DESK, "4,3,desk,DELETE,V3__desk.sql,,t\n");

        assertThat(said).hasSize(3);
        assertThat(said.get(0))
                .startsWith(
                        "exported-history-applies-again V3__desk.sql: row 4 of history.csv marks version 3 as deleted")
                .contains("applies it once more", "can run twice");
        assertThat(with(BOOK, SHELF, DESK, "4,3,desk,DELETE,V3__desk.sql,,t\n", "5,3,desk,SQL,V3__desk.sql,,t\n"))
                .containsExactly("note: by history.csv applied there already: V3__desk.sql", compared(5), NOTHING_RUN);
    }

    @Test
    void whatRepairHasMarkedAsDeletedBelowTheHighestIsRefused() throws IOException {
        assertThat(with(BOOK, SHELF, DESK, "4,4,chair,SQL,V4__chair.sql,,t\n", "5,3,desk,DELETE,V3__desk.sql,,t\n"))
                .first()
                .asString()
                .startsWith("exported-history-refuses V3__desk.sql: in history.csv it is IGNORED: ")
                .contains("has marked it as deleted there (row 5)", "Without that row it counts as applied");
    }

    @Test
    void whatRepairHasMarkedAsDeletedAndHasNoFile() throws IOException {
        assertThat(with(BOOK, SHELF, LAMP_BETWEEN, "4,2.5,lamp,DELETE,V2.5__lamp.sql,,t\n"))
                .containsExactly(
                        "note: history.csv has rows that `flyway repair` has marked as deleted, and no file is here:"
                                + " V2.5__lamp.sql",
                        compared(4),
                        NOTHING_RUN);
    }

    @Test
    void aNewFileThatABaselineOrAPatternPassesOver() throws IOException {
        String below = "note: by history.csv at or below its baseline, never run or compared there: V1__book.sql,"
                + " V2__shelf.sql";
        for (String baseline : List.of("3", "5")) {
            List<String> said = with("1," + baseline + ",base,BASELINE,base,,t\n");
            assertThat(said.get(0))
                    .isEqualTo(
                            "exported-history-passes-over V3__desk.sql: version 3 is not above the baseline " + baseline
                                    + " (row 1 of history.csv); there Flyway never runs it, and says nothing; Give it a version"
                                    + " above " + baseline + ".");
            assertThat(said.get(1)).isEqualTo(below);
        }
        assertThat(with("1,2,base,BASELINE,base,,t\n").get(0)).isEqualTo(below);

        project.file("flyway.conf", "flyway.ignoreMigrationPatterns=*:ignored,*:future\n");
        assertThat(with(BOOK, SHELF, "3,4,chair,SQL,V4__chair.sql,,t\n").get(0))
                .startsWith(
                        "exported-history-passes-over V3__desk.sql: version 3 is below 4 (row 3 of history.csv), and"
                                + " ignoreMigrationPatterns lets that pass; ");
    }

    @Test
    void anExistingDatabasePassesOverABaselineMigration() throws IOException {
        project.migration("B3__all.sql", "create table book (id bigint primary key);\n");

        assertThat(with(BOOK, SHELF))
                .containsExactly(
                        "note: src/main/resources/db/migration/B3__all.sql is a baseline migration: Flyway runs it on an"
                                + " empty schema only",
                        compared(2),
                        NOTHING_RUN);
    }

    @Test
    void markersAndRanksAreNoProblem() throws IOException {
        for (int rank : List.of(-1, 0)) {
            assertThat(with(rank + ",,<< Flyway Schema Creation >>,SCHEMA,\"\"\"public\"\"\",,t\n", BOOK, "70" + SHELF))
                    .containsExactly(compared(3), NOTHING_RUN);
        }
        assertThat(with("-7,9,gone,UNDO_SQL,U9__gone.sql,,t\n", BOOK, SHELF)).containsExactly(compared(3), NOTHING_RUN);
    }
}
