package io.github.flygate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("db")
class ServerRestoreTest {
    private static final BaseSpec BASE = new BaseSpec("unused", "18", "app", "app_owner");
    private static final BaseBuilder NO_BUILDER = owner -> {
        throw new AssertionError("a copy of databases needs no base");
    };

    private ServerSandbox server = ServerSandbox.of("18");
    private List<String> before = server.inventory();

    private void use(String postgres) {
        server = ServerSandbox.of(postgres);
        before = server.inventory();
    }

    @AfterEach
    void leaves_nothing_behind() {
        ServerEngine engine = server.engine();
        engine.list().forEach(engine::remove);
        for (String database : List.of("shop", "billing", "the \"shop\" & co")) {
            server.run("DROP DATABASE IF EXISTS " + Sql.quoted(database));
        }
        server.run("DROP ROLE IF EXISTS shop_owner", "DROP ROLE IF EXISTS shop_reader");
        SnapshotEngine.Collected collected =
                engine.collect(new SnapshotEngine.Policy(0, Duration.ZERO), Progress.none());
        assertThat(collected.leftovers()).isEmpty();
        assertThat(server.inventory()).isEqualTo(before);
    }

    private void make(String... databases) {
        for (String database : databases) {
            server.run("CREATE DATABASE " + Sql.quoted(database));
            server.runIn(database, "CREATE TABLE item AS SELECT generate_series(1, 1000) AS id");
        }
    }

    private static Snapshot save(ServerEngine engine, String name) {
        return save(engine, name, false);
    }

    private static Snapshot save(ServerEngine engine, String name, boolean replace) {
        return engine.save(new SnapshotEngine.Saving(name, replace, false), BASE, NO_BUILDER, Progress.none());
    }

    private String items(String database) {
        return server.askIn(database, "SELECT count(*) FROM item");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "15", "18"})
    void databases_are_put_back_with_all_that_belongs_to_them(String postgres) {
        use(postgres);
        make("shop", "billing");
        server.run(
                "CREATE ROLE shop_owner",
                "CREATE ROLE shop_reader",
                "ALTER DATABASE shop OWNER TO shop_owner",
                "REVOKE ALL ON DATABASE shop FROM PUBLIC",
                "GRANT CONNECT ON DATABASE shop TO shop_reader WITH GRANT OPTION",
                "SET ROLE shop_reader",
                "GRANT CONNECT ON DATABASE shop TO PUBLIC",
                "RESET ROLE",
                "ALTER DATABASE shop SET search_path = '$user', public, \"A, b\"",
                "ALTER DATABASE shop SET work_mem = '5MB'",
                "ALTER ROLE shop_reader IN DATABASE shop SET application_name = 'it''s {database}'",
                "ALTER DATABASE shop CONNECTION LIMIT 77",
                "ALTER DATABASE shop IS_TEMPLATE true",
                "COMMENT ON DATABASE shop IS 'it''s \"the\" {database}'");
        String attributes = """
                SELECT (SELECT jsonb_build_array(pg_get_userbyid(datdba), datacl, datconnlimit, datistemplate, datallowconn,
                               shobj_description(oid, 'pg_database')) FROM pg_database WHERE datname = 'shop')
                    || (SELECT jsonb_agg(s ORDER BY s::text) FROM (SELECT setrole::regrole, setconfig FROM pg_db_role_setting
                         WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = 'shop')) s)
                """;
        String expected = server.ask(attributes);
        ServerEngine engine = server.engine("shop", "billing");
        Snapshot snapshot = save(engine, "both");
        assertThat(snapshot.databases()).containsExactly("billing", "shop");
        assertThat(snapshot.use(BASE)).isEqualTo(Snapshot.Use.COPY);
        assertThat(engine.list()).singleElement().isEqualTo(snapshot);
        server.runIn("shop", "DELETE FROM item");
        server.runIn("billing", "DROP TABLE item");
        server.run("ALTER DATABASE shop RESET ALL", "COMMENT ON DATABASE shop IS NULL");

        SnapshotEngine.Restored restored = engine.restore(snapshot, Progress.none());

        assertThat(restored.databases()).containsExactly("billing", "shop");
        assertThat(restored.missingMs()).isPositive();
        assertThat(items("shop")).isEqualTo("1000");
        assertThat(items("billing")).isEqualTo("1000");
        assertThat(server.ask(attributes)).isEqualTo(expected);
        server.run("ALTER DATABASE shop IS_TEMPLATE false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "15", "18"})
    void an_ordinary_user_saves_and_restores_what_belongs_to_a_role_that_it_is_a_member_of(String postgres) {
        use(postgres);
        server.run(
                "CREATE ROLE shop_owner",
                "CREATE ROLE shop_reader LOGIN PASSWORD 'secret' CREATEDB CREATEROLE",
                "GRANT pg_monitor, pg_signal_backend TO shop_reader",
                "DROP DATABASE IF EXISTS flygate_registry");
        make("shop");
        ServerEngine engine =
                server.engine(new Database.Login(server.server().superuser().url(), "shop_reader", "secret"), "shop");

        assertThat(catchThrowableOfType(FlygateException.class, () -> save(engine, "one"))
                        .hint())
                .contains("OWNER TO an ordinary role instead of ")
                .doesNotContain("GRANT");
        server.run("ALTER DATABASE shop OWNER TO shop_owner", "ALTER DATABASE shop CONNECTION LIMIT 77");
        FlygateException e = catchThrowableOfType(FlygateException.class, () -> save(engine, "one"));
        assertThat(e)
                .hasMessage("permission denied to copy database: the user shop_reader is no member of shop_owner,"
                        + " who owns what is to be saved");
        assertThat(e.hint()).isEqualTo("let a superuser run: GRANT \"shop_owner\" TO \"shop_reader\"");

        server.run(e.hint().replaceFirst("^[^:]*: ", ""));
        Snapshot snapshot = save(engine, "one");
        server.runIn("shop", "DELETE FROM item");
        engine.restore(snapshot, Progress.none());
        assertThat(items("shop")).isEqualTo("1000");
        assertThat(server.ask("SELECT pg_get_userbyid(datdba) || datconnlimit FROM pg_database WHERE datname = 'shop'"))
                .isEqualTo("shop_owner77");
        engine.remove(snapshot);
        engine.collect(new SnapshotEngine.Policy(0, Duration.ZERO), Progress.none());
        server.run("DROP DATABASE flygate_registry");
    }

    @Test
    void a_database_that_somebody_has_dropped_is_made_anew_even_the_one_of_the_url() {
        make("shop");
        ServerEngine engine = server.engine(server.in("shop"));
        Snapshot snapshot = save(engine, "gone");
        server.run("DROP DATABASE shop");

        engine.restore(snapshot, Progress.none());

        assertThat(items("shop")).isEqualTo("1000");
    }

    @Test
    void a_spare_copy_is_taken_by_the_next_restore_and_made_again() {
        make("shop", "billing");
        ServerEngine engine = server.engine("shop", "billing");
        Snapshot snapshot = save(engine, "spare");
        long one = snapshot.bytes();
        engine.prepareSpare(snapshot);
        engine.prepareSpare(snapshot);
        assertThat(engine.list().get(0).bytes()).isBetween(2 * one - 100_000, 2 * one + 100_000);
        List<String> steps = new ArrayList<>();

        engine.restore(snapshot, steps::add);

        assertThat(steps).noneMatch(step -> step.startsWith("copying"));
        assertThat(engine.list().get(0).bytes()).isEqualTo(one);
        engine.restore(snapshot, steps::add);
        assertThat(steps).contains("copying the snapshot");
        assertThat(items("shop")).isEqualTo("1000");
    }

    @Test
    void names_are_data_whatever_is_in_them() {
        make("the \"shop\" & co");
        ServerEngine engine = server.engine("the \"shop\" & co");
        String name = "it's \"quoted\"; DROP DATABASE shop; -- " + "ü".repeat(40);
        Snapshot snapshot = save(engine, name);
        assertThat(snapshot.name()).isEqualTo(name).hasSizeGreaterThanOrEqualTo(78);
        FlygateException taken = catchThrowableOfType(FlygateException.class, () -> save(engine, name));
        assertThat(taken.code()).isEqualTo(ErrorCode.USAGE);
        Snapshot other = save(engine, "other");
        assertThatThrownBy(() -> engine.rename(other, name)).hasMessageContaining("already");
        assertThat(engine.rename(other, "renamed").name()).isEqualTo("renamed");
        server.runIn("the \"shop\" & co", "DELETE FROM item");

        engine.restore(snapshot, Progress.none());

        assertThat(items("the \"shop\" & co")).isEqualTo("1000");
        assertThat(server.ask("SELECT max(octet_length(datname)) < 40 FROM pg_database"))
                .isEqualTo("t");
    }

    @Test
    void an_exchange_keeps_the_old_snapshot_until_the_new_one_is_complete() {
        make("shop");
        ServerEngine engine = server.engine("shop");
        Snapshot first = save(engine, "it");
        server.runIn("shop", "DELETE FROM item");
        assertThatThrownBy(() -> save(server.engine("shop", "no such"), "it", true))
                .hasMessageContaining("no database no such");
        assertThat(engine.list()).containsExactly(first);

        Snapshot second = save(engine, "it", true);

        assertThat(engine.list()).containsExactly(second);
        assertThatThrownBy(() -> engine.restore(first, Progress.none())).hasMessageContaining("not there any more");
        engine.restore(second, Progress.none());
        assertThat(items("shop")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "15", "18"})
    void thirty_busy_sessions_that_reconnect_are_ended_and_see_the_database_again_at_once(String postgres)
            throws Exception {
        use(postgres);
        make("shop");
        ServerEngine engine = server.engine("shop");
        try (BusySessions busy = new BusySessions(server.in("shop"), 30)) {
            Snapshot snapshot = save(engine, "busy");
            server.runIn("shop", "UPDATE item SET id = 0");
            busy.awaitAllConnected();

            SnapshotEngine.Restored restored = engine.restore(snapshot, Progress.none());

            busy.awaitAllConnected();
            assertThat(restored.endedSessions()).isGreaterThanOrEqualTo(30);
            // The server looks every 100 ms whether the last session has gone.
            assertThat(restored.missingMs()).isLessThan(2_000);
            assertThat(busy.refusals())
                    .allSatisfy(refusal -> assertThat(refusal)
                            .containsAnyOf("dropped or renamed", "terminating connection", "does not exist"));
            System.getLogger("flygate")
                    .log(
                            System.Logger.Level.INFO,
                            () -> "version " + postgres + ": ended " + restored.endedSessions() + ", missing for "
                                    + restored.missingMs() + " ms, refusals "
                                    + busy.refusals().size() + ", longest gap "
                                    + busy.longestGapMs() + " ms");
        }
        assertThat(server.askIn("shop", "SELECT min(id) FROM item")).isEqualTo("1");
    }

    @Test
    void a_prepared_transaction_is_named_before_anybody_is_thrown_out() throws Exception {
        make("shop");
        ServerEngine engine = server.engine("shop");
        Snapshot snapshot = save(engine, "prepared");
        server.runIn("shop", "BEGIN", "DELETE FROM item", "PREPARE TRANSACTION 'half ''way'");
        try (Connection bystander = Sandbox.connect(server.in("shop"))) {
            assertThatThrownBy(() -> save(engine, "another")).hasMessageContaining("'half ''way' of");
            FlygateException e =
                    catchThrowableOfType(FlygateException.class, () -> engine.restore(snapshot, Progress.none()));
            assertThat(e).hasMessageContaining("prepared transaction").hasMessageContaining("shop");
            assertThat(e.hint()).contains("ROLLBACK PREPARED");
            assertThat(bystander.isValid(5)).isTrue();
        }
        server.runIn("shop", "ROLLBACK PREPARED 'half ''way'");
        assertThat(items("shop")).isEqualTo("1000");
    }

    @Test
    void a_snapshot_that_somebody_sits_in_is_told_of_and_the_live_database_stays() throws Exception {
        make("shop");
        ServerEngine engine = server.engine("shop");
        Snapshot snapshot = save(engine, "sat in");
        server.runIn("shop", "DELETE FROM item");
        String copy = server.ask("SELECT datname FROM pg_database WHERE datname LIKE 'flygate\\_s\\_%'");
        server.run("ALTER DATABASE " + copy + " ALLOW_CONNECTIONS true");
        try (Connection sitting = Sandbox.connect(server.in(copy))) {
            FlygateException e =
                    catchThrowableOfType(FlygateException.class, () -> engine.restore(snapshot, Progress.none()));
            assertThat(e).hasMessageContaining("is being accessed by other users");
            assertThat(e.hint()).contains("end those sessions");
            assertThat(sitting.isValid(5)).isTrue();
        }
        assertThat(items("shop")).isEqualTo("0");
        server.run("ALTER DATABASE " + copy + " ALLOW_CONNECTIONS false");
    }

    @Test
    void a_snapshot_that_is_being_copied_is_not_exchanged() {
        make("shop");
        ServerEngine engine = server.engine("shop");
        Snapshot first = save(engine, "it");
        List<Throwable> refused = new ArrayList<>();
        Progress progress = step -> {
            if (step.equals("copying the snapshot")) {
                refused.add(catchThrowableOfType(FlygateException.class, () -> save(engine, "it", true)));
            }
        };

        engine.restore(first, progress);

        assertThat(refused)
                .singleElement()
                .satisfies(refusal -> assertThat(refusal).hasMessage("a copy is being made of the snapshot it"));
        assertThat(engine.list()).singleElement().extracting(Snapshot::id).isEqualTo(first.id());
        assertThat(items("shop")).isEqualTo("1000");
        assertThat(save(engine, "it", true)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "15", "18"})
    void a_started_copy_of_a_database_has_an_owner_without_power_over_the_live_one(String postgres) {
        use(postgres);
        make("shop", "billing");
        server.run(
                "CREATE ROLE shop_owner",
                "CREATE ROLE shop_reader",
                "GRANT shop_reader TO shop_owner",
                "ALTER DATABASE shop OWNER TO shop_owner",
                "ALTER DATABASE billing OWNER TO shop_owner");
        server.runIn(
                "shop",
                "ALTER TABLE item OWNER TO shop_owner",
                "CREATE SCHEMA s AUTHORIZATION shop_owner",
                "CREATE TABLE s.hers (id serial)",
                "ALTER TABLE s.hers OWNER TO shop_reader");
        ServerEngine engine = server.engine("shop");
        Snapshot snapshot = save(engine, "live");
        Running started = engine.start(Optional.of(snapshot), BASE, NO_BUILDER, 0, Progress.none());
        try {
            assertThat(Sandbox.ask(started.owner(), "SELECT pg_has_role(session_user, 'shop_owner', 'MEMBER')"))
                    .isEqualTo("f");
            assertThatThrownBy(() -> Sandbox.execute(started.owner(), "DROP DATABASE billing"))
                    .hasMessageContaining("must be owner");
            assertThatThrownBy(() -> Sandbox.execute(started.owner(), "ALTER TABLE s.hers ADD n int"))
                    .hasMessageContaining("must be owner");
            Sandbox.execute(started.owner(), "ALTER TABLE item ADD n int", "CREATE TABLE s.more ()");
            assertThat(server.ask("SELECT count(*) FROM pg_database WHERE pg_get_userbyid(datdba) = 'shop_owner'"
                            + " AND datname IN ('shop', 'billing')"))
                    .isEqualTo("2");
        } finally {
            engine.stop(started);
        }
    }

    @Test
    void a_database_that_flygate_did_not_make_is_never_dropped_whatever_it_is_called() {
        make("shop");
        server.run("CREATE DATABASE flygate_s_0123456789abcdef");
        ServerEngine engine = server.engine("shop");
        Snapshot snapshot = save(engine, "mine");
        engine.restore(snapshot, Progress.none());
        engine.remove(snapshot);
        engine.collect(new SnapshotEngine.Policy(0, Duration.ZERO), Progress.none());

        assertThat(server.ask("SELECT count(*) FROM pg_database WHERE datname = 'flygate_s_0123456789abcdef'"))
                .isEqualTo("1");
        server.run("DROP DATABASE flygate_s_0123456789abcdef");
    }

    @Test
    void a_replication_slot_is_not_lost() {
        make("shop");
        ServerEngine engine = server.engine("shop");
        Snapshot snapshot = save(engine, "replicated");
        assertThat(server.ask("SHOW wal_level")).isEqualTo("logical");
        server.runIn("shop", "SELECT pg_create_logical_replication_slot('changes', 'pgoutput')");

        assertThatThrownBy(() -> engine.restore(snapshot, Progress.none()))
                .hasMessageContaining("the replication slot changes of shop would be lost");

        server.run("SELECT pg_drop_replication_slot('changes')");
    }
}
