package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.cli.CliProject.Outcome;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code flygate facts export} as a user types it, on a database that real Flyway has migrated. */
@Tag("db")
class FactsExportCommandTest {
    private static final String REMEDY = "give --output a file in a folder that exists and can be written";

    @TempDir
    Path temp;

    private CliProject project;
    private Database database;

    @BeforeEach
    void open() {
        project = CliProject.in(temp.resolve("project"))
                .migration("V1__book.sql", "create table book (id bigint primary key);")
                .migration("R__titles.sql", "create or replace view titles as select id from book;");
        database = TestServer.of("18").fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void migrate(String schema, String table) {
        Database.Login owner = database.owner();
        Flyway.configure()
                .dataSource(owner.url(), owner.user(), owner.password())
                .locations("filesystem:" + project.folder().resolve(CliProject.MIGRATIONS))
                .defaultSchema(schema)
                .table(table)
                .load()
                .migrate();
    }

    private Path output() {
        return temp.resolve("facts.json");
    }

    private Outcome export(String... options) {
        List<String> line = new ArrayList<>(List.of("facts", "export", "--only", "history"));
        line.addAll(List.of(
                "--url", database.owner().url(), "--user", database.owner().user()));
        line.addAll(List.of("--project", project.folder().toString(), "-o", output().toString()));
        line.addAll(Arrays.asList(options));
        return CliProject.run(
                Map.of("FLYGATE_FACTS_PASSWORD", database.owner().password()), "", line.toArray(String[]::new));
    }

    @Test
    void writesTheHistoryAndNothingElse() throws IOException {
        migrate("public", "flyway_schema_history");
        Outcome outcome = export();
        assertThat(outcome.toString())
                .isEqualTo(new Outcome(
                                0,
                                "wrote " + output() + ": 2 rows of public.flyway_schema_history, PostgreSQL "
                                        + database.serverVersion() + "\n",
                                "")
                        .toString());
        JsonNode facts = new ObjectMapper().readTree(Files.readString(output()));
        assertThat(facts.fieldNames())
                .toIterable()
                .containsExactly("schemaVersion", "kind", "exportedAt", "postgres", "history");
        assertThat(facts.at("/schemaVersion").asInt()).isEqualTo(1);
        assertThat(facts.at("/kind").asText()).isEqualTo("facts");
        assertThat(facts.at("/history").fieldNames()).toIterable().containsExactly("schema", "table", "rows");
        assertThat(facts.at("/history/rows/0").fieldNames())
                .toIterable()
                .containsExactly("installedRank", "version", "description", "type", "script", "checksum", "success");
        assertThat(facts.at("/history/rows/1/version").isNull()).isTrue();
        assertThat(facts.at("/history/rows/1/script").asText()).isEqualTo("R__titles.sql");
        assertThat(Files.readString(output()))
                .doesNotContain(database.owner().user(), database.owner().password());
        assertThat(temp).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void takesSchemaAndTableFromTheProject() {
        migrate("shop", "history");
        project.file("flyway.conf", "flyway.defaultSchema=shop\nflyway.table=history\n");
        assertThat(export().out()).contains("3 rows of shop.history");
        project.file("flyway.conf", "flyway.schemas=shop,other\n");
        assertThat(export("--table", "history").out()).contains("3 rows of shop.history");
        project.file("flyway.conf", "");
        project.file("flygate.yml", "databases:\n  a: { flyway: { schemas: [shop], table: history } }\n  b: {}\n");
        assertThat(export("--database", "a").out()).contains("3 rows of shop.history");
        assertThat(export("--schema", "shop", "--table", "history").out()).contains("3 rows of shop.history");
        export().refused(
                        2,
                        "flygate.yml has several databases, and an export is of one",
                        "choose one with --database: a, b");
    }

    @Test
    void replacesWhatItHasWrittenAndNothingElse() throws IOException {
        migrate("public", "flyway_schema_history");
        assertThat(export().code()).isZero();
        assertThat(export().code()).isZero();
        for (String other : List.of("", "{}", "[]", "precious", "{\"kind\":\"facts\"}")) {
            Files.writeString(output(), other);
            export().refused(
                            3,
                            output() + " is there and is no export of flygate",
                            "give another file with --output, or replace it with --force");
            assertThat(output()).hasContent(other);
        }
        assertThat(export("--force").code()).isZero();
        assertThat(export().code()).isZero();
    }

    @Test
    void aFileThatCannotBeWrittenIsFoundBeforeAnythingIsAsked() {
        Path nowhere = temp.resolve("nowhere/facts.json");
        CliProject.run("facts", "export", "--only", "history", "--url", "x", "-o", nowhere.toString())
                .refused(3, "the history cannot be written to " + nowhere + ": no such folder, or not yours", REMEDY);
        CliProject.run("facts", "export", "--only", "history", "--url", "x", "-o", temp.toString())
                .refused(3, "the history cannot be written to " + temp + ": it is a folder", REMEDY);
    }

    @Test
    void leavesTheFileAsItWasWhenItFails() throws IOException {
        migrate("public", "flyway_schema_history");
        assertThat(export().code()).isZero();
        String before = Files.readString(output());
        Outcome outcome = export("--table", "other");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err())
                .startsWith("flygate: error: there is no table \"other\" in the search path of ")
                .contains("tables that look like a history: public.flyway_schema_history");
        assertThat(output()).hasContent(before);
    }

    @Test
    void aUserWithoutTheRightIsToldWhatToGrant() throws SQLException {
        migrate("public", "flyway_schema_history");
        Database.Login superuser = database.superuser();
        try (Connection connection =
                        DriverManager.getConnection(superuser.url(), superuser.user(), superuser.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create role nosy login password 'geheim'");
            try {
                Outcome outcome = CliProject.run(
                        Map.of("PGPASSWORD", "geheim"),
                        "",
                        "facts",
                        "export",
                        "--only=history",
                        "--url=" + database.owner().url(),
                        "--user=nosy",
                        "--project=" + project.folder(),
                        "--output=" + output(),
                        "--debug");
                assertThat(outcome.code()).isEqualTo(3);
                assertThat(outcome.err())
                        .contains(
                                "permission denied for table flyway_schema_history",
                                "GRANT SELECT ON \"public\".\"flyway_schema_history\" TO \"nosy\"")
                        .doesNotContain("geheim");
                assertThat(output()).doesNotExist();
            } finally {
                statement.execute("drop role nosy");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--only sizes --url x, 2, --only sizes: this version exports the history alone",
        "--url x, 2, this version exports the history alone",
        "--only history, 2, Missing required option: '--url=URL'",
        "--only history --url mysql://h/d?password=geheim, 2, --url is no JDBC URL of PostgreSQL",
        "--only history --url jdbc:postgresql://u:geheim@h/d, 2, --url has a user or a password where JDBC knows none",
        "--only history --url jdbc:postgresql://localhost:1/d?user=u&password=geheim, 3, cannot connect to u at localhost:1/d",
        "--only history --url x jdbc:postgresql://h/d?password=geheim, 2, one argument too many",
        "--only history --url x --password=geheim, 2, unknown option --password",
        "--only history --url x --project nowhere, 2, nowhere: there is no such folder"
    })
    void wrongUseIsToldWithoutThePassword(String options, int code, String message) {
        List<String> line = new ArrayList<>(List.of("facts", "export", "-o", output().toString(), "--debug"));
        line.addAll(List.of(options.split(" ")));
        Outcome outcome = CliProject.run(line.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.toString()).isEqualTo(code);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("flygate: error: " + message, "\n  what to do: ")
                .doesNotContain("geheim");
    }
}
