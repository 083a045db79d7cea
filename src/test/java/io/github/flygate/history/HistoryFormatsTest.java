package io.github.flygate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.flygate.history.HistoryFile.Format;
import io.github.flygate.history.HistoryFile.Gap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a table of real Flyway on a real server gets into a file gives that table back. */
@Tag("db")
class HistoryFormatsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final String TABLE = "flyway_schema_history";

    @TempDir
    Path folder;

    /** With what Flyway writes beside plain versions: a schema marker, a baseline, repeatables, a failure, a repair. */
    private LiveHistory eventful(String postgres) {
        LiveHistory live = LiveHistory.on(postgres, folder)
                .file("V1__base.sql", "select 1;")
                .file("V2__say_\"hi\",_it's.sql", "create table a (id int);")
                .file("V3.1__three.sql", "create table b (id int);")
                .file("V3_2__undone.sql", "select 2;")
                .file("sub/V010__ten.sql", "create table c (id int);")
                .file("R__view.sql", "create or replace view v as select 1 as a;");
        live.flyway(settings -> settings.baselineVersion("1")).baseline();
        live.flyway().migrate();
        live.file("R__view.sql", "create or replace view v as select 1 as a; -- again");
        live.file("R__gone.sql", "select 3;");
        live.flyway().migrate();
        live.remove("V3_2__undone.sql").remove("R__gone.sql");
        live.flyway().repair();
        live.file("V11__breaks.sql", "create table half (id int); select 1/0;");
        live.file("V11__breaks.sql.conf", "executeInTransaction=false");
        assertThatThrownBy(() -> live.flyway().migrate()).isInstanceOf(FlywayException.class);
        return live;
    }

    private static HistoryFile read(String text) {
        return HistoryFile.of("h", text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "18"})
    void everyFormatButFlywaysGivesTheTableBack(String postgres) throws SQLException {
        try (LiveHistory live = eventful(postgres)) {
            List<HistoryRow> table = live.table(TABLE);
            assertThat(table).extracting(HistoryRow::type).contains("BASELINE", "SQL", "DELETE");
            assertThat(table).extracting(HistoryRow::success).contains(false);

            HistoryFile csv = read(live.copy("(select * from " + TABLE + ")", "csv header"));
            assertThat(csv.format()).isEqualTo(Format.CSV);
            assertThat(csv.rows()).isEqualTo(table);
            assertThat(csv.gaps()).isEmpty();

            HistoryFile other = read(live.copy(
                    "(select success, 'x' as more, script, version, checksum, type, description, installed_rank"
                            + " from " + TABLE + " order by script)",
                    "(format csv, header, force_quote *)"));
            assertThat(other.rows()).isEqualTo(table);

            HistoryFile array = read(live.lines("select json_agg(h) from " + TABLE + " h"));
            assertThat(array.format()).isEqualTo(Format.ROWS);
            assertThat(array.rows()).isEqualTo(table);

            HistoryFile lines = read(live.lines("select row_to_json(h) from " + TABLE + " h"));
            assertThat(lines.format()).isEqualTo(Format.ROWS);
            assertThat(lines.rows()).isEqualTo(table);

            HistoryExport export = HistoryExport.read(live.source(Optional.empty(), TABLE), NOW);
            assertThat(export.rows()).isEqualTo(table);
            HistoryFile facts = read(export.json());
            assertThat(facts.format()).isEqualTo(Format.FACTS);
            assertThat(facts.rows()).isEqualTo(table);
            assertThat(facts.taken()).contains(export.taken());
            assertThat(export.taken().postgres()).matches(postgres + "\\.\\d+");
            assertThat(export.taken().schema()).isEqualTo("public");
            assertThat(export.json())
                    .doesNotContain(live.owner().user(), live.owner().password());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "18"})
    void whatFlywayInfoPrintsGivesAllButChecksumsAndPaths(String postgres)
            throws SQLException, JsonProcessingException {
        try (LiveHistory live = eventful(postgres)) {
            live.file("V12__pending.sql", "select 4;");

            HistoryFile info = read(printed(live.flyway()));

            assertThat(info.format()).isEqualTo(Format.INFO);
            assertThat(info.gaps()).containsExactlyInAnyOrder(Gap.values());
            assertThat(info.knowsChecksums()).isFalse();
            assertSameRows(info.rows(), live.table(TABLE));
            assertThat(info.rows()).allSatisfy(row -> assertThat(row.checksum()).isEmpty());
        }
    }

    @Test
    void flywayInfoInEveryStateThatTheFreeEditionHas() throws SQLException, JsonProcessingException {
        Set<MigrationState> seen = EnumSet.noneOf(MigrationState.class);
        try (LiveHistory live = LiveHistory.on("18", folder)) {
            live.file("V2__two.sql", "select 2;")
                    .file("V4__four.sql", "select 4;")
                    .file("V6__breaks.sql", "create table half (id int); select 1/0;")
                    .file("V6__breaks.sql.conf", "executeInTransaction=false")
                    .file("R__same.sql", "select 1;")
                    .file("R__dropped.sql", "select 1;");
            live.flyway(settings -> settings.baselineVersion("1").defaultSchema("app"))
                    .baseline();
            Flyway flyway =
                    live.flyway(settings -> settings.defaultSchema("app").target("4"));
            flyway.migrate();
            see(live, seen, "app." + TABLE, flyway);
            live.file("V3__three.sql", "select 3;")
                    .file("V1__at.sql", "select 1;")
                    .file("V0.5__below.sql", "select 1;");
            see(live, seen, "app." + TABLE, flyway);
            live.flyway(settings -> settings.defaultSchema("app").target("4").outOfOrder(true))
                    .migrate();
            live.file("R__same.sql", "select 2;");
            see(live, seen, "app." + TABLE, flyway);
            flyway.migrate();
            Flyway open = live.flyway(settings -> settings.defaultSchema("app"));
            assertThatThrownBy(open::migrate).isInstanceOf(FlywayException.class);
            live.remove("V2__two.sql").remove("R__dropped.sql");
            see(live, seen, "app." + TABLE, open);
            live.remove("V6__breaks.sql");
            see(live, seen, "app." + TABLE, open);
            live.file("V7__seven.sql", "select 7;");
            see(live, seen, "app." + TABLE, open);
            live.remove("V7__seven.sql");
            open.repair();
            live.file("V7__seven.sql", "select 7;");
            open.migrate();
            live.remove("V7__seven.sql");
            see(live, seen, "app." + TABLE, open);
        }
        Set<String> unseen = new TreeSet<>();
        EnumSet.complementOf(EnumSet.copyOf(seen)).forEach(state -> unseen.add(state.name()));
        // Undo migrations and baseline scripts that are not applied.
        assertThat(unseen).isSubsetOf("UNDONE", "AVAILABLE", "BASELINE_IGNORED");
    }

    private static void see(LiveHistory live, Set<MigrationState> seen, String table, Flyway flyway)
            throws SQLException, JsonProcessingException {
        Arrays.stream(flyway.info().all()).map(MigrationInfo::getState).forEach(seen::add);
        List<HistoryRow> rows = read(printed(flyway)).rows();
        assertSameRows(rows, live.table(table));
        assertThat(statesWith(live, table, rows, flyway)).isEqualTo(states(flyway));
    }

    /** What Flyway thinks of its files when the table holds what was read. */
    private static List<String> statesWith(LiveHistory live, String table, List<HistoryRow> rows, Flyway flyway)
            throws SQLException {
        // What the output leaves out is taken from the table.
        live.execute("create table kept as table " + table);
        live.execute("delete from " + table);
        try (Connection connection = live.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + table
                                + " select ?, ?, ?, ?, ?, (select checksum from kept where version is not distinct from ? and"
                                + " description = ? and type = ? order by installed_rank offset ? limit 1), 'u', now(), 0, ?")) {
            Map<Object, Integer> times = new HashMap<>();
            for (HistoryRow row : rows) {
                String version = row.version().isEmpty() ? null : row.version();
                insert.setInt(1, row.installedRank());
                insert.setString(2, version);
                insert.setString(3, row.description());
                insert.setString(4, row.type());
                insert.setString(5, row.script());
                insert.setString(6, version);
                insert.setString(7, row.description());
                insert.setString(8, row.type());
                insert.setInt(9, times.merge(told(row), 1, Integer::sum) - 1);
                insert.setBoolean(10, row.success());
                insert.executeUpdate();
            }
            return states(flyway);
        } finally {
            live.execute("delete from " + table);
            live.execute("insert into " + table + " table kept");
            live.execute("drop table kept");
        }
    }

    private static List<String> states(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .map(info ->
                        info.getVersion() + " " + info.getDescription() + " " + info.getType() + " " + info.getState())
                .toList();
    }

    private static void assertSameRows(List<HistoryRow> rows, List<HistoryRow> table) {
        assertThat(rows.stream().map(HistoryFormatsTest::told))
                .containsExactlyInAnyOrderElementsOf(
                        table.stream().map(HistoryFormatsTest::told).toList());
        List<HistoryRow> applied = withoutDeletions(rows);
        List<HistoryRow> expected = withoutDeletions(table);
        assertThat(applied.stream().map(HistoryFormatsTest::told))
                .containsExactlyElementsOf(
                        expected.stream().map(HistoryFormatsTest::told).toList());
        for (int i = 0; i < applied.size(); i++) {
            String script = applied.get(i).script();
            assertThat(script.isEmpty() || expected.get(i).script().endsWith(script))
                    .as(script + " for " + expected.get(i))
                    .isTrue();
        }
    }

    private static List<Object> told(HistoryRow row) {
        return List.of(row.version(), row.description(), row.type(), row.success());
    }

    /** Flyway leaves those of versions out, so that only their effect is known and not their rank. */
    private static List<HistoryRow> withoutDeletions(List<HistoryRow> rows) {
        return rows.stream().filter(row -> !row.type().equals("DELETE")).toList();
    }

    /** As the command line of Flyway does: the result's fields, sorted, with nulls. */
    private static String printed(Flyway flyway) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper()
                .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
                .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        return mapper.writeValueAsString(flyway.info().getInfoResult());
    }
}
