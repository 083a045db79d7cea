package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.connect;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.SnapshotEngine.Collected;
import io.github.flygate.snapshot.SnapshotEngine.Policy;
import io.github.flygate.snapshot.SnapshotEngine.Restored;
import io.github.flygate.snapshot.SnapshotEngine.Saving;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("db")
@DisabledOnOs(OS.WINDOWS)
class EmbeddedSnapshotsTest {
    private static final BaseBuilder BOOKS = owner -> execute(
            owner,
            "CREATE TABLE book (id bigint PRIMARY KEY, title text NOT NULL)",
            "INSERT INTO book SELECT n, 'Book ' || n FROM generate_series(1, 1000) n");
    private static final BaseBuilder NOT_AGAIN = owner -> {
        throw new AssertionError("built a second time");
    };
    private static final Policy EVERYTHING = new Policy(0, Duration.ZERO);
    private static final String COUNT = "SELECT count(*) FROM book";

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
        engine.running().forEach(engine::stop);
        assertThat(sandbox.processes()).isEmpty();
        sandbox.close();
    }

    static BaseSpec spec(String project, String database, String... lineage) {
        return new BaseSpec(
                new Origin(project, database, "V1__a.sql 1", "7", 3, "abc", "13"),
                List.of(lineage),
                List.of(),
                Sandbox.NEWEST,
                "app",
                "app_owner",
                List.of(),
                List.of(),
                new TreeMap<>());
    }

    private Snapshot save(String name, BaseSpec spec, BaseBuilder builder) {
        return engine.save(new Saving(name, false, false), spec, builder, Progress.none());
    }

    @Test
    void a_base_gets_a_name_is_listed_renamed_and_removed() throws IOException {
        BaseSpec spec = spec("shop", "default", "one");
        Snapshot saved = save("main", spec, BOOKS);

        assertThat(saved.engine()).isEqualTo("embedded");
        assertThat(saved.name()).isEqualTo("main");
        assertThat(saved.origin()).isEqualTo(spec.origin());
        assertThat(saved.databases()).containsExactly("app");
        assertThat(saved.postgres()).isEqualTo("18.6");
        assertThat(saved.bytes()).isPositive();
        assertThat(saved.created()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(saved.use(spec)).isEqualTo(Snapshot.Use.READY);
        assertThat(engine.list()).containsExactly(saved);
        assertThat(sandbox.scratchFolders()).isEmpty();
        try (Database copy = engine.open(spec, NOT_AGAIN, Progress.none())) {
            assertThat(ask(copy.owner(), COUNT)).isEqualTo("1000");
        }

        Snapshot renamed = engine.rename(saved, "the \"old\" one");
        assertThat(engine.list()).extracting(Snapshot::name).containsExactly("the \"old\" one");

        engine.remove(renamed);
        assertThat(engine.list()).isEmpty();
        assertThat(sandbox.bases()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's \"quoted\"", "../../etc/passwd", "a/b\\c:d", "\u00e4 \u65e5", "-rf *"})
    void a_name_may_be_any_text(String name) {
        save(name, spec("shop", "default", "one"), BOOKS);

        assertThat(engine.list()).extracting(Snapshot::name).containsExactly(name);
    }

    @Test
    void a_name_of_200_characters_is_kept_whole() {
        String name = "n".repeat(200);
        save(name, spec("shop", "default", "one"), BOOKS);

        assertThat(engine.list()).extracting(Snapshot::name).containsExactly(name);
    }

    @Test
    void a_base_that_a_check_made_is_listed_without_a_name_behind_those_with_one() {
        engine.open(spec("shop", "default", "one"), BOOKS, Progress.none()).close();
        save("b", spec("shop", "default", "two"), BOOKS);
        save("a", spec("shop", "default", "two"), NOT_AGAIN);

        assertThat(engine.list()).extracting(Snapshot::name).containsExactly("a", "b", "");
    }

    @Test
    void a_name_is_taken_once_in_a_database_of_a_project() {
        BaseSpec spec = spec("shop", "orders", "one");
        save("main", spec, BOOKS);

        FlygateException e = catchThrowableOfType(FlygateException.class, () -> save("main", spec, NOT_AGAIN));
        assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(e).hasMessage("there is a snapshot main already");
        save("main", spec("shop", "billing", "one"), NOT_AGAIN);
        save("main", spec("school", "orders", "one"), NOT_AGAIN);
        Snapshot other = save("other", spec, NOT_AGAIN);
        assertThatThrownBy(() -> engine.rename(other, "main")).hasMessage("there is a snapshot main already");
        assertThat(engine.list()).hasSize(4);
    }

    @Test
    void a_base_stays_until_its_last_name_is_removed() throws IOException {
        BaseSpec spec = spec("shop", "default", "one");
        Snapshot first = save("first", spec, BOOKS);
        Snapshot second = save("second", spec, NOT_AGAIN);

        engine.remove(first);
        assertThat(sandbox.bases()).hasSize(1);
        assertThatThrownBy(() -> engine.remove(first)).hasMessage("the snapshot first is not there any more");
        engine.remove(second);
        assertThat(sandbox.bases()).isEmpty();
    }

    @Test
    void a_replaced_name_means_the_new_base() {
        save("main", spec("shop", "default", "one"), BOOKS);
        BaseSpec grown = spec("shop", "default", "two", "one");
        BaseBuilder growing = owner -> execute(owner, "ALTER TABLE book ADD COLUMN isbn text");

        Snapshot replaced = engine.save(new Saving("main", true, false), grown, growing, Progress.none());

        assertThat(replaced.use(grown)).isEqualTo(Snapshot.Use.READY);
        assertThat(engine.list()).extracting(Snapshot::name).containsExactly("main", "");
    }

    @Test
    void nothing_can_be_pushed() {
        FlygateException e = catchThrowableOfType(
                FlygateException.class,
                () -> engine.save(
                        new Saving("main", false, true), spec("shop", "default", "one"), BOOKS, Progress.none()));

        assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(e.hint()).contains("--engine docker");
        assertThat(engine.list()).isEmpty();
    }

    @Test
    void a_month_of_disuse_removes_what_has_no_name() throws IOException {
        save("main", spec("shop", "default", "one"), BOOKS);
        engine.open(spec("shop", "default", "two"), BOOKS, Progress.none()).close();
        for (Path base : sandbox.bases()) {
            Files.setLastModifiedTime(base, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        }

        new BaseCache(sandbox.cache()).removeOld();

        assertThat(engine.list()).extracting(Snapshot::name).containsExactly("main");
    }

    @Test
    void collecting_keeps_names_and_the_most_recently_used_and_removes_what_is_broken() throws IOException {
        save("main", spec("shop", "default", "one"), BOOKS);
        for (String lineage : List.of("two", "three", "four")) {
            engine.open(spec("shop", "default", lineage), BOOKS, Progress.none())
                    .close();
        }
        Path half = Files.createDirectories(sandbox.cache().resolve("bases/half"));
        Files.writeString(half.resolve("base.properties"), "bytes=5\n");
        Snapshot gone = save("gone", spec("shop", "default", "five"), BOOKS);
        Trees.delete(sandbox.cache().resolve("bases").resolve(gone.id()));
        Path older = sandbox.cache().resolve("bases").resolve("older");
        Trees.copy(sandbox.cache().resolve("bases").resolve(engine.list().get(0).id()), older);
        Path meta = older.resolve("base.properties");
        Files.writeString(meta, Files.readString(meta).replaceAll("(?m)^cache-format=.*$", "cache-format=1"));
        Files.writeString(sandbox.cache().resolve("names/x" + PropertyFile.UNFINISHED), "name=half");
        assertThat(engine.list()).extracting(Snapshot::name).containsExactly("main", "", "", "");

        assertThat(engine.collect(new Policy(0, Duration.ofDays(1)), Progress.none())
                        .snapshots())
                .isEmpty();
        assertThat(half).doesNotExist();
        assertThat(older).doesNotExist();
        assertThat(sandbox.cache().resolve("names")).isDirectoryNotContaining("glob:**.tmp");
        Collected collected = engine.collect(new Policy(1, Duration.ZERO), Progress.none());

        assertThat(collected.snapshots()).hasSize(2);
        assertThat(collected.leftovers()).isEmpty();
        assertThat(engine.list()).extracting(Snapshot::name).containsExactly("main", "");
        assertThat(engine.list().get(1).fingerprint())
                .isEqualTo(spec("shop", "default", "four").fingerprint());
    }

    @Test
    void a_started_copy_outlives_its_engine_and_is_found_restored_and_stopped() throws Exception {
        BaseSpec spec = spec("shop", "default", "one");
        Snapshot snapshot = save("main", spec, BOOKS);
        Running started = engine.start(Optional.of(snapshot), spec, NOT_AGAIN, 0, Progress.none());

        assertThat(ask(started.owner(), COUNT)).isEqualTo("1000");
        assertThat(started.snapshot()).isEqualTo("main");
        assertThat(started.database()).isEqualTo("app");
        assertThat(sandbox.engine().running()).containsExactly(started);
        Path entry = sandbox.cache().resolve("started").resolve(started.id()).resolve("copy.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)))
                .isEqualTo("rw-------");
        assertThat(sandbox.processes())
                .allMatch(process -> Stream.of(process.info().arguments().orElseThrow())
                        .noneMatch(argument -> argument.contains(started.owner().password())));
        assertThat(engine.collect(EVERYTHING, Progress.none()).leftovers()).isEmpty();

        execute(started.owner(), "DELETE FROM book");
        try (Connection open = connect(started.owner())) {
            Restored restored = sandbox.engine().restore(snapshot, Progress.none());
            assertThat(restored.databases()).containsExactly("app");
            assertThat(restored.endedSessions()).isEqualTo(1);
            assertThat(restored.missingMs()).isPositive();
            assertThat(open.isValid(5)).isFalse();
        }
        assertThat(ask(started.owner(), COUNT)).isEqualTo("1000");
        assertThat(sandbox.engine().running()).containsExactly(started);

        sandbox.engine().stop(started);
        assertThat(engine.running()).isEmpty();
        assertThat(sandbox.scratchFolders()).isEmpty();
        assertThat(entry.getParent()).doesNotExist();
        engine.stop(started);
    }

    @Test
    void a_restored_copy_keeps_its_password_though_its_snapshot_was_replaced() {
        BaseSpec spec = spec("shop", "default", "one");
        Running started = engine.start(Optional.of(save("main", spec, BOOKS)), spec, NOT_AGAIN, 0, Progress.none());
        BaseBuilder two = owner -> execute(owner, "CREATE TABLE other (id int)");
        Snapshot replaced =
                engine.save(new Saving("main", true, false), spec("shop", "default", "two"), two, Progress.none());

        engine.restore(replaced, Progress.none());

        assertThat(ask(started.owner(), "SELECT count(*) FROM other")).isEqualTo("0");
        assertThat(engine.running()).containsExactly(started);
    }

    @Test
    void a_copy_whose_restore_was_killed_is_put_right_by_another_restore_or_collected() throws Exception {
        BaseSpec spec = spec("shop", "default", "one");
        Snapshot snapshot = save("main", spec, BOOKS);
        Running started = engine.start(Optional.of(snapshot), spec, NOT_AGAIN, 0, Progress.none());
        StartedCopies book = new StartedCopies(sandbox.cache());
        // What is written down before the server is told to end. It may end later than whoever looks for it.
        book.write(new Started(book.all().get(0)).restoring().entry());
        assertThat(sandbox.processes()).isNotEmpty();
        assertThat(engine.running()).isEmpty();

        engine.restore(snapshot, Progress.none());
        assertThat(engine.running()).containsExactly(started);
        assertThat(ask(started.owner(), COUNT)).isEqualTo("1000");

        book.write(new Started(book.all().get(0)).restoring().entry());
        assertThat(engine.collect(EVERYTHING, Progress.none()).leftovers())
                .containsExactly("a copy that does not run any more: " + started.id());
        assertThat(sandbox.processes()).isEmpty();
        assertThat(sandbox.scratchFolders()).isEmpty();
        assertThat(book.all()).isEmpty();
    }

    @Test
    void a_copy_of_the_base_needs_no_snapshot() {
        Running started = engine.start(Optional.empty(), spec("shop", "default", "one"), BOOKS, 0, Progress.none());

        assertThat(started.snapshot()).isEmpty();
        assertThat(ask(started.owner(), COUNT)).isEqualTo("1000");
        engine.restore(engine.list().get(0), Progress.none());
    }

    @Test
    void restoring_what_does_not_run_is_wrong_use() {
        Snapshot snapshot = save("main", spec("shop", "default", "one"), BOOKS);

        FlygateException e =
                catchThrowableOfType(FlygateException.class, () -> engine.restore(snapshot, Progress.none()));

        assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(e).hasMessage("no copy of the snapshot main is running");
        assertThat(e.hint()).contains("flygate snapshot start");
    }

    @Test
    void a_port_that_is_taken_is_said_before_anything_is_built() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FlygateException e = catchThrowableOfType(
                    FlygateException.class,
                    () -> engine.start(
                            Optional.empty(),
                            spec("shop", "default", "one"),
                            NOT_AGAIN,
                            taken.getLocalPort(),
                            Progress.none()));
            assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
            assertThat(e).hasMessage("port " + taken.getLocalPort() + " on 127.0.0.1 is taken");
        }
        assertThat(sandbox.scratchFolders()).isEmpty();
    }

    @Test
    void a_start_that_fails_leaves_nothing() throws IOException {
        Snapshot snapshot = save("main", spec("shop", "default", "one"), BOOKS);
        BaseSpec wrong = sandbox.spec("x", Sandbox.NEWEST, List.of(), List.of(), Map.of("no_such_setting", "1"));

        assertThatThrownBy(() -> engine.start(Optional.of(snapshot), wrong, NOT_AGAIN, 0, Progress.none()))
                .hasMessageContaining("no_such_setting");

        assertThat(engine.running()).isEmpty();
        assertThat(sandbox.scratchFolders()).isEmpty();
        assertThat(sandbox.cache().resolve("started")).isEmptyDirectory();
    }

    @Test
    void a_copy_whose_server_died_is_collected() throws IOException {
        Running started = engine.start(Optional.empty(), spec("shop", "default", "one"), BOOKS, 0, Progress.none());
        sandbox.processes().forEach(process -> {
            process.destroyForcibly();
            Signals.awaitEnd(process, 10);
        });

        assertThat(engine.running()).isEmpty();
        assertThat(engine.collect(new Policy(9, Duration.ZERO), Progress.none()).leftovers())
                .containsExactly("a copy that does not run any more: " + started.id());
        assertThat(sandbox.scratchFolders()).isEmpty();
        assertThat(sandbox.cache().resolve("started")).isEmptyDirectory();
    }

    @Test
    void stopping_restoring_and_collecting_at_the_same_time_end_well() throws Exception {
        BaseSpec spec = spec("shop", "default", "one");
        Snapshot snapshot = save("main", spec, BOOKS);
        for (int round = 0; round < 3; round++) {
            Running started = engine.start(Optional.of(snapshot), spec, NOT_AGAIN, 0, Progress.none());
            List<Callable<String>> work = List.of(
                    () -> done(() -> sandbox.engine().stop(started)),
                    () -> done(() -> sandbox.engine().stop(started)),
                    () -> done(() -> sandbox.engine().restore(snapshot, Progress.none())),
                    () -> done(() -> sandbox.engine().collect(EVERYTHING, Progress.none())));

            assertThat(together(work)).isSubsetOf("done", "no copy of the snapshot main is running");

            assertThat(engine.running()).isEmpty();
            assertThat(sandbox.scratchFolders()).isEmpty();
            assertThat(sandbox.processes()).isEmpty();
        }
    }

    @Test
    void checks_and_a_collect_at_the_same_time_on_the_same_snapshot_end_well() throws Exception {
        BaseSpec spec = spec("shop", "default", "one");
        for (int round = 0; round < 3; round++) {
            engine.open(spec, BOOKS, Progress.none()).close();
            Callable<String> check = () -> {
                try (Database copy = sandbox.engine().open(spec, BOOKS, Progress.none())) {
                    return ask(copy.owner(), COUNT);
                }
            };
            Callable<String> collect = () -> done(() -> sandbox.engine().collect(EVERYTHING, Progress.none()));

            assertThat(together(List.of(check, collect, check))).containsExactly("1000", "done", "1000");
        }
        assertThat(sandbox.scratchFolders()).isEmpty();
    }

    @Test
    void saving_and_collecting_at_the_same_time_never_names_what_is_gone() throws Exception {
        BaseSpec spec = spec("shop", "default", "one");
        for (int round = 0; round < 3; round++) {
            engine.open(spec, BOOKS, Progress.none()).close();
            String name = "round " + round;
            assertThat(together(List.of(
                            () -> sandbox.engine()
                                    .save(new Saving(name, false, false), spec, BOOKS, Progress.none())
                                    .name(),
                            () -> done(() -> sandbox.engine().collect(EVERYTHING, Progress.none())))))
                    .containsExactly(name, "done");
            assertThat(engine.list()).hasSize(1);
            engine.remove(engine.list().get(0));
        }
    }

    private static String done(Runnable work) {
        try {
            work.run();
            return "done";
        } catch (FlygateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<String> together(List<Callable<String>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        CyclicBarrier barrier = new CyclicBarrier(work.size());
        try {
            List<Future<String>> all = new ArrayList<>();
            for (Callable<String> one : work) {
                all.add(threads.submit(() -> {
                    barrier.await();
                    return one.call();
                }));
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> one : all) {
                answers.add(one.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }
}
