package io.github.flygate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Flygate is killed at its work on two databases: version 1 is in the snapshot, version 2 is live. */
@Tag("db")
@DisabledOnOs(OS.WINDOWS)
class ServerKillTest {
    private static final SnapshotEngine.Policy EVERYTHING = new SnapshotEngine.Policy(0, Duration.ZERO);
    private static final List<String> DATABASES = List.of("billing", "shop");

    private final ServerSandbox server = ServerSandbox.of("18");
    private final ServerEngine engine = server.engine("shop", "billing");
    private List<String> before = List.of();
    private Snapshot snapshot = engine.list().stream().findFirst().orElse(none());

    @BeforeEach
    void saveOneAndMoveOn() {
        for (String database : DATABASES) {
            server.run("DROP DATABASE IF EXISTS " + database, "CREATE DATABASE " + database);
            server.runIn(
                    database,
                    "CREATE TABLE version AS SELECT 1 AS n",
                    "CREATE TABLE bulk AS SELECT generate_series(1, 200000)");
        }
        snapshot = engine.save(
                new SnapshotEngine.Saving("killed", true, false),
                new BaseSpec("unused", "18", "app", "app_owner"),
                owner -> {},
                Progress.none());
        DATABASES.forEach(database -> server.runIn(database, "UPDATE version SET n = 2"));
        before = server.inventory();
    }

    @AfterEach
    void clean() {
        engine.list().forEach(engine::remove);
        engine.collect(EVERYTHING, Progress.none());
        DATABASES.forEach(database -> server.run("DROP DATABASE IF EXISTS " + database));
    }

    static Stream<Arguments> killedAtSomeTime() {
        return IntStream.range(0, 14).mapToObj(i -> Arguments.of(i % 2 == 0 ? "save" : "restore", 20 + 45 * (i / 2)));
    }

    @ParameterizedTest
    @CsvSource({
        "save, ready",
        "save, 'step: copying shop, billing'",
        "save, step: keeping the snapshot",
        "restore, step: copying the snapshot",
        "restore, 'step: exchanging billing, shop'",
        "restore, step: dropping the old databases"
    })
    void killed_at_a_step(String what, String line) throws Exception {
        Process child = start(what);
        awaitLine(child, line);
        child.destroyForcibly().waitFor();
        assertThatNothingIsLost(what);
    }

    @ParameterizedTest
    @MethodSource("killedAtSomeTime")
    void killed_at_some_time(String what, int afterMs) throws Exception {
        Process child = start(what);
        awaitLine(child, "ready");
        child.waitFor(afterMs, TimeUnit.MILLISECONDS);
        child.destroyForcibly().waitFor();
        assertThatNothingIsLost(what);
    }

    @ParameterizedTest
    @CsvSource({"save, 'step: copying shop, billing'", "restore, step: copying the snapshot"})
    void told_to_end_it_removes_what_it_has_made(String what, String line) throws Exception {
        Process child = start(what);
        awaitLine(child, line);
        child.destroy();
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.inventory()).isEqualTo(before);
        assertThatNothingIsLost(what);
    }

    private void assertThatNothingIsLost(String what) throws InterruptedException {
        // A server process that serves a dead client ends its statement before it sees that.
        List<String> contents = DATABASES.stream()
                .map(database -> server.askIn(database, "SELECT n FROM version"))
                .toList();
        assertThat(contents).isSubsetOf("1", "2");
        assertThat(contents.stream().distinct()).hasSize(1);
        assertThat(engine.list()).singleElement().satisfies(kept -> {
            assertThat(kept.name()).isEqualTo("killed");
            assertThat(kept.databases()).isEqualTo(DATABASES);
            if (what.equals("restore")) {
                assertThat(kept.id()).isEqualTo(snapshot.id());
            }
        });
        awaitEndOfServerProcesses();
        engine.collect(EVERYTHING, Progress.none());
        assertThat(count("SELECT count(*) FROM pg_database WHERE datname LIKE 'flygate\\_%'"))
                .isEqualTo(1 + DATABASES.size());
        assertThat(server.inventory().get(0).replaceAll("flygate_s_\\w+", "copy"))
                .isEqualTo(before.get(0).replaceAll("flygate_s_\\w+", "copy"));
        assertThat(server.inventory().get(1)).isEqualTo(before.get(1));
        // What is left is whole.
        engine.restore(engine.list().get(0), Progress.none());
        DATABASES.forEach(database ->
                assertThat(server.askIn(database, "SELECT count(*) FROM bulk")).isEqualTo("200000"));
    }

    private void awaitEndOfServerProcesses() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (count("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'flygate'") > 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private int count(String query) {
        return Integer.parseInt(server.ask(query));
    }

    private static Snapshot none() {
        return new Snapshot(
                "server",
                "0",
                "",
                "",
                Origin.unknown(),
                "18",
                List.of(),
                java.time.Instant.EPOCH,
                java.time.Instant.EPOCH,
                0);
    }

    private Process start(String what) throws IOException {
        Database.Login login = server.server().superuser();
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SaveAndRestore.class.getName(),
                        what,
                        login.url(),
                        login.user())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Writer password = child.outputWriter()) {
            password.write(login.password() + "\n");
        }
        return child;
    }

    private static void awaitLine(Process child, String wanted) throws IOException {
        BufferedReader out = child.inputReader();
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.equals(wanted)) {
                return;
            }
        }
        throw new AssertionError("never said " + wanted + " but " + said);
    }
}
