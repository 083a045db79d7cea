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
        RunAs runAs = new RunAs(withoutDeathSignal(platform), -1, -1);
        try (Scratch scratch = Scratch.create(sandbox.run())) {
            Cluster cluster = new Cluster(scratch, binaries, release, runAs, platform);
            cluster.init("secret");
            cluster.start(new ServerSettings(new java.util.TreeMap<>()));
            Path orphan = sandbox.run().resolve(Scratch.PREFIX + "1-dead-1");
            // The pid file names its own folder, so a folder that was moved is not taken for the server's.
            Files.move(scratch.path(), orphan);
            Files.writeString(orphan.resolve("data/postmaster.pid"), pidFileIn(orphan));
            Files.delete(orphan.resolve(Scratch.OWNER));
            Files.writeString(orphan.resolve(Scratch.OWNER), "1");

            Leftovers.sweep(RunPlaces.of(sandbox.cache(), sandbox.environment()), new Signals(platform, binaries));

            assertThat(orphan).doesNotExist();
            assertThat(sandbox.processes())
                    .as("its arguments name another folder: it may be anybody's")
                    .isNotEmpty();
        }
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

    private static String pidFileIn(Path folder) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("data/postmaster.pid")));
        lines.set(1, folder.resolve("data").toString());
        return String.join("\n", lines);
    }

    private static List<String> withoutDeathSignal(Platform platform) {
        List<String> prefix = RunAs.choose(platform, java.util.Map.of()).prefix();
        return prefix.isEmpty() || !prefix.get(0).equals("unshare") ? List.of() : prefix.subList(0, 2);
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

    @SuppressWarnings("MustBeClosed")
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
