package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Root on a host, and root in a container that forbids user namespaces. */
@Tag("db")
class RootTest {
    @TempDir(factory = Sandbox.InMemory.class)
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        sandbox = Sandbox.in(temp);
    }

    @AfterEach
    void removeSandbox() throws IOException {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"unshare, 18", "drop, 18", "drop, 12"})
    void root_builds_and_copies_a_base(String mode, String major) throws IOException {
        Map<String, String> environment = Map.of(RunAs.MODE, mode);
        BaseSpec spec = sandbox.spec("root-" + mode, major, List.of("app"), List.of("pgcrypto"), Map.of());
        EmbeddedEngine engine = new EmbeddedEngine(environment, sandbox.cache());
        RunAs runAs = RunAs.choose(Platform.current(), environment);
        assertThat(runAs.drops()).isEqualTo(mode.equals("drop"));

        engine.open(spec, owner -> execute(owner, "CREATE TABLE book AS SELECT 1 AS id"), Progress.none())
                .close();

        try (Database copy = engine.open(spec, owner -> execute(owner, "nonsense"), Progress.none())) {
            assertThat(copy.opening().fromCache()).isTrue();
            assertThat(ask(copy.owner(), "SELECT id FROM book")).isEqualTo("1");
            // The cache is in a folder that only root may enter; still the copy must be where its server gets.
            Path data = Path.of(ask(copy.superuser(), "SHOW data_directory"));
            int owner = (Integer) Files.getAttribute(data, "unix:uid");
            assertThat(owner).isEqualTo(runAs.drops() ? runAs.uid() : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unshare", "drop"})
    void root_starts_a_copy_that_outlives_it(String mode) throws IOException {
        EmbeddedEngine engine = new EmbeddedEngine(Map.of(RunAs.MODE, mode), sandbox.cache());
        BaseSpec spec = sandbox.spec("root-started");
        BaseBuilder builder = owner -> execute(owner, "CREATE TABLE book AS SELECT 1 AS id");
        Running copy = engine.start(Optional.empty(), spec, builder, 0, Progress.none());
        Path data;
        try {
            assertThat(ask(copy.owner(), "SELECT id FROM book")).isEqualTo("1");
            execute(copy.owner(), "DROP TABLE book");
            engine.restore(engine.list().get(0), Progress.none());
            assertThat(ask(copy.owner(), "SELECT id FROM book")).isEqualTo("1");
            assertThat(engine.running()).containsExactly(copy);
            data = new Started(new StartedCopies(sandbox.cache()).all().get(0)).data();
        } finally {
            engine.stop(copy);
        }
        assertThat(data.getParent()).doesNotExist();
        assertThat(Leftovers.server(data)).isEmpty();
        assertThat(engine.running()).isEmpty();
    }

    @Test
    void a_cache_on_a_full_disk_is_named_and_stays_clean() throws Exception {
        Path small = Files.createDirectories(temp.resolve("small"));
        command("mount", "-t", "tmpfs", "-o", "size=8m", "none", small.toString());
        try {
            Files.createSymbolicLink(
                    small.resolve("postgres"),
                    Files.readSymbolicLink(sandbox.cache().resolve("postgres")));
            EmbeddedEngine engine = new EmbeddedEngine(sandbox.environment(), small);
            BaseBuilder builder = owner -> execute(owner, "CREATE TABLE book AS SELECT 1 AS id");

            FlygateException e = catchThrowableOfType(
                    FlygateException.class,
                    () -> engine.save(
                            new SnapshotEngine.Saving("main", false, false),
                            sandbox.spec("full"),
                            builder,
                            Progress.none()));

            assertThat(e.code()).isEqualTo(ErrorCode.IO);
            assertThat(e).hasMessageContaining(small.toString()).hasMessageContaining("No space left");
            assertThat(e.hint()).contains("free some space");
            assertThat(engine.list()).isEmpty();
            assertThat(sandbox.scratchFolders()).isEmpty();
            assertThat(small.resolve("run")).isEmptyDirectory();
            assertThat(sandbox.processes()).isEmpty();
        } finally {
            command("umount", small.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2m", "4k"})
    void a_place_for_running_copies_on_a_full_disk_is_named_and_not_the_cache(String size) throws Exception {
        BaseSpec spec = sandbox.spec("full-run");
        BaseBuilder builder = owner -> execute(owner, "CREATE TABLE book AS SELECT 1 AS id");
        sandbox.engine().open(spec, builder, Progress.none()).close();
        Path small = Files.createDirectories(temp.resolve("small"));
        command("mount", "-t", "tmpfs", "-o", "size=" + size, "none", small.toString());
        try {
            EmbeddedEngine engine = new EmbeddedEngine(Map.of(RunPlaces.RUN_DIR, small.toString()), sandbox.cache());
            assertNoRoom(small, () -> engine.open(spec, builder, Progress.none()));
            assertNoRoom(small, () -> engine.start(Optional.empty(), spec, builder, 0, Progress.none()));
            assertThat(new StartedCopies(sandbox.cache()).all()).isEmpty();

            // Of initdb, if it comes to that, which says in its own words what is missing.
            FlygateException e = catchThrowableOfType(
                    FlygateException.class, () -> engine.open(sandbox.spec("unbuilt"), builder, Progress.none()));
            assertThat(e.getMessage() + e.hint()).contains(small.toString());
            assertThat(e.hint())
                    .startsWith("free some space")
                    .contains("FLYGATE_RUN_DIR")
                    .doesNotContain("cache");
            assertThat(small).isEmptyDirectory();
            Files.write(small.resolve("ballast"), new byte[4096]);
            assertThatThrownBy(() -> Files.write(small.resolve("more"), new byte[3 << 20]))
                    .hasMessageContaining("No space left");
            assertNoRoom(small, () -> engine.open(spec, builder, Progress.none()));
        } finally {
            command("umount", small.toString());
        }
    }

    private static void assertNoRoom(Path place, ThrowingCallable work) {
        FlygateException e = catchThrowableOfType(FlygateException.class, work);
        assertThat(e.code()).isEqualTo(ErrorCode.IO);
        assertThat(e).hasMessage("cannot use the place for running copies: " + place + ": No space left on device");
        assertThat(e.hint()).isEqualTo("free some space there, or choose another place with FLYGATE_RUN_DIR");
    }

    private static void command(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"su", "chroot"})
    void the_ways_to_drop_power_without_util_linux_work_as_well(String program) throws IOException {
        RunAs chosen = RunAs.choose(Platform.current(), Map.of(RunAs.MODE, "drop"));
        List<String> prefix = program.equals("su")
                ? List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", "nobody")
                : List.of("chroot", "--userspec=" + chosen.uid() + ":" + chosen.gid(), "--groups=", "/");
        RunAs runAs = new RunAs(prefix, chosen.uid(), chosen.gid());
        Release release = Release.of("18");
        Platform platform = Platform.current();
        Path home = Binaries.home(release, platform, sandbox.cache(), Progress.none());
        Path binaries = Binaries.reachable(home, runAs, RunPlaces.temporary());

        Path folder;
        try (Scratch scratch = Scratch.create(RunPlaces.temporary())) {
            folder = scratch.path();
            Cluster cluster = new Cluster(scratch, binaries, release, runAs, platform);
            cluster.init("secret");
            Cluster.Server server = cluster.start(new ServerSettings(new java.util.TreeMap<>()), 0);
            assertThat(ask(server.login("postgres", Cluster.SUPERUSER, "secret"), "SELECT 42"))
                    .isEqualTo("42");
            server.stop();
            cluster.start(new ServerSettings(new java.util.TreeMap<>()), 0);
        }
        assertThat(folder).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> List.of(process.info().arguments().orElse(new String[0]))
                                .contains(folder.resolve("data").toString())))
                .isEmpty();
    }
}
