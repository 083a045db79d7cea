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

/** Which database an exported history is of: another project's, or the one that a branch is checked against. */
class HistoryOfDatabaseTest {
    private static final String ROWS = "installed_rank,version,description,type,script,checksum,success\n";
    private static final String BOOK = "1,1,book,SQL,V1__book.sql,,t\n";
    private static final String SHELF = "2,2,shelf,SQL,V2__shelf.sql,,t\n";

    @TempDir
    Path temp;

    private CliProject project;

    @BeforeEach
    void everythingOnMain() {
        project = CliProject.in(temp)
                .init()
                .migration("V1__book.sql", "create table book (id bigint primary key);\n")
                .migration("V2__shelf.sql", "create table shelf (id bigint primary key);\n")
                .migration("V3__title.sql", "alter table book add title text;\n")
                .migration("R__titles.sql", "create or replace view titles as select title from book;\n")
                .commit()
                .git("checkout", "--quiet", "-b", "feature")
                .migration("V4__desk.sql", "create table desk (id bigint primary key);\n");
    }

    private static JsonNode database(Outcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.out()).get("databases").get(0);
    }

    private static List<String> texts(JsonNode list, String key) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(one -> one.get(key).asText())
                .toList();
    }

    private JsonNode againstMain(String... rows) throws IOException {
        project.file("history.csv", ROWS + String.join("", rows))
                .file("flygate.yml", "history: { file: history.csv }\n");
        return database(project.lintAll("-f", "json"));
    }

    private Outcome withBase(String command, String... rows) {
        project.file("history.csv", ROWS + String.join("", rows))
                .file("flygate.yml", "base: { history: history.csv }\n");
        return CliProject.run(command, temp.toString(), "-f", "json", "--cache", CliProject.CACHE);
    }

    @Test
    void ofAnotherProject() throws IOException {
        JsonNode database = againstMain(
                "1,1,init,SQL,V1__init.sql,,t\n",
                "2,2,user,SQL,V2__user.sql,,t\n",
                "3,3.1,role,SQL,V3.1__role.sql,,t\n");

        assertThat(texts(database.get("findings"), "rule")).containsExactly("exported-history-other-project");
        assertThat(database.get("findings").get(0).get("message").asText())
                .startsWith(
                        "history.csv seems to be the history of another project: of the 3 versions that it has"
                                + " applied none has a file of this name here, and of the 3 files up to its highest none is in it");
    }

    @Test
    void aFirstMigrationOfTheSameNameIsChance() throws IOException {
        StringBuilder rows = new StringBuilder(BOOK);
        for (int i = 2; i <= 20; i++) {
            rows.append("%d,%d,other,SQL,V%d__other.sql,,t%n".formatted(i, i, i));
            if (i > 4) {
                project.migration("V" + i + "__ours.sql", "select " + i + ";\n");
            }
        }

        JsonNode database = database(withBase("lint", rows.toString()));

        assertThat(texts(database.get("findings"), "message"))
                .filteredOn(message -> message.contains("another project"))
                .singleElement()
                .asString()
                .contains(
                        "of the 20 versions that it has applied 1 has", "of the 20 files up to its highest 1 is in it");
    }

    @Test
    void oneThatIsOlderOrBeginsWithABaselineIsNoOther() throws IOException {
        project.file("flyway.conf", "flyway.ignoreMigrationPatterns=*:missing,*:future\n");
        for (String rows : List.of(
                "1,0.1,a,SQL,V0.1__a.sql,,t\n2,0.2,b,SQL,V0.2__b.sql,,t\n",
                "1,3,base,BASELINE,base,,t\n2,5,lamp,SQL,V5__lamp.sql,,t\n",
                "1,1,init,SQL,V1__init.sql,,t\n")) {
            assertThat(texts(againstMain(rows).get("findings"), "rule"))
                    .doesNotContain("exported-history-other-project");
        }
    }

    @Test
    void manyMissingRowsAreCounted() throws IOException {
        StringBuilder rows = new StringBuilder(BOOK + SHELF + "3,3,title,SQL,V3__title.sql,,t\n");
        for (int i = 4; i < 34; i++) {
            rows.append("%d,2.%d,gone,SQL,V2.%d__gone.sql,,t%n".formatted(i, i, i));
        }

        JsonNode database = againstMain(rows.toString());

        assertThat(texts(database.get("findings"), "rule")).hasSize(21).containsOnly("exported-history-refuses");
        assertThat(texts(database.get("findings"), "message"))
                .filteredOn(message -> message.startsWith("10 more are refused by history.csv: V2.24__gone.sql, "))
                .hasSize(1);
    }

    @Test
    void whatItHasAppliedIsTheBase() throws IOException {
        JsonNode database = database(withBase("check", BOOK, SHELF, "3,,titles,SQL,R__titles.sql,5,t\n"));

        assertThat(texts(database.get("migrations"), "script"))
                .containsExactly("V3__title.sql", "V4__desk.sql", "R__titles.sql");
        assertThat(database.get("base").toString())
                .isEqualTo("{\"ref\":\"history.csv\",\"commit\":null,\"version\":\"2\",\"migrations\":2}");
        assertThat(texts(database.get("findings"), "proof")).doesNotContain("history");
        assertThat(database.get("notes").toString()).contains("compared with history.csv (CSV, 3 rows)");
        database.get("migrations")
                .forEach(one ->
                        assertThat(one.at("/statements/0/effects").isObject()).isTrue());
    }

    @Test
    void aFailedMigrationIsStillPendingAndRefused() throws IOException {
        JsonNode database = database(withBase("lint", BOOK, SHELF, "3,3,title,SQL,V3__title.sql,,f\n"));

        assertThat(texts(database.get("migrations"), "script"))
                .containsExactly("V3__title.sql", "V4__desk.sql", "R__titles.sql");
        assertThat(texts(database.get("findings"), "rule")).contains("exported-history-refuses");
    }

    @Test
    void filesBelowABaselineAreInTheBase() throws IOException {
        project.migration("B3__all.sql", "create table book (id bigint primary key, title text);\n");
        for (String rows : List.of("1,3,base,BASELINE,base,,t\n", "1,3,all,SQL_BASELINE,B3__all.sql,,t\n")) {
            JsonNode database = database(withBase("lint", rows));
            assertThat(texts(database.get("migrations"), "script")).containsExactly("V4__desk.sql", "R__titles.sql");
            assertThat(database.at("/base/version").asText()).isEqualTo("3");
        }
        assertThat(database(withBase("lint", BOOK)).at("/base/migrations").asInt())
                .isEqualTo(1);
        assertThat(database(withBase("lint")).at("/base/migrations").asInt()).isZero();
    }

    @Test
    void rowsThatCannotBeReadAreNoBase() {
        Outcome undone = withBase("lint", BOOK, SHELF, "3,2,shelf,UNDO_SQL,U2__shelf.sql,,t\n");
        assertThat(undone.code()).isEqualTo(3);
        assertThat(undone.err())
                .contains("the base cannot be what history.csv says: row 3 of history.csv", "Unknown migration type")
                .contains("what to do: Only paid editions write it");

        project.file("flygate.yml", "base: { history: nothing.csv }\n");
        Outcome none = CliProject.run("lint", temp.toString());
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains("nothing.csv");
    }
}
