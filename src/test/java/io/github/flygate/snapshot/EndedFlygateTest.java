package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("db")
@DisabledOnOs(OS.WINDOWS)
class EndedFlygateTest {
    private static final BaseBuilder BOOKS = owner -> execute(owner, "CREATE TABLE book (id int)");

    @TempDir(factory = Sandbox.InMemory.class)
    Path temp;

    private Sandbox sandbox;
    private final List<Process> children = new ArrayList<>();

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = Sandbox.in(temp);
        // Unpacked beforehand, so that the children are ended in what the test is about.
        Binaries.home(Release.of(Sandbox.NEWEST), Platform.current(), sandbox.cache(), Progress.none());
    }

    @AfterEach
    void end() throws IOException {
        children.forEach(Process::destroyForcibly);
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "open, open false",
        "building, building",
        "nothing, step: building the base",
        "nothing, step: keeping the base"
    })
    void a_flygate_that_is_told_to_end_leaves_no_process_no_folder_and_no_half_a_base(String stage, String line)
            throws Exception {
        Process child = start(stage);
        awaitLine(child, line);

        child.destroy();

        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sandbox.processes()).isEmpty();
        assertThat(sandbox.scratchFolders()).isEmpty();
        for (Path base : sandbox.bases()) {
            assertThat(Base.read(base)).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"open, open false", "building, building"})
    void what_a_killed_flygate_left_is_removed_by_the_next_one(String stage, String line) throws Exception {
        Process child = start(stage);
        awaitLine(child, line);
        assertThat(sandbox.scratchFolders()).hasSize(1);

        child.destroyForcibly().waitFor();

        try (Database copy = sandbox.engine().open(sandbox.spec("books"), BOOKS, Progress.none())) {
            assertThat(ask(copy.owner(), "SELECT count(*) FROM book")).isEqualTo("0");
            assertThat(sandbox.scratchFolders()).hasSize(1);
        }
        assertThat(sandbox.scratchFolders()).isEmpty();
        assertThat(sandbox.processes()).isEmpty();
    }

    @Test
    void a_server_that_outlived_its_flygate_is_ended() throws Exception {
        Platform platform = Platform.current();
        Release release = Release.of(Sandbox.NEWEST);
        Path binaries = Binaries.home(release, platform, sandbox.cache(), Progress.none());
        RunAs runAs = RunAs.choose(platform, Map.of());
        Path orphan = Files.createDirectories(sandbox.run().resolve(Scratch.PREFIX + "1-dead-1"));
        try (Scratch scratch = Scratch.create(sandbox.run())) {
            Cluster cluster = new Cluster(scratch, binaries, release, runAs, platform);
            cluster.init("secret");
            Files.move(cluster.data(), orphan.resolve("data"));
        }
        Files.writeString(orphan.resolve(Scratch.OWNER), "1");
        List<String> command = new ArrayList<>(List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                orphan.resolve("data").toString()));
        command.addAll(List.of("-c", "listen_addresses=", "-c", "unix_socket_directories=" + orphan));
        Process server = new ProcessBuilder(runAs.command(command))
                .redirectErrorStream(true)
                .start();
        children.add(server);
        awaitLog(server, "ready to accept connections");

        Leftovers.sweep(List.of(sandbox.run()), new Signals(platform, binaries));

        assertThat(server.isAlive()).isFalse();
        assertThat(orphan).doesNotExist();
    }

    @Test
    void a_process_that_only_has_the_number_of_a_dead_server_is_left_alone() throws Exception {
        Path orphan = Files.createDirectories(sandbox.run().resolve(Scratch.PREFIX + "1-dead-1/data"));
        Process other = start("sleeping");
        Files.writeString(orphan.resolve("postmaster.pid"), other.pid() + "\n" + orphan + "\n");
        Files.writeString(orphan.resolveSibling(Scratch.OWNER), "1");

        Leftovers.sweep(List.of(sandbox.run()), new Signals(Platform.current(), sandbox.cache()));

        assertThat(orphan).doesNotExist();
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void a_folder_whose_flygate_lives_is_left_alone() throws Exception {
        Process child = start("open");
        awaitLine(child, "open false");

        try (Database copy = sandbox.engine().open(sandbox.spec("books"), BOOKS, Progress.none())) {
            assertThat(copy.opening().fromCache()).isTrue();
            assertThat(sandbox.scratchFolders()).hasSize(2);
            assertThat(child.isAlive()).isTrue();
        }
        assertThat(sandbox.scratchFolders()).hasSize(1);
        assertThat(sandbox.processes()).isNotEmpty();
    }

    @Test
    void two_processes_that_want_the_same_base_build_it_once() throws Exception {
        List<Process> both = List.of(start("nothing"), start("nothing"));
        List<String> said = new ArrayList<>();
        for (Process child : both) {
            try (BufferedReader out = child.inputReader()) {
                out.lines().forEach(said::add);
            }
            assertThat(child.waitFor()).isZero();
        }
        assertThat(said)
                .containsOnlyOnce("building")
                .containsOnlyOnce("open false")
                .containsOnlyOnce("open true");
    }

    private Process start(String stage) throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OpenAndWait.class.getName(),
                        sandbox.cache().toString(),
                        sandbox.run().toString(),
                        stage)
                .redirectError(temp.resolve("stderr-" + children.size()).toFile())
                .start();
        children.add(child);
        return child;
    }

    private static void awaitLine(Process child, String wanted) throws IOException {
        await(child, wanted, true);
    }

    private static void awaitLog(Process server, String part) throws IOException {
        await(server, part, false);
    }

    private static void await(Process child, String wanted, boolean whole) throws IOException {
        BufferedReader out = child.inputReader();
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (whole ? line.equals(wanted) : line.contains(wanted)) {
                return;
            }
        }
        throw new AssertionError("never said " + wanted + " but " + said);
    }
}
