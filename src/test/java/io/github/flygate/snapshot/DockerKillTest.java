package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.SnapshotEngine.Policy;
import io.github.flygate.snapshot.SnapshotEngine.Saving;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledIfDocker
class DockerKillTest {
    private static final int KILLS = 20;
    /** Nothing but leftovers is to go. */
    private static final Policy ALL_STAY = new Policy(1_000, Duration.ofDays(1_000));

    @TempDir
    Path cache;

    private DockerSandbox sandbox;
    private DockerEngine engine;

    @BeforeEach
    void makeSandbox() {
        sandbox = new DockerSandbox(cache);
        engine = sandbox.engine();
    }

    @AfterEach
    void removeSandbox() {
        sandbox.close();
        assertThat(sandbox.newContainers()).isEmpty();
    }

    /** The kills are spread over the time that each action takes when nobody ends it. */
    @Test
    void whatever_is_killed_leaves_nothing_that_is_half_made() throws Exception {
        Snapshot first = engine.save(
                new Saving("main", false, false), sandbox.spec("first"), DockerEngineTest.BOOKS, Progress.none());
        int port = port(engine.start(
                Optional.of(first), sandbox.spec("first"), DockerEngineTest.NOT_AGAIN, 0, Progress.none()));
        long saving = millis("save", "measured");
        long restoring = millis("restore", "measured");

        for (int kill = 0; kill < KILLS; kill++) {
            boolean save = kill % 2 == 0;
            Process child = DockerChild.start(cache, sandbox, save ? "save" : "restore", "killed " + kill);
            awaitLine(child, "begin");
            // Not awaited to pass time: a child that ends earlier was not killed, which is as good an ending.
            child.waitFor((save ? saving : restoring) * kill / KILLS, TimeUnit.MILLISECONDS);
            child.destroyForcibly().waitFor();

            assertThat(sandbox.listed(engine))
                    .filteredOn(snapshot -> snapshot.name().equals("main"))
                    .isNotEmpty();
        }

        engine.collect(ALL_STAY, Progress.none());
        assertThat(sandbox.newContainers()).hasSize(sandbox.running(engine).size());
        for (Snapshot snapshot : sandbox.listed(engine)) {
            engine.restore(snapshot, Progress.none());
            requireWhole(snapshot);
        }
        assertThat(sandbox.running(engine)).allMatch(running -> port(running) == port);
        sandbox.running(engine).forEach(engine::stop);
        assertThat(sandbox.newContainers()).isEmpty();
    }

    private void requireWhole(Snapshot snapshot) {
        Running copy = engine.start(
                Optional.of(snapshot), sandbox.spec("first"), DockerEngineTest.NOT_AGAIN, 0, Progress.none());
        assertThat(ask(copy.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
        engine.stop(copy);
    }

    private static int port(Running running) {
        return Integer.parseInt(running.owner().url().replaceFirst(".*:(\\d+)/.*", "$1"));
    }

    private long millis(String action, String key) throws Exception {
        Process child = DockerChild.start(cache, sandbox, action, key);
        BufferedReader out = child.inputReader();
        awaitLine(out, "begin");
        long start = System.nanoTime();
        awaitLine(out, "done");
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    @ParameterizedTest
    @CsvSource({"wait, open false", "open, step: building the base", "open, step: keeping the base"})
    void one_that_is_told_to_end_leaves_no_container(String action, String line) throws Exception {
        Process child = DockerChild.start(cache, sandbox, action, "a");
        awaitLine(child, line);

        child.destroy();

        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(sandbox.newContainers()).isEmpty();
    }

    @Test
    void what_a_killed_one_left_is_removed_by_the_next_one_and_what_a_living_one_uses_is_not() throws Exception {
        Process killed = DockerChild.start(cache, sandbox, "wait", "a");
        awaitLine(killed, "open false");
        Process living = DockerChild.start(cache, sandbox, "wait", "a");
        awaitLine(living, "open true");
        killed.destroyForcibly().waitFor();
        assertThat(sandbox.newContainers()).hasSize(2);

        engine.open(sandbox.spec("a"), DockerEngineTest.NOT_AGAIN, Progress.none())
                .close();

        assertThat(sandbox.newContainers()).hasSize(1);
        living.destroy();
        living.waitFor();
    }

    private static void awaitLine(Process child, String wanted) throws IOException {
        awaitLine(child.inputReader(), wanted);
    }

    private static void awaitLine(BufferedReader out, String wanted) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.equals(wanted)) {
                return;
            }
        }
        throw new AssertionError("never said " + wanted + " but " + said);
    }
}
