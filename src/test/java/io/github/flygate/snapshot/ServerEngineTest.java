package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flygate.config.SnapshotConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("db")
class ServerEngineTest {
    private static final BaseBuilder BOOKS = owner ->
            execute(owner, "CREATE TABLE book (id int PRIMARY KEY)", "INSERT INTO book SELECT generate_series(1, 100)");
    private static final BaseBuilder NOT_AGAIN = owner -> {
        throw new AssertionError("built a second time");
    };
    private static final BaseBuilder MANY_KINDS = owner -> execute(
            owner,
            "CREATE SCHEMA s",
            "CREATE TYPE s.mood AS ENUM ('good')",
            "CREATE DOMAIN s.d AS int",
            "CREATE TYPE s.pair AS (a int, b s.d)",
            "CREATE TABLE s.\"A b\" (id serial PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY, m s.mood, t text)"
                    + " PARTITION BY RANGE (id)",
            "CREATE TABLE s.part PARTITION OF s.\"A b\" DEFAULT",
            "CREATE VIEW s.v AS SELECT * FROM s.part",
            "CREATE MATERIALIZED VIEW s.mv AS SELECT * FROM s.part",
            "CREATE SEQUENCE s.q",
            "CREATE STATISTICS s.st ON id, m FROM s.part",
            "CREATE FUNCTION s.f(int) RETURNS int LANGUAGE sql AS 'SELECT $1'",
            "CREATE PROCEDURE s.p() LANGUAGE sql AS ''",
            "CREATE AGGREGATE s.total(int) (SFUNC = int4pl, STYPE = int)",
            "CREATE OPERATOR s.<%> (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl)",
            "ALTER TABLE s.part ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY mine ON s.part TO CURRENT_USER USING (true)",
            "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO PUBLIC");
    private static final String WHO_OWNS = """
            SELECT bool_and(owner = current_user::regrole) AND count(*) > 15
                   AND (SELECT bool_and(polroles = ARRAY[current_user::regrole::oid]) AND count(*) = 1 FROM pg_policy)
                   AND (SELECT bool_and(defaclrole = current_user::regrole) AND count(*) = 2 FROM pg_default_acl)
              FROM (SELECT refobjid AS owner FROM pg_shdepend WHERE deptype = 'o'
                       AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                     UNION ALL
                    SELECT datdba FROM pg_database WHERE datname = current_database()) o
            """;
    private static final SnapshotEngine.Policy EVERYTHING = new SnapshotEngine.Policy(0, Duration.ZERO);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ServerSandbox server = ServerSandbox.of("18");

    private static BaseSpec spec(String key, String postgres) {
        return new BaseSpec(key, postgres, "app", "app_owner");
    }

    private static BaseSpec spec(
            String key, List<String> roles, List<String> extensions, Map<String, String> settings) {
        return new BaseSpec(
                Origin.unknown(),
                List.of(key),
                List.of(),
                "18",
                "app",
                "app_owner",
                roles,
                extensions,
                new TreeMap<>(settings));
    }

    private static String unique() {
        return "key-" + NUMBER.incrementAndGet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "15", "18"})
    void a_base_is_built_once_and_then_copied(String postgres) {
        ServerSandbox here = ServerSandbox.of(postgres);
        ServerEngine engine = here.engine();
        engine.collect(EVERYTHING, Progress.none());
        List<String> before = here.inventory();
        BaseSpec spec = spec("books", postgres);

        try (Database first = engine.open(spec, BOOKS, Progress.none());
                Database second = engine.open(spec, NOT_AGAIN, Progress.none())) {
            assertThat(first.opening().fromCache()).isFalse();
            assertThat(second.opening().fromCache()).isTrue();
            assertThat(second.serverVersion()).startsWith(postgres + ".");
            execute(first.owner(), "DELETE FROM book", "CREATE TABLE more (id int)", "CREATE SCHEMA s");
            assertThat(ask(second.owner(), "SELECT count(*) FROM book")).isEqualTo("100");
            assertThat(ask(second.owner(), "SELECT current_user ~ '^flygate_[0-9a-f]{12}$'"))
                    .isEqualTo("t");
            assertThat(ask(second.owner(), "SHOW is_superuser")).isEqualTo("off");
            assertThat(ask(second.owner(), "SHOW timezone") + ask(second.owner(), "SHOW jit"))
                    .endsWith("off");
            assertThat(ask(second.superuser(), "SELECT count(*) FROM book")).isEqualTo("100");
            assertThatThrownBy(() -> execute(second.owner(), "CREATE ROLE x")).hasMessageContaining("denied");
        }
        assertThat(engine.list()).singleElement().satisfies(base -> {
            assertThat(base.name()).isEmpty();
            assertThat(base.use(spec)).isEqualTo(Snapshot.Use.READY);
            assertThat(base.bytes()).isGreaterThan(1_000_000);
        });

        engine.collect(EVERYTHING, Progress.none());

        assertThat(here.inventory()).isEqualTo(before);
    }

    @Test
    void a_base_grows_from_the_newest_kept_one() {
        String first = unique();
        String second = unique();
        ServerEngine engine = server.engine();
        engine.open(spec(first, "18"), BOOKS, Progress.none()).close();
        BaseSpec grown = new BaseSpec(
                Origin.unknown(),
                List.of(second, first),
                List.of(),
                "18",
                "app",
                "app_owner",
                List.of(),
                List.of(),
                new TreeMap<>());
        BaseBuilder builder = new BaseBuilder() {
            @Override
            public void build(Database.Login owner) {
                throw new AssertionError("built anew");
            }

            @Override
            public void grow(Database.Login owner) {
                execute(owner, "ALTER TABLE book ADD title text");
            }
        };
        try (Database copy = engine.open(grown, builder, Progress.none())) {
            assertThat(ask(copy.owner(), "SELECT count(*) FROM book WHERE title IS NULL"))
                    .isEqualTo("100");
        }
        assertThat(engine.list()).hasSize(2);
        engine.collect(EVERYTHING, Progress.none());
        assertThat(engine.list()).isEmpty();
    }

    @Test
    void a_base_that_cannot_be_built_leaves_nothing() {
        List<String> before = server.inventory();
        BaseBuilder builder = owner -> {
            execute(owner, "CREATE TABLE book (id int)");
            throw new FlygateException(ErrorCode.BASE, "no", "");
        };

        assertThatThrownBy(() -> server.engine().open(spec(unique(), "18"), builder, Progress.none()))
                .hasMessage("no");

        assertThat(server.inventory()).isEqualTo(before);
    }

    @Test
    void what_migrations_give_to_the_database_is_in_every_copy() {
        BaseSpec spec = spec(unique(), List.of(), List.of("citext"), Map.of("work_mem", "5MB", "shop.tax", "20 %"));
        BaseBuilder builder = owner -> {
            String name = ask(owner, "SELECT current_database()");
            execute(owner, "ALTER DATABASE " + name + " SET search_path = '$user', public, \"A b\"");
            execute(owner, "COMMENT ON DATABASE " + name + " IS 'the ''shop'' {database}'");
            execute(owner, "CREATE TABLE t (mail citext)");
        };
        server.engine().open(spec, builder, Progress.none()).close();
        try (Database copy = server.engine().open(spec, NOT_AGAIN, Progress.none())) {
            assertThat(ask(copy.owner(), "SHOW search_path")).isEqualTo("\"$user\", public, \"A b\"");
            assertThat(ask(copy.owner(), "SHOW work_mem")).isEqualTo("5MB");
            assertThat(ask(copy.owner(), "SHOW shop.tax")).isEqualTo("20 %");
            assertThat(
                            ask(
                                    copy.owner(),
                                    "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo("the 'shop' {database}");
            assertThat(
                            ask(
                                    copy.owner(),
                                    "SELECT pg_get_userbyid(datdba) = current_user FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo("t");
        }
    }

    @Test
    void what_belongs_to_the_whole_server_is_refused_with_what_to_do() {
        ServerEngine engine = server.engine();

        assertRefused(engine, spec(unique(), "15"), "18.6", "`postgres: 18`");
        assertRefused(
                engine,
                spec(unique(), List.of("app \"reader\""), List.of(), Map.of()),
                "no role app \"reader\"",
                "CREATE ROLE \"app \"\"reader\"\"\" NOLOGIN");
        assertRefused(
                engine,
                spec(unique(), List.of(), List.of(), Map.of("wal_level", "minimal")),
                "settings.wal_level: it belongs to the whole server",
                "flygate.yml");
        assertRefused(
                engine,
                spec(unique(), List.of(), List.of(), Map.of("work_mem", "plenty")),
                "settings: ",
                "flygate.yml");
        assertRefused(
                engine,
                spec(unique(), List.of(), List.of(), Map.of("no_such_setting", "1")),
                "settings.no_such_setting",
                "flygate.yml");
        assertRefused(engine, spec(unique(), List.of(), List.of("postgis"), Map.of()), "extensions: ", "flygate.yml");
    }

    private void assertRefused(ServerEngine engine, BaseSpec spec, String message, String hint) {
        List<String> before = server.inventory();

        FlygateException e =
                catchThrowableOfType(FlygateException.class, () -> engine.open(spec, BOOKS, Progress.none()));

        assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(e).hasMessageContaining(message);
        assertThat(e.hint()).contains(hint);
        assertThat(server.inventory()).isEqualTo(before);
    }

    @Test
    void an_ordinary_user_is_told_which_rights_it_lacks_and_needs_no_more() {
        String user = "plain_" + NUMBER.incrementAndGet();
        server.run("CREATE ROLE " + user + " LOGIN PASSWORD 'secret'");
        ServerSandbox other = ServerSandbox.of("15");
        for (ServerSandbox each : List.of(ServerSandbox.of("12"), other)) {
            each.run("CREATE ROLE " + user + " LOGIN PASSWORD 'secret'");
        }
        for (String postgres : List.of("12", "15", "18")) {
            ServerSandbox here = ServerSandbox.of(postgres);
            here.run("DROP DATABASE IF EXISTS flygate_registry");
            Database.Login login = new Database.Login(here.server().superuser().url(), user, "secret");
            ServerEngine engine = here.engine(login);
            FlygateException e = catchThrowableOfType(
                    FlygateException.class, () -> engine.open(spec(unique(), postgres), BOOKS, Progress.none()));
            assertThat(e).hasMessageContaining("lacks CREATEDB");
            assertThat(e.hint()).contains("ALTER ROLE \"" + user + "\"");

            here.run(e.hint().replaceFirst("^[^:]*: ", "").split("; "));
            List<String> before = here.inventory();
            BaseSpec spec = spec(unique(), postgres);
            try (Database copy = engine.open(spec, BOOKS, Progress.none())) {
                assertThat(ask(copy.superuser(), "SELECT count(*) FROM book")).isEqualTo("100");
                execute(copy.superuser(), "BEGIN", "LOCK TABLE book IN SHARE UPDATE EXCLUSIVE MODE");
            }
            engine.open(spec, NOT_AGAIN, Progress.none()).close();
            engine.collect(EVERYTHING, Progress.none());
            assertThat(here.inventory()).isEqualTo(before);
            here.run("DROP DATABASE flygate_registry");
        }
    }

    @Test
    void a_copy_that_is_started_outlives_the_engine_until_it_is_stopped() {
        List<String> before = server.inventory();
        BaseSpec spec = spec(unique(), "18");
        Running started = server.engine().start(Optional.empty(), spec, BOOKS, 0, Progress.none());
        execute(started.owner(), "DELETE FROM book");

        ServerEngine another = server.engine();
        another.collect(EVERYTHING, Progress.none());

        assertThat(another.list()).isEmpty();
        assertThat(another.running()).singleElement().satisfies(running -> {
            assertThat(running.id()).isEqualTo(started.id());
            assertThat(running.owner().user()).isEqualTo(started.owner().user());
            assertThat(running.owner().password()).isEmpty();
        });
        assertThat(ask(started.owner(), "SELECT count(*) FROM book")).isEqualTo("0");

        another.stop(another.running().get(0));

        assertThat(another.running()).isEmpty();
        another.collect(EVERYTHING, Progress.none());
        assertThat(server.inventory()).isEqualTo(before);
        assertThatThrownBy(() -> another.stop(started)).hasMessageContaining("no copy " + started.id());
        assertThatThrownBy(() -> another.start(Optional.empty(), spec, BOOKS, 5433, Progress.none()))
                .hasMessageContaining("no port to choose");
    }

    @Test
    void a_started_copy_of_a_base_is_restored_to_what_the_base_has() {
        BaseSpec spec = spec(unique(), "18");
        ServerEngine engine = server.engine();
        Running started = engine.start(Optional.empty(), spec, BOOKS, 0, Progress.none());
        execute(started.owner(), "DELETE FROM book");

        SnapshotEngine.Restored restored = engine.restore(engine.list().get(0), Progress.none());

        assertThat(restored.databases()).containsExactly(started.database());
        assertThat(ask(started.owner(), "SELECT count(*) FROM book")).isEqualTo("100");
        engine.stop(started);
        engine.collect(EVERYTHING, Progress.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"copying", "exchanging"})
    void a_copy_that_is_stopped_while_it_is_restored_leaves_nothing(String moment) {
        ServerEngine engine = server.engine();
        engine.collect(EVERYTHING, Progress.none());
        List<String> before = server.inventory();
        Running started = engine.start(Optional.empty(), spec(unique(), "18"), BOOKS, 0, Progress.none());
        Progress stopping = step -> {
            if (step.startsWith(moment)) {
                server.engine().stop(started);
            }
        };

        assertThatThrownBy(() -> engine.restore(engine.list().get(0), stopping))
                .hasMessageContaining("has been stopped meanwhile");

        assertThat(engine.running()).isEmpty();
        engine.collect(EVERYTHING, Progress.none());
        assertThat(server.inventory()).isEqualTo(before);
    }

    @Test
    void sessions_are_known_as_flygate_whatever_the_url_calls_them() {
        Database.Login login = server.server().superuser();
        ServerEngine engine = server.engine(new Database.Login(
                login.url() + "?ApplicationName=x&connectTimeout=9", login.user(), login.password()));
        try (Database copy = engine.open(spec(unique(), "18"), BOOKS, Progress.none())) {
            assertThat(copy.owner().url()).endsWith("?connectTimeout=9");
            assertThat(server.ask("SELECT DISTINCT application_name FROM pg_stat_activity"
                            + " WHERE datname = 'flygate_registry'"))
                    .isEqualTo("flygate");
        }
        engine.collect(EVERYTHING, Progress.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "15", "18"})
    void the_owner_of_a_copy_has_no_power_over_another_copy_or_the_base(String postgres) {
        ServerSandbox here = ServerSandbox.of(postgres);
        ServerEngine root = here.engine();
        root.collect(EVERYTHING, Progress.none());
        here.run(
                "DROP DATABASE IF EXISTS flygate_registry",
                "CREATE ROLE apart LOGIN PASSWORD 'secret' CREATEDB" + " CREATEROLE INHERIT",
                "GRANT pg_monitor, pg_signal_backend TO apart");
        List<String> before = here.inventory();
        for (ServerEngine engine :
                List.of(here.engine(new Database.Login(here.server().superuser().url(), "apart", "secret")), root)) {
            BaseSpec spec = spec(unique(), postgres);
            Running started = engine.start(Optional.empty(), spec, MANY_KINDS, 0, Progress.none());
            try (Database copy = engine.open(spec, NOT_AGAIN, Progress.none());
                    Database other = engine.open(spec, NOT_AGAIN, Progress.none())) {
                String base = here.ask("SELECT datname FROM pg_database WHERE datname LIKE 'flygate\\_b\\_%'");
                for (String name : List.of(ask(other.owner(), "SELECT current_database()"), started.database(), base)) {
                    assertMayNot(copy.owner(), "DROP DATABASE " + name);
                    assertMayNot(copy.owner(), "ALTER DATABASE " + name + " SET work_mem = '9MB'");
                }
                Database.Login across = new Database.Login(
                        other.owner().url(), copy.owner().user(), copy.owner().password());
                assertMayNot(across, "DROP TABLE s.\"A b\"");
                assertThat(ask(copy.owner(), WHO_OWNS)).isEqualTo("t");
                assertThat(ask(started.owner(), WHO_OWNS)).isEqualTo("t");
                execute(copy.owner(), "CREATE TABLE s.later ()", "DROP FUNCTION s.f(int)", "DROP SCHEMA s CASCADE");
            }
            execute(started.owner(), "DROP SCHEMA s CASCADE");
            engine.restore(engine.list().get(0), Progress.none());
            assertThat(ask(started.owner(), WHO_OWNS)).isEqualTo("t");
            execute(started.owner(), "DROP SCHEMA s CASCADE");
            assertThat(engine.collect(EVERYTHING, Progress.none()).snapshots()).hasSize(1);
            assertThat(here.ask("SELECT count(*) FROM pg_roles WHERE rolname ~ '^flygate_(r_|[0-9a-f]{12}$)'"))
                    .isEqualTo("2");
            engine.stop(started);
            engine.collect(EVERYTHING, Progress.none());
            assertThat(here.inventory()).isEqualTo(before);
            here.run("DROP DATABASE flygate_registry");
        }
        here.run("DROP ROLE apart");
    }

    private static void assertMayNot(Database.Login login, String sql) {
        assertThatThrownBy(() -> execute(login, sql)).hasMessageFindingMatch("must be owner|permission denied");
    }

    @Test
    void opens_and_a_collect_at_the_same_time_all_end_well() throws Exception {
        List<String> before = server.inventory();
        BaseSpec spec = spec(unique(), "18");
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 5; round++) {
                Callable<String> open = () -> {
                    try (Database copy = server.engine().open(spec, BOOKS, Progress.none())) {
                        return ask(copy.owner(), "SELECT count(*) FROM book");
                    }
                };
                Callable<String> collect = () -> {
                    server.engine().collect(EVERYTHING, Progress.none());
                    return "100";
                };
                for (Future<String> each : threads.invokeAll(List.of(open, collect, open))) {
                    assertThat(each.get()).isEqualTo("100");
                }
            }
        } finally {
            threads.shutdownNow();
        }
        server.engine().collect(EVERYTHING, Progress.none());
        assertThat(server.inventory()).isEqualTo(before);
    }

    @Test
    void a_registry_that_flygate_did_not_make_is_refused() {
        ServerSandbox here = ServerSandbox.of("15");
        here.run("DROP DATABASE IF EXISTS flygate_registry", "CREATE DATABASE flygate_registry");
        try {
            assertThatThrownBy(() -> here.engine().list()).hasMessageContaining("that flygate did not make");
        } finally {
            here.run("DROP DATABASE flygate_registry");
        }
    }

    @Test
    void a_registry_of_another_ordinary_role_is_not_trusted() {
        ServerSandbox here = ServerSandbox.of("15");
        here.run("DROP DATABASE IF EXISTS flygate_registry");
        here.engine().list();
        assertThat(here.ask("SELECT has_database_privilege('pg_monitor', 'flygate_registry', 'CONNECT')"))
                .isEqualTo("f");
        here.run("CREATE ROLE stranger", "ALTER DATABASE flygate_registry OWNER TO stranger");
        try {
            assertThatThrownBy(() -> here.engine().list()).hasMessageContaining("belongs to stranger");
        } finally {
            here.run("DROP DATABASE flygate_registry", "DROP ROLE stranger");
        }
    }

    @Test
    void a_copy_that_was_closed_is_forgotten() {
        AtomicInteger closed = new AtomicInteger();
        Database one = new Database() {
            @Override
            public Login owner() {
                return server.server().owner();
            }

            @Override
            public Login superuser() {
                return server.server().superuser();
            }

            @Override
            public String serverVersion() {
                return "";
            }

            @Override
            public Opening opening() {
                return new Opening(true, 0, 0);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        try (Copies copies = new ServerCopies(() -> one)) {
            Database copy = copies.next();
            copy.close();
            copy.close();
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void whoever_cannot_connect_is_told_what_to_check_and_no_password() {
        Database.Login right = server.server().superuser();
        FlygateException wrong = catchThrowableOfType(
                FlygateException.class,
                () -> server.engine(new Database.Login(right.url() + "?password=hunter2", right.user(), "hunter2"))
                        .list());
        assertThat(wrong.code()).isEqualTo(ErrorCode.ENGINE);
        assertThat(wrong.getMessage() + wrong.hint())
                .contains("password authentication failed", "FLYGATE_SERVER_PASSWORD")
                .doesNotContain("hunter2");

        FlygateException away = catchThrowableOfType(
                FlygateException.class,
                () -> server.engine(new Database.Login("jdbc:postgresql://127.0.0.1:1/x", "u", "p"))
                        .list());
        assertThat(away.hint()).contains("server.url");
        assertThatThrownBy(() -> server.engine(new Database.Login("postgresql://u:hunter2@h/x", "u", "p")))
                .hasMessage("server.url is no JDBC URL of PostgreSQL");
        assertThatThrownBy(() -> server.engine(new Database.Login("jdbc:postgresql://u:hunter2@h/x", "u", "p")))
                .hasMessageContaining("before the host")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_project_without_a_server_is_told_what_to_write(@TempDir Path project) throws IOException {
        Files.writeString(project.resolve("stellar.yaml"), "url: postgresql://dev:hunter2@localhost/shop");

        FlygateException e = catchThrowableOfType(
                FlygateException.class, () -> new ServerEngine(Map.of(), project, SnapshotConfig.none()));

        assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(e.hint())
                .contains("server:\n  url: jdbc:postgresql://localhost/shop\n  user: dev")
                .doesNotContain("hunter2");
    }

    @Test
    void a_base_that_is_being_copied_is_not_removed() {
        ServerEngine engine = server.engine();
        BaseSpec spec = spec(unique(), "18");
        engine.open(spec, BOOKS, Progress.none()).close();
        Snapshot base = engine.list().get(0);
        // Told of in the middle of the copy.
        Progress progress = step -> {
            if (step.equals("restoring the base")) {
                assertThatThrownBy(() -> engine.remove(base)).hasMessageContaining("a copy is being made");
                assertThat(engine.collect(EVERYTHING, Progress.none()).snapshots())
                        .isEmpty();
            }
        };

        engine.open(spec, NOT_AGAIN, progress).close();

        engine.remove(base);
        assertThat(engine.list()).isEmpty();
    }

    @Test
    void a_policy_keeps_the_newest_of_each_database() {
        ServerEngine engine = server.engine();
        engine.collect(EVERYTHING, Progress.none());
        List<String> keys = new ArrayList<>();
        Stream.of("a", "b", "c").forEach(each -> {
            keys.add(unique());
            engine.open(spec(keys.get(keys.size() - 1), "18"), BOOKS, Progress.none())
                    .close();
        });
        engine.rename(engine.list().get(2), "kept \"for ever\"");

        engine.collect(new SnapshotEngine.Policy(1, Duration.ofDays(1)), Progress.none());
        assertThat(engine.list()).hasSize(3);
        SnapshotEngine.Collected collected =
                engine.collect(new SnapshotEngine.Policy(1, Duration.ZERO), Progress.none());

        assertThat(collected.snapshots()).hasSize(1);
        assertThat(engine.list())
                .hasSize(2)
                .first()
                .satisfies(first -> assertThat(first.name()).isEqualTo("kept \"for ever\""));
        assertThat(engine.list().get(1).fingerprint())
                .isEqualTo(spec(keys.get(2), "18").fingerprint());
        engine.remove(engine.list().get(0));
        engine.collect(EVERYTHING, Progress.none());
    }
}
