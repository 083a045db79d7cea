package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.SnapshotEngine.Policy;
import io.github.flygate.snapshot.SnapshotEngine.Saving;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfDocker
class DockerCopiesTest {
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
    void nothing_is_left() {
        sandbox.close();
        assertThat(sandbox.kept()).isEmpty();
        assertThat(sandbox.newContainers()).isEmpty();
    }

    private static Snapshot save(DockerSandbox sandbox) {
        return sandbox.engine()
                .save(new Saving("main", false, false), sandbox.spec("a"), DockerEngineTest.BOOKS, Progress.none());
    }

    private static Running start(DockerSandbox sandbox, Snapshot snapshot, int port) {
        return sandbox.engine()
                .start(Optional.of(snapshot), sandbox.spec("a"), DockerEngineTest.NOT_AGAIN, port, Progress.none());
    }

    private static int port(Running running) {
        return Integer.parseInt(running.owner().url().replaceFirst(".*:(\\d+)/.*", "$1"));
    }

    @Test
    void a_stopped_copy_of_another_project_on_the_same_port_is_left_alone() throws Exception {
        try (DockerSandbox other = new DockerSandbox(cache)) {
            Running theirs = start(other, save(other), 0);
            execute(theirs.owner(), "DELETE FROM book");
            DockerSandbox.cli("kill", theirs.id());
            Snapshot saved = save(sandbox);
            Running mine = start(sandbox, saved, port(theirs));

            assertThat(engine.restore(saved, Progress.none()).databases()).hasSize(1);
            engine.collect(new Policy(1, Duration.ofDays(1)), Progress.none());
            Running restored = sandbox.running(engine).get(0);
            assertThat(restored.owner()).isEqualTo(mine.owner());
            engine.stop(restored);

            assertThat(sandbox.newContainers()).isEmpty();
            DockerSandbox.cli("start", theirs.id());
            assertThat(other.running(engine)).containsExactly(theirs);
        }
    }

    @Test
    void a_copy_that_was_stopped_by_hand_is_not_put_back_beside_one_that_has_its_port() throws Exception {
        Snapshot saved = save(sandbox);
        Running first = start(sandbox, saved, 0);
        DockerSandbox.cli("kill", first.id());
        Running second = start(sandbox, saved, port(first));

        assertThat(engine.restore(saved, Progress.none()).databases()).hasSize(1);

        assertThat(sandbox.running(engine)).singleElement().isNotEqualTo(second);
        assertThat(sandbox.newContainers()).hasSize(2);
        engine.stop(first);
        assertThat(sandbox.newContainers()).hasSize(1);
        // One alone is put back.
        DockerSandbox.cli("kill", sandbox.running(engine).get(0).id());
        assertThat(engine.restore(saved, Progress.none()).databases()).hasSize(1);
        assertThat(sandbox.newContainers()).hasSize(1);
        assertThat(sandbox.running(engine)).hasSize(1);
    }

    @Test
    void a_copy_keeps_its_id_however_often_it_is_restored() throws Exception {
        Snapshot saved = save(sandbox);
        Running copy = start(sandbox, saved, 0);
        for (int restore = 0; restore < 2; restore++) {
            engine.restore(saved, Progress.none());

            assertThat(sandbox.running(engine)).singleElement().satisfies(restored -> {
                assertThat(restored.id()).isEqualTo(copy.id());
                assertThat(restored.owner()).isEqualTo(copy.owner());
            });
            // The Docker client knows it by that name as well.
            assertThat(DockerSandbox.cli("inspect", "--format", "{{.State.Running}}", copy.id()))
                    .isEqualTo("true");
        }
        DockerSandbox.cli("rename", copy.id(), copy.id() + "-renamed");
        engine.stop(copy);
        assertThat(sandbox.newContainers()).isEmpty();
    }

    @Test
    void a_restore_that_fails_leaves_the_copy_as_it_was() throws Exception {
        Snapshot saved = save(sandbox);
        Running copy = start(sandbox, saved, 0);
        execute(copy.owner(), "SET synchronous_commit TO on", "DELETE FROM book WHERE id > 7");
        String tag = sandbox.kept().get(0).tags().stream()
                .filter(one -> one.contains(":name-"))
                .findFirst()
                .orElseThrow();
        String container = DockerSandbox.cli("create", tag);
        DockerSandbox.cli("commit", "--change", "CMD [\"false\"]", container, tag);
        DockerSandbox.cli("rm", "-v", container);
        Snapshot broken = sandbox.listed(engine).stream()
                .filter(snapshot -> snapshot.name().equals("main"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> engine.restore(broken, Progress.none()))
                .isInstanceOf(FlygateException.class)
                .hasMessageContaining("PostgreSQL in the container did not start");

        assertThat(sandbox.running(engine)).containsExactly(copy);
        assertThat(sandbox.newContainers()).hasSize(1);
        untilItAnswers(copy.owner());
        assertThat(ask(copy.owner(), "SELECT count(*) FROM book")).isEqualTo("7");
    }

    /** It is started again, and nobody waits for it. */
    private static void untilItAnswers(Database.Login login) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                DriverManager.getConnection(login.url(), login.user(), login.password())
                        .close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    @Test
    void only_what_a_killed_flygate_has_left_is_collected() throws Exception {
        Snapshot saved = save(sandbox);
        Running stopped = start(sandbox, saved, 0);
        Running paused = start(sandbox, saved, 0);
        DockerSandbox.cli("kill", stopped.id());
        DockerSandbox.cli("pause", paused.id());
        String living = created(saved, DockerOwner.label());
        String dead = created(saved, DockerOwner.label().replaceFirst(" \\d+ ", " 999999999 "));
        String elsewhere = created(saved, "elsewhere/1/2 999999999 a");

        SnapshotEngine.Collected collected = engine.collect(new Policy(1, Duration.ofDays(1)), Progress.none());

        assertThat(collected.leftovers()).contains("the copy " + dead + " that a killed flygate has left");
        assertThat(DockerSandbox.cli("ps", "-a", "--format", "{{.Names}}"))
                .contains(stopped.id(), paused.id(), living, elsewhere)
                .doesNotContain(dead);
        // By its id a copy can be stopped that does not run.
        engine.stop(stopped);
        engine.stop(paused);
        assertThat(sandbox.newContainers()).hasSize(2);
    }

    /** A copy that whoever started it has not come to start. */
    private String created(Snapshot snapshot, String starter) {
        DockerImage image = sandbox.images.find(snapshot.id()).orElseThrow();
        Map<String, String> labels = DockerLabels.ofCopy(Instant.now(), "of " + starter);
        labels.put(DockerLabels.STARTER, starter);
        DockerContainer container = DockerContainer.create(
                sandbox.docker, DockerContainer.Wanted.of(image, labels).withPort(5432));
        container.letGo();
        return container.name();
    }
}
