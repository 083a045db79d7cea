package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.SnapshotEngine.Policy;
import io.github.flygate.snapshot.SnapshotEngine.Saving;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledIfDocker
class DockerSnapshotsTest {
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

    private Snapshot save(String name, boolean replace, String... lineage) {
        return engine.save(
                new Saving(name, replace, false), sandbox.spec(lineage), DockerEngineTest.BOOKS, Progress.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main",
                "it's \"quoted\" `$(name)`; <b>über</b>",
                "eighty characters 0123456789 0123456789 0123456789 0123456789 0123456789 0123456"
            })
    void a_saved_snapshot_is_listed_under_its_name(String name) {
        Snapshot saved = save(name, false, "b", "a");

        assertThat(sandbox.listed(engine)).containsExactly(saved);
        assertThat(saved.name()).isEqualTo(name);
        assertThat(saved.postgres()).startsWith("18.");
        assertThat(saved.bytes()).isPositive();
        assertThat(saved.use(sandbox.spec("b", "a"))).isEqualTo(Snapshot.Use.READY);
        assertThat(saved.use(sandbox.spec("c", "b", "a"))).isEqualTo(Snapshot.Use.BEHIND);
        // What a check opens is the same image.
        try (Database copy = engine.open(sandbox.spec("b", "a"), DockerEngineTest.NOT_AGAIN, Progress.none())) {
            assertThat(ask(copy.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
        }
    }

    @Test
    void a_name_is_taken_until_it_may_be_replaced() {
        save("main", false, "a");

        assertThatThrownBy(() -> save("main", false, "b"))
                .isInstanceOf(FlygateException.class)
                .hasMessage("there is a snapshot main already")
                .extracting("code")
                .isEqualTo(ErrorCode.USAGE);

        Snapshot replaced = save("main", true, "b");
        assertThat(sandbox.listed(engine)).containsExactly(replaced);
        assertThat(replaced.use(sandbox.spec("b"))).isEqualTo(Snapshot.Use.READY);
        assertThat(sandbox.kept()).hasSize(1);
    }

    @Test
    void a_replaced_snapshot_stays_under_a_tag_that_the_user_gave_it() throws Exception {
        Snapshot old = save("main", false, "a");
        String release = sandbox.project() + "/app:v1";
        DockerSandbox.cli("tag", old.id(), release);

        Snapshot replaced = save("main", true, "b");

        assertThat(sandbox.images.find(release)).hasValueSatisfying(image -> {
            assertThat(image.shortId()).isEqualTo(old.id());
            assertThat(image.tags()).containsExactly(release);
        });
        assertThat(sandbox.listed(engine)).extracting(Snapshot::name).containsExactly("main", "");
        assertThat(sandbox.listed(engine).get(0)).isEqualTo(replaced);
        // The name is the new one's alone: it can be renamed, and given again.
        engine.rename(replaced, "next");
        save("main", false, "c");
        assertThat(sandbox.listed(engine)).extracting(Snapshot::name).containsExactly("main", "next", "");
        // What the user has tagged is not collected.
        engine.collect(new Policy(1, Duration.ZERO), Progress.none());
        assertThat(sandbox.images.find(release)).isPresent();
    }

    @Test
    void a_name_may_have_as_many_characters_as_the_command_line_allows() {
        String longest = "😀".repeat(200);
        assertThat(DockerNames.requireUsable(longest)).isEqualTo(longest);
        assertThatThrownBy(() -> DockerNames.requireUsable(longest + "a")).hasMessageContaining("1 to 200 characters");
    }

    @Test
    void names_are_given_changed_and_taken_away() {
        Snapshot first = save("first", false, "a");
        Snapshot second = save("second", false, "a");
        assertThat(sandbox.listed(engine)).extracting(Snapshot::name).containsExactly("first", "second");

        assertThatThrownBy(() -> engine.rename(second, "first")).hasMessageContaining("there is a snapshot first");
        Snapshot third = engine.rename(second, "third");
        assertThat(sandbox.listed(engine)).extracting(Snapshot::name).containsExactly("first", "third");
        assertThatThrownBy(() -> engine.remove(second)).hasMessageContaining("there is no snapshot second any more");

        engine.remove(first);
        assertThat(sandbox.listed(engine)).extracting(Snapshot::name).containsExactly("third");
        try (Database copy = engine.open(sandbox.spec("a"), DockerEngineTest.NOT_AGAIN, Progress.none())) {
            assertThat(ask(copy.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
            assertThatThrownBy(() -> engine.remove(third)).hasMessageContaining("is used by the containers flygate-");
        }
        engine.remove(third);
        assertThat(sandbox.kept()).isEmpty();
    }

    @Test
    void a_base_that_another_folder_has_too_can_have_a_name_there() {
        Snapshot mine = save("main", false, "a");
        BaseSpec theirs = elsewhere(sandbox.spec("a"));

        Snapshot other =
                engine.save(new Saving("main", true, false), theirs, DockerEngineTest.NOT_AGAIN, Progress.none());

        assertThat(sandbox.listed(engine)).containsExactlyInAnyOrder(mine, other);
        assertThat(other.origin()).isEqualTo(theirs.origin());
        engine.remove(other);
        assertThat(sandbox.listed(engine)).containsExactly(mine);
    }

    /** The same base in another folder. */
    private static BaseSpec elsewhere(BaseSpec spec) {
        Origin origin = spec.origin();
        return new BaseSpec(
                new Origin(
                        origin.project() + "-clone",
                        origin.database(),
                        origin.first(),
                        origin.version(),
                        origin.migrations(),
                        origin.commit(),
                        origin.flyway()),
                spec.lineage(),
                spec.seeds(),
                spec.postgres(),
                spec.database(),
                spec.owner(),
                spec.roles(),
                spec.extensions(),
                spec.settings());
    }

    @Test
    void an_image_that_a_check_made_can_be_named() {
        engine.open(sandbox.spec("a"), DockerEngineTest.BOOKS, Progress.none()).close();
        assertThat(sandbox.listed(engine)).extracting(Snapshot::name).containsExactly("");

        Snapshot named = engine.save(
                new Saving("main", false, false), sandbox.spec("a"), DockerEngineTest.NOT_AGAIN, Progress.none());

        assertThat(sandbox.listed(engine)).containsExactly(named);
    }

    @Test
    void what_nobody_named_is_collected_when_the_policy_lets_it_go() {
        Snapshot named = save("main", false, "a");
        for (String base : new String[] {"b", "c", "d"}) {
            engine.open(sandbox.spec(base), DockerEngineTest.BOOKS, Progress.none())
                    .close();
        }
        engine.open(sandbox.spec("b"), DockerEngineTest.NOT_AGAIN, Progress.none())
                .close();

        assertThat(engine.collect(new Policy(1, Duration.ofDays(1)), Progress.none())
                        .snapshots())
                .isEmpty();
        assertThat(engine.collect(new Policy(1, Duration.ZERO), Progress.none()).snapshots())
                .filteredOn(snapshot -> snapshot.databases().contains(sandbox.project()))
                .hasSize(2);

        assertThat(sandbox.listed(engine)).extracting(Snapshot::name).containsExactly("main", "");
        assertThat(sandbox.listed(engine).get(0)).isEqualTo(named);
        assertThat(sandbox.listed(engine).get(1).use(sandbox.spec("b"))).isEqualTo(Snapshot.Use.READY);
    }

    @Test
    void a_started_copy_is_found_restored_on_its_port_and_stopped() {
        Snapshot saved = save("main", false, "a");
        Running started =
                engine.start(Optional.of(saved), sandbox.spec("a"), DockerEngineTest.NOT_AGAIN, 0, Progress.none());
        execute(started.owner(), "DELETE FROM book");
        assertThat(sandbox.running(engine)).containsExactly(started);
        assertThat(started.snapshot()).isEqualTo("main");
        assertThatThrownBy(() -> engine.remove(saved)).hasMessageContaining(started.id());

        SnapshotEngine.Restored restored = engine.restore(saved, Progress.none());

        assertThat(restored.databases()).hasSize(1);
        assertThat(restored.missingMs()).isPositive();
        Running again = sandbox.running(engine).get(0);
        assertThat(again.owner()).isEqualTo(started.owner());
        assertThat(ask(started.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");

        engine.stop(again);
        assertThat(sandbox.running(engine)).isEmpty();
        assertThatThrownBy(() -> engine.stop(again)).hasMessageContaining("no copy " + again.id());
    }

    @Test
    void a_copy_gets_the_port_that_is_asked_for_or_says_that_it_is_taken() {
        Running first = engine.start(Optional.empty(), sandbox.spec("a"), DockerEngineTest.BOOKS, 0, Progress.none());
        int port = Integer.parseInt(first.owner().url().replaceFirst(".*:(\\d+)/.*", "$1"));

        assertThatThrownBy(() -> engine.start(
                        Optional.empty(), sandbox.spec("a"), DockerEngineTest.NOT_AGAIN, port, Progress.none()))
                .hasMessage("the port " + port + " is taken");

        engine.stop(first);
        Running second =
                engine.start(Optional.empty(), sandbox.spec("a"), DockerEngineTest.NOT_AGAIN, port, Progress.none());
        assertThat(second.owner()).isEqualTo(first.owner());
        assertThat(sandbox.running(engine)).containsExactly(second);
    }

    @Test
    void a_renamed_snapshot_still_knows_its_copies() {
        Snapshot saved = save("main", false, "a");
        Running started =
                engine.start(Optional.of(saved), sandbox.spec("a"), DockerEngineTest.NOT_AGAIN, 0, Progress.none());
        execute(started.owner(), "DELETE FROM book");

        engine.restore(engine.rename(saved, "other"), Progress.none());

        assertThat(ask(started.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
        assertThat(sandbox.running(engine)).extracting(Running::snapshot).containsExactly("other");
    }

    @Test
    void a_snapshot_can_be_replaced_while_a_copy_of_it_runs() {
        Snapshot old = save("main", false, "a");
        Running copy =
                engine.start(Optional.of(old), sandbox.spec("a"), DockerEngineTest.NOT_AGAIN, 0, Progress.none());
        execute(copy.owner(), "DELETE FROM book");

        Snapshot replaced = engine.save(
                new Saving("main", true, false),
                sandbox.spec("b"),
                owner -> execute(owner, "CREATE TABLE shelf (id int)"),
                Progress.none());

        assertThat(sandbox.listed(engine)).containsExactly(replaced);
        assertThat(ask(copy.owner(), "SELECT count(*) FROM book")).isEqualTo("0");
        engine.restore(replaced, Progress.none());
        Running restored = sandbox.running(engine).get(0);
        assertThat(restored.owner().url()).isEqualTo(copy.owner().url());
        assertThat(ask(restored.owner(), "SELECT count(*) FROM shelf")).isEqualTo("0");
    }

    @Test
    void an_image_that_flygate_did_not_make_keeps_its_name() throws Exception {
        String reference = sandbox.project() + "/app-db:main";
        DockerSandbox.cli("tag", DockerSandbox.POSTGRES, reference);
        try {
            assertThatThrownBy(() -> sandbox.engine(Optional.of(reference))
                            .save(
                                    new Saving("main", false, false),
                                    sandbox.spec("a"),
                                    DockerEngineTest.NOT_AGAIN,
                                    Progress.none()))
                    .hasMessage("there is an image " + reference + " on this machine that flygate has not made");
        } finally {
            DockerSandbox.cli("rmi", reference);
        }
    }

    @Test
    void projects_do_not_take_each_others_names() {
        try (DockerSandbox other = new DockerSandbox(cache)) {
            Snapshot mine = save("main", false, "a");
            other.engine()
                    .save(new Saving("main", false, false), other.spec("a"), DockerEngineTest.BOOKS, Progress.none());

            Snapshot renamed = engine.rename(mine, "mine");

            assertThat(sandbox.listed(engine)).containsExactly(renamed);
            assertThat(other.listed(engine)).extracting(Snapshot::name).containsExactly("main");
        }
    }
}
