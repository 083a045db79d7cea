package io.github.flygate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads one table with a role that may do no more, and tells what stands in the way. */
@Tag("db")
class HistoryExportTest {
    private static final String TABLE = "flyway_schema_history";
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123456Z");
    private static final String WORD = "geheim 'x' &?";

    @TempDir
    Path folder;

    private LiveHistory live;

    @BeforeEach
    void open() {
        live = LiveHistory.on("18", folder)
                .file("V1__a.sql", "create table a (id int);")
                .file("R__b.sql", "select 1;");
    }

    @AfterEach
    void close() throws SQLException {
        live.asSuperuser(
                "do $$ begin if exists (select from pg_roles where rolname = 'reader') then drop owned by reader; drop role reader; end if; end $$");
        live.close();
    }

    private void reader(String... grants) throws SQLException {
        live.asSuperuser("create role reader login password '" + WORD.replace("'", "''") + "'");
        for (String grant : grants) {
            live.asSuperuser(grant);
        }
    }

    private HistoryExport.Source reading(Optional<String> schema, String table) {
        return new HistoryExport.Source(
                live.owner().url(),
                Optional.of("reader"),
                schema,
                table,
                Map.of(HistoryExport.PASSWORD, WORD, "PGPASSWORD", "another"));
    }

    private static HistoryExport read(HistoryExport.Source source) {
        return HistoryExport.read(source, NOW);
    }

    private static FlygateException refused(HistoryExport.Source source, ErrorCode code, String message) {
        FlygateException[] seen = new FlygateException[1];
        assertThatThrownBy(() -> read(source)).isInstanceOfSatisfying(FlygateException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.getMessage()).contains(message).doesNotContain("geheim");
            assertThat(e.hint()).doesNotContain("geheim");
            seen[0] = e;
        });
        return seen[0];
    }

    @ParameterizedTest
    @CsvSource({
        "history, flyway_schema_history",
        "App, History",
        "'a b''c', 'd\"e\"\"f'",
        "'new\nline', 'tab\t;--'",
        "'ünï.cödé', 'select'",
        "'\"', '\"; drop table a; --'"
    })
    void aRoleThatMayReadThatTableAloneIsEnough(String schema, String table) throws SQLException {
        // Flyway 13.12 itself fails where a name holds a double quote.
        live.flyway().migrate();
        live.execute("create schema if not exists " + quoted(schema));
        live.execute("alter table " + TABLE + " set schema " + quoted(schema));
        String quoted = quoted(schema) + "." + quoted(table);
        if (!table.equals(TABLE)) {
            live.execute("alter table " + quoted(schema) + "." + TABLE + " rename to " + quoted(table));
        }
        reader("grant usage on schema " + quoted(schema) + " to reader", "grant select on " + quoted + " to reader");

        HistoryExport export = read(reading(Optional.of(schema), table));

        assertThat(export.rows()).isEqualTo(live.table(quoted)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(export.taken())
                .isEqualTo(new HistoryFile.Taken(
                        Instant.parse("2026-11-01T10:00:00Z"), export.taken().postgres(), schema, table));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Test
    void theColumnsThatFlywayDecidesByAreEnough() throws SQLException {
        live.flyway().migrate();
        reader("grant select (installed_rank, version, description, type, script, checksum, success) on " + TABLE
                + " to reader");
        assertThat(read(reading(Optional.empty(), TABLE)).rows()).isEqualTo(live.table(TABLE));
    }

    @Test
    void isFoundInTheSearchPath() throws SQLException {
        live.flyway(settings -> settings.defaultSchema("app")).migrate();
        reader(
                "grant usage on schema app to reader",
                "grant select on app." + TABLE + " to reader",
                "alter role reader set search_path = nowhere, app");
        assertThat(read(reading(Optional.empty(), TABLE)).taken().schema()).isEqualTo("app");
    }

    @Test
    void whoMayNotReadIsToldWhatToGrant() throws SQLException {
        live.flyway(settings -> settings.defaultSchema("app")).migrate();
        reader();
        FlygateException noSchema =
                refused(reading(Optional.of("app"), TABLE), ErrorCode.HISTORY, "permission denied for schema app");
        assertThat(noSchema.hint())
                .isEqualTo(
                        "let its owner run: GRANT SELECT ON \"app\".\"flyway_schema_history\" TO \"reader\", and GRANT"
                                + " USAGE ON the SCHEMA that it is in");
        live.asSuperuser("grant usage on schema app to reader");
        refused(
                reading(Optional.of("app"), TABLE),
                ErrorCode.HISTORY,
                "permission denied for table flyway_schema_history");
    }

    @Test
    void aTableThatIsNotThereIsToldWithThoseThatAre() throws SQLException {
        live.flyway(settings -> settings.defaultSchema("app").table("History")).migrate();
        reader();
        FlygateException missing = refused(
                reading(Optional.empty(), TABLE),
                ErrorCode.HISTORY,
                "there is no table \"flyway_schema_history\" in the search path of reader at ");
        assertThat(missing.hint())
                .isEqualTo("tables that look like a history: app.History; name one with --schema and --table");
        refused(reading(Optional.of("a\"pp"), "x"), ErrorCode.HISTORY, "there is no table \"a\"\"pp\".\"x\" of reader");
    }

    @Test
    void aTableOfSomethingElseIsNoHistory() throws SQLException {
        live.flyway().migrate();
        reader("grant select on a to reader");
        assertThat(refused(
                                reading(Optional.empty(), "a"),
                                ErrorCode.HISTORY,
                                "column \"installed_rank\" does not exist")
                        .hint())
                .contains("is no history of Flyway");
    }

    @Test
    void aTableThatSomebodyHoldsIsNotWaitedForLong() throws SQLException {
        live.flyway().migrate();
        try (Connection other = live.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table " + TABLE + " in access exclusive mode");
            assertThat(refused(live.source(Optional.empty(), TABLE), ErrorCode.HISTORY, "lock timeout")
                            .hint())
                    .contains("another session holds the table");
            other.rollback();
        }
    }

    @Test
    void nothingIsWrittenEvenWhenTheTableIsAViewThatWould() throws SQLException {
        live.flyway().migrate();
        live.execute("create table hits (n int)");
        live.execute("create function hit() returns boolean language plpgsql volatile as"
                + " $$ begin insert into hits values (1); return true; end $$");
        live.execute("create view trap as select * from " + TABLE + " where hit()");
        refused(
                live.source(Optional.empty(), "trap"),
                ErrorCode.HISTORY,
                "cannot execute INSERT in a read-only transaction");
        assertThat(live.lines("select count(*) from hits")).isEqualTo("0\n");
    }

    @Test
    void thePasswordIsTheUrlsWhenTheEnvironmentHasNone() throws SQLException, IOException {
        live.flyway().migrate();
        reader("grant select on " + TABLE + " to reader");
        String url = live.owner().url() + (live.owner().url().contains("?") ? "&" : "?") + "user=reader&password="
                + URLEncoder.encode(WORD, StandardCharsets.UTF_8);
        HistoryExport.Source source =
                new HistoryExport.Source(url, Optional.empty(), Optional.empty(), TABLE, Map.of("PGPASSWORD", "x"));
        assertThat(read(source).rows()).hasSize(2);
        assertThat(source.toString()).doesNotContain("geheim", "password");

        HistoryExport.Source libpq = new HistoryExport.Source(
                live.owner().url(),
                Optional.empty(),
                Optional.empty(),
                TABLE,
                Map.of("PGUSER", "reader", "PGPASSWORD", WORD));
        assertThat(read(libpq).rows()).hasSize(2);
    }

    @Test
    void thePasswordIsThatOfThePasswordFileWhenNobodyGivesOne() throws SQLException, IOException {
        live.flyway().migrate();
        reader("grant select on " + TABLE + " to reader");
        Path file = folder.resolve("pgpass");
        Files.writeString(file, "*:*:*:another:x\n*:*:*:reader:" + WORD + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String property = "org.postgresql.pgpassfile";
        String before = System.getProperty(property, "");
        System.setProperty(property, file.toString());
        try {
            HistoryExport.Source source = new HistoryExport.Source(
                    live.owner().url(), Optional.of("reader"), Optional.empty(), TABLE, Map.of());
            assertThat(read(source).rows()).hasSize(2);
        } finally {
            System.setProperty(property, before);
        }
    }

    @Test
    void withoutAConnectionThereIsNoHistory() throws SQLException {
        reader();
        refused(
                new HistoryExport.Source(
                        live.owner().url(),
                        Optional.of("nobody"),
                        Optional.empty(),
                        TABLE,
                        Map.of(HistoryExport.PASSWORD, "geheim")),
                ErrorCode.HISTORY,
                "cannot connect to nobody at ");
        assertThat(refused(
                                new HistoryExport.Source(
                                        live.owner().url(),
                                        Optional.of("reader"),
                                        Optional.empty(),
                                        TABLE,
                                        Map.of(HistoryExport.PASSWORD, "geheim")),
                                ErrorCode.HISTORY,
                                "password authentication failed")
                        .hint())
                .isEqualTo("check --user, and the password in FLYGATE_FACTS_PASSWORD, PGPASSWORD or ~/.pgpass");
        FlygateException closed = refused(
                new HistoryExport.Source(
                        "jdbc:postgresql://localhost:1/shop?user=u&password=geheim",
                        Optional.empty(),
                        Optional.empty(),
                        TABLE,
                        Map.of()),
                ErrorCode.HISTORY,
                "cannot connect to u at localhost:1/shop: ");
        assertThat(closed.hint()).contains("check the host and the port in --url");
        assertThat(closed.toString()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://u:geheim@host/shop, no JDBC URL",
        "jdbc:mysql://host/shop?password=geheim, no JDBC URL",
        "jdbc:postgresql://u:geheim@host/shop, user or a password where JDBC knows none",
        "jdbc:postgresql://host/shop&password=geheim, user or a password where JDBC knows none",
        "jdbc:postgresql://u:ge:heim@host:x/shop, user or a password where JDBC knows none",
        "jdbc:postgresql://host/shop?user=u&password=geheim%zz, no JDBC URL",
        "geheim, no JDBC URL"
    })
    void aWrongUrlIsWrongUse(String url, String message) {
        refused(
                new HistoryExport.Source(url, Optional.empty(), Optional.empty(), TABLE, Map.of()),
                ErrorCode.USAGE,
                message);
    }
}
