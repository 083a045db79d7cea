package io.github.flygate.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.BaseSpec;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("db")
class ProjectBaseTest {
    @TempDir
    Path folder;

    @BeforeEach
    void project() throws IOException {
        write("flygate.yml", "flyway: { locations: [filesystem:db] }\nsnapshot: { seed: [rows.sql] }\n");
        write("db/V1__book.sql", "create table book (id int primary key, title text);");
        write("db/V2__pages.sql", "alter table book add column pages int;");
        write("rows.sql", """
                insert into book select n, 'No. ' || n || ' ${n}', n from generate_series(1, 98) n;
                copy book (id, title, pages) from stdin;
                99\tNo. 99\t99
                100\tNo. 100\t100
                \\.
                """);
    }

    @Test
    void the_seed_fills_what_the_migrations_of_the_working_tree_made() throws SQLException {
        ProjectBase base = base();
        try (Database database = TestServer.of("18").open(base.spec(), base.builder(), Progress.none());
                Connection connection = connect(database.owner());
                ResultSet rows = connection.createStatement().executeQuery("select count(*), max(pages) from book")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(100);
            assertThat(rows.getInt(2)).isEqualTo(100);
        }
    }

    @Test
    void another_seed_is_another_base_and_no_ancestor() throws IOException {
        BaseSpec first = base().spec();
        write("rows.sql", "select 1;");

        assertThat(base().spec().fingerprints()).doesNotContain(first.fingerprint());
    }

    @Test
    void a_migration_more_makes_a_base_that_has_grown() throws IOException {
        BaseSpec first = base().spec();
        write("db/V3__isbn.sql", "alter table book add column isbn text;");
        BaseSpec grown = base().spec();

        assertThat(grown.fingerprints()).element(1).isEqualTo(first.fingerprint());
        assertThat(grown.origin().first()).isEqualTo(first.origin().first());
        assertThat(grown.origin().version()).isEqualTo("3");
        assertThat(grown.origin().migrations()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into book (id) values (1);;insert into book (id) values (1); | rows.sql:2: | duplicate key",
                "select 1;;;;select oops; | rows.sql:3: | column \"oops\" does not exist",
                "select 'ä€😀',;;  nothing; | rows.sql:1: | does not exist",
                "select 1;;select 'open | rows.sql:2: | unterminated quoted string",
                "copy book (id) from stdin;;1;;x | rows.sql:1: | invalid input",
            })
    void a_seed_that_fails_is_named_with_its_line(String lines, String place, String reason) throws IOException {
        write("rows.sql", lines.replace(";;", ";\n").replace(",;\n", ",\n").replace("1;\nx", "1\nx\n\\.\n"));
        ProjectBase base = base();

        FlygateException e = catchThrowableOfType(
                FlygateException.class, () -> TestServer.of("18").open(base.spec(), base.builder(), Progress.none()));

        assertThat(e.code()).isEqualTo(ErrorCode.ENGINE);
        assertThat(e).hasMessageContaining(place).hasMessageContaining(reason);
        assertThat(e.hint()).contains("snapshot.seed");
    }

    @Test
    void a_seed_that_is_not_there_is_named_with_its_place() throws IOException {
        Files.delete(folder.resolve("rows.sql"));

        FlygateException e = catchThrowableOfType(FlygateException.class, this::base);

        assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(e).hasMessage("flygate.yml:2: snapshot.seed: there is no file rows.sql");
    }

    private ProjectBase base() {
        GateConfig config = new ConfigLoader(Map.of())
                .load(
                        folder,
                        Options.none().with("cache", folder.resolve("cache").toString(), "--cache"))
                .get(0);
        return ProjectBase.workingTree(config, Map.of());
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Connection connect(Database.Login login) throws SQLException {
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }
}
