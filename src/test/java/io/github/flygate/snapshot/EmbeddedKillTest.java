package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.SnapshotEngine.Policy;
import io.github.flygate.snapshot.SnapshotEngine.Saving;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed with no chance to clean up, at moments that are spread over what they do. Afterwards a list
 * offers nothing that is half-made, and a collect leaves no process and no folder.
 */
@Tag("db")
@DisabledOnOs(OS.WINDOWS)
class EmbeddedKillTest {
    private static final Policy NOTHING = new Policy(100, Duration.ofDays(100));
    private static final int SAVES = 8;
    private static final int STARTS = 6;
    private static final int RESTORES = 6;
    private static final String COUNT = "SELECT count(*) FROM book";

    @TempDir(factory = Sandbox.InMemory.class)
    Path temp;

    private Sandbox sandbox;
    private EmbeddedEngine engine;
    private int children;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = Sandbox.in(temp);
        engine = sandbox.engine();
        Binaries.home(Release.of(Sandbox.NEWEST), Platform.current(), sandbox.cache(), Progress.none());
    }

    @AfterEach
    void removeSandbox() throws IOException {
        engine.running().forEach(engine::stop);
        sandbox.close();
    }

    @Test
    void a_killed_save_names_a_whole_base_or_none() throws Exception {
        Duration whole = whole("save", "whole");
        for (int kill = 0; kill < SAVES; kill++) {
            String name = "kill-" + kill;
            killed("save", name, whole.multipliedBy(kill + 1).dividedBy(SAVES));

            List<Snapshot> offered = engine.list();
            cleanedUp(0);
            assertThat(engine.list()).isEqualTo(offered);
            for (Snapshot snapshot : offered) {
                assertThat(Base.read(sandbox.cache().resolve("bases").resolve(snapshot.id())))
                        .isPresent();
            }
            BaseSpec spec = EmbeddedSnapshotsTest.spec("shop", "default", name);
            Snapshot saved = engine.save(
                    new Saving(name, true, false),
                    spec,
                    owner -> execute(owner, "CREATE TABLE book AS SELECT n AS id FROM generate_series(1, 100000) n"),
                    Progress.none());
            assertThat(copied(saved, spec)).isEqualTo("100000");
        }
        assertThat(engine.list()).hasSize(SAVES + 1);
    }

    @Test
    void a_killed_start_leaves_a_copy_that_works_or_nothing() throws Exception {
        whole("save", SnapshotAndEnd.NAME);
        Duration whole = whole("start", SnapshotAndEnd.NAME);
        engine.running().forEach(engine::stop);
        for (int kill = 0; kill < STARTS; kill++) {
            killed("start", SnapshotAndEnd.NAME, whole.multipliedBy(kill + 1).dividedBy(STARTS));

            List<Running> running = engine.running();
            cleanedUp(running.size());
            for (Running copy : running) {
                assertThat(ask(copy.owner(), COUNT)).isEqualTo("100000");
                engine.stop(copy);
            }
            cleanedUp(0);
        }
    }

    @Test
    void a_killed_restore_leaves_a_copy_that_works_or_can_be_restored_again() throws Exception {
        whole("save", SnapshotAndEnd.NAME);
        whole("start", SnapshotAndEnd.NAME);
        Running copy = engine.running().get(0);
        Snapshot snapshot = engine.list().get(0);
        Duration whole = whole("restore", SnapshotAndEnd.NAME);
        for (int kill = 0; kill < RESTORES; kill++) {
            execute(copy.owner(), "DELETE FROM book");
            killed("restore", SnapshotAndEnd.NAME, whole.multipliedBy(kill + 1).dividedBy(RESTORES));

            if (kill % 2 == 0) {
                // Without a collect in between: what the dead process had in hand is taken up.
                engine.restore(snapshot, Progress.none());
                assertThat(engine.running()).containsExactly(copy);
            }
            cleanedUp(engine.running().size());
            if (engine.running().isEmpty()) {
                copy = engine.start(
                        Optional.of(snapshot),
                        EmbeddedSnapshotsTest.spec("shop", "default", SnapshotAndEnd.NAME),
                        owner -> {},
                        0,
                        Progress.none());
            }
            assertThat(ask(copy.owner(), COUNT)).isIn("0", "100000");
            engine.restore(snapshot, Progress.none());
            assertThat(ask(copy.owner(), COUNT)).isEqualTo("100000");
        }
        engine.stop(copy);
        cleanedUp(0);
    }

    @Test
    void a_start_that_is_told_to_end_leaves_nothing() throws Exception {
        whole("save", SnapshotAndEnd.NAME);
        Duration whole = whole("start", SnapshotAndEnd.NAME);
        engine.running().forEach(engine::stop);
        for (int end = 1; end < STARTS; end++) {
            Process child = start("start", SnapshotAndEnd.NAME);
            boolean done;
            try (BufferedReader out = child.inputReader()) {
                assertThat(out.readLine()).isEqualTo("begin");
                child.waitFor(whole.multipliedBy(end).dividedBy(STARTS).toNanos(), TimeUnit.NANOSECONDS);
                // Not Process.destroy, which closes the pipe that is still to be read.
                child.toHandle().destroy();
                child.waitFor();
                done = out.lines().anyMatch("done"::equals);
            }
            // Whoever came too late has started a copy; nobody else has left anything, without a collect.
            List<Running> running = engine.running();
            assertThat(running).hasSizeLessThanOrEqualTo(1);
            if (done) {
                assertThat(running).hasSize(1);
            }
            running.forEach(engine::stop);
            assertThat(sandbox.scratchFolders()).isEmpty();
            assertThat(sandbox.processes()).isEmpty();
            assertThat(new StartedCopies(sandbox.cache()).all()).isEmpty();
        }
    }

    @Test
    void no_ctrl_c_reaches_a_started_copy() throws Exception {
        whole("save", SnapshotAndEnd.NAME);
        whole("start", SnapshotAndEnd.NAME);
        assumeThat(Path.of("/proc/self/stat")).exists();

        for (ProcessHandle process : sandbox.processes()) {
            // Process, name in brackets, state, parent, group, session.
            String[] stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                    .replaceFirst("^.*\\) ", "")
                    .split(" ", 5);
            assertThat(stat[3]).isEqualTo(Long.toString(process.pid()));
        }
        assertThat(engine.running()).hasSize(1);
    }

    private String copied(Snapshot snapshot, BaseSpec spec) {
        Running copy = engine.start(Optional.of(snapshot), spec, owner -> {}, 0, Progress.none());
        try {
            return ask(copy.owner(), COUNT);
        } finally {
            engine.stop(copy);
        }
    }

    /** After a collect there is nothing but what belongs to copies that run. */
    private void cleanedUp(int copies) throws IOException {
        engine.collect(NOTHING, Progress.none());
        assertThat(sandbox.scratchFolders()).hasSize(copies);
        assertThat(new StartedCopies(sandbox.cache()).all()).hasSize(copies);
        List<ProcessHandle> processes = sandbox.processes();
        // A server's own processes look like it until they have their titles.
        long servers = processes.stream()
                .filter(process -> process.parent().filter(processes::contains).isEmpty())
                .count();
        assertThat(servers).isEqualTo(copies);
        assertThat(engine.collect(NOTHING, Progress.none()).leftovers()).isEmpty();
        assertThat(sandbox.cache().resolve("names"))
                .satisfiesAnyOf(
                        names -> assertThat(names).doesNotExist(),
                        names -> assertThat(names).isDirectoryNotContaining("glob:**" + PropertyFile.UNFINISHED));
    }

    /** How long it takes when nobody kills it, from its first word on. */
    private Duration whole(String what, String name) throws Exception {
        Process child = start(what, name);
        try (BufferedReader out = child.inputReader()) {
            assertThat(out.readLine()).isEqualTo("begin");
            long begun = System.nanoTime();
            assertThat(out.lines()).endsWith("done");
            return Duration.ofNanos(System.nanoTime() - begun);
        } finally {
            assertThat(child.waitFor()).isZero();
        }
    }

    private void killed(String what, String name, Duration after) throws Exception {
        Process child = start(what, name);
        try (BufferedReader out = child.inputReader()) {
            assertThat(out.readLine()).isEqualTo("begin");
            // The moment of the kill, unless it is done before.
            child.waitFor(after.toNanos(), TimeUnit.NANOSECONDS);
            child.destroyForcibly().waitFor();
        }
    }

    private Process start(String what, String name) throws IOException {
        children++;
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SnapshotAndEnd.class.getName(),
                        sandbox.cache().toString(),
                        sandbox.run().toString(),
                        what,
                        name)
                .redirectError(temp.resolve("stderr-" + children).toFile())
                .start();
    }
}
