package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfDocker
class DockerEngineTest {
    static final BaseBuilder BOOKS = owner -> execute(
            owner,
            "CREATE TABLE book (id int PRIMARY KEY, title text)",
            "INSERT INTO book SELECT n, 'title ' || n FROM generate_series(1, 1000) n");
    static final BaseBuilder NOT_AGAIN = owner -> {
        throw new AssertionError("built a second time");
    };

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
    }

    @Test
    void a_base_is_built_once_and_then_copied_from_its_image() {
        BaseSpec spec = sandbox.spec("a");
        try (Database first = engine.open(spec, BOOKS, Progress.none())) {
            assertThat(first.opening().fromCache()).isFalse();
            assertThat(first.opening().buildMs()).isPositive();
            assertThat(ask(first.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
        }

        try (Database second = engine.open(spec, NOT_AGAIN, Progress.none());
                Database third = engine.open(spec, NOT_AGAIN, Progress.none())) {
            assertThat(second.opening().fromCache()).isTrue();
            assertThat(second.serverVersion()).isEqualTo(ask(second.owner(), "SHOW server_version"));
            assertThat(second.owner().url()).contains("127.0.0.1");
            execute(second.owner(), "DELETE FROM book");
            assertThat(ask(third.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
            assertThat(ask(third.superuser(), "SELECT pg_catalog.pg_has_role('app_owner', 'reader', 'MEMBER')"))
                    .isEqualTo("t");
            assertThat(ask(third.owner(), "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
        }
        assertThat(sandbox.newContainers()).isEmpty();
    }

    @Test
    void the_image_starts_without_recovery_and_says_what_is_in_it() throws Exception {
        engine.open(sandbox.spec("b", "a"), BOOKS, Progress.none()).close();
        DockerImage image = sandbox.kept().get(0);

        assertThat(image.tags()).singleElement().asString().startsWith("flygate/" + sandbox.project() + ":");
        assertThat(image.ours())
                .containsEntry("format", "1")
                .containsEntry("project", sandbox.project())
                .containsEntry("migrations", "2")
                .containsEntry("base-image", DockerSandbox.POSTGRES)
                .containsEntry("database", sandbox.project())
                .containsEntry("process", "");
        assertThat(image.label("org.testcontainers.sessionId")).isEmpty();
        // The secrets are the copies' own two passwords, and they stand in the environment alone.
        assertThat(image.password()).hasSize(32).isNotEqualTo(image.ownerPassword());
        assertThat(image.ownerPassword()).hasSize(32);
        for (String secret : List.of(image.password(), image.ownerPassword())) {
            assertThat(DockerSandbox.cli("history", "--no-trunc", image.id())).doesNotContain(secret);
            assertThat(image.labels().values()).noneMatch(label -> label.contains(secret));
            assertThat(image.command()).noneMatch(argument -> argument.contains(secret));
        }

        try (Database copy = engine.open(sandbox.spec("b", "a"), NOT_AGAIN, Progress.none())) {
            assertThat(ask(copy.superuser(), "SELECT pg_is_in_recovery()")).isEqualTo("f");
            String container = sandbox.newContainers().iterator().next();
            assertThat(DockerSandbox.cli("logs", container))
                    .contains("database system was shut down at")
                    .doesNotContain("automatic recovery");
        }
    }

    @Test
    void the_owner_cannot_log_in_as_the_superuser() {
        BaseSpec grown = sandbox.spec("two", "one");
        try (Database built = engine.open(sandbox.spec("one"), BOOKS, Progress.none());
                Database restored = engine.open(sandbox.spec("one"), NOT_AGAIN, Progress.none());
                Database copy = engine.open(grown, owner -> execute(owner, "CREATE TABLE shelf ()"), Progress.none())) {
            for (Database database : List.of(built, restored, copy)) {
                Database.Login superuser = database.superuser();
                assertThat(ask(superuser, "SELECT current_user")).isEqualTo(superuser.user());
                assertThatThrownBy(() -> ask(
                                new Database.Login(
                                        superuser.url(),
                                        superuser.user(),
                                        database.owner().password()),
                                "SELECT 1"))
                        .hasMessageContaining("password authentication failed");
            }
        }
    }

    @Test
    void a_base_that_has_grown_starts_from_the_newest_image_that_it_has_grown_from() {
        engine.open(sandbox.spec("one"), BOOKS, Progress.none()).close();
        List<String> calls = new ArrayList<>();
        BaseBuilder builder = new BaseBuilder() {
            @Override
            public void build(Database.Login owner) {
                throw new AssertionError("built from nothing");
            }

            @Override
            public void grow(Database.Login owner) {
                calls.add("grow");
                execute(owner, "CREATE TABLE shelf (id int)");
            }
        };

        try (Database copy = engine.open(sandbox.spec("two", "one"), builder, Progress.none())) {
            assertThat(ask(copy.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
            assertThat(ask(copy.owner(), "SELECT count(*) FROM shelf")).isEqualTo("0");
        }
        engine.open(sandbox.spec("two", "one"), NOT_AGAIN, Progress.none()).close();
        assertThat(calls).containsExactly("grow");
        assertThat(sandbox.listed(engine)).hasSize(2);
    }

    @Test
    void two_that_want_the_same_base_build_it_once_while_a_third_collects() throws Exception {
        AtomicInteger built = new AtomicInteger();
        BaseBuilder counting = owner -> {
            built.incrementAndGet();
            BOOKS.build(owner);
        };
        ExecutorService three = Executors.newFixedThreadPool(3);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(three.submit(() -> {
                try (Database copy = sandbox.engine().open(sandbox.spec("a"), counting, Progress.none())) {
                    return ask(copy.owner(), "SELECT count(*) FROM book");
                }
            }));
        }
        Future<?> collected = three.submit(() -> {
            while (answers.stream().anyMatch(answer -> !answer.isDone())) {
                sandbox.engine().collect(new SnapshotEngine.Policy(1, Duration.ofHours(1)), Progress.none());
            }
        });
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("1000");
        }
        collected.get();
        three.shutdown();
        assertThat(built).hasValue(1);
        assertThat(sandbox.newContainers()).isEmpty();
    }

    @Test
    void an_image_that_is_collected_again_and_again_is_built_again() throws Exception {
        BaseSpec spec = sandbox.spec("a");
        ExecutorService two = Executors.newFixedThreadPool(2);
        Future<?> opening = two.submit(() -> {
            for (int i = 0; i < 4; i++) {
                try (Database copy = sandbox.engine().open(spec, BOOKS, Progress.none())) {
                    assertThat(ask(copy.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
                }
            }
        });
        Future<?> removing = two.submit(() -> {
            while (!opening.isDone()) {
                for (DockerImage image : sandbox.kept()) {
                    if (!image.tags().isEmpty() && sandbox.images.users(image).isEmpty()) {
                        sandbox.images.remove(image);
                    }
                }
            }
        });
        opening.get();
        removing.get();
        two.shutdown();
        assertThat(sandbox.newContainers()).isEmpty();
    }

    @Test
    void a_build_that_fails_leaves_nothing() {
        BaseBuilder failing = owner -> {
            throw new IllegalStateException("no");
        };
        assertThatThrownBy(() -> engine.open(sandbox.spec("a"), failing, Progress.none()))
                .hasMessage("no");
        assertThat(sandbox.newContainers()).isEmpty();
        assertThat(sandbox.kept()).isEmpty();
    }

    @Test
    void settings_of_the_project_apply_and_a_wrong_one_is_named() {
        BaseSpec good = sandbox.spec("first", Map.of("log_timezone", "Europe/Berlin", "work_mem", "9MB"), "a");
        try (Database copy = engine.open(good, BOOKS, Progress.none())) {
            assertThat(ask(copy.owner(), "SHOW log_timezone")).isEqualTo("Europe/Berlin");
            assertThat(ask(copy.owner(), "SHOW work_mem")).isEqualTo("9MB");
        }

        BaseSpec wrong = sandbox.spec("first", Map.of("work_mem", "lots"), "b");
        assertThatThrownBy(() -> engine.open(wrong, BOOKS, Progress.none()))
                .isInstanceOf(FlygateException.class)
                .hasMessageContaining("settings.work_mem: PostgreSQL refuses it");
        assertThat(sandbox.newContainers()).isEmpty();
    }

    @Test
    void another_image_to_build_on_is_another_base() throws Exception {
        String other = sandbox.project() + "-postgres:18";
        DockerSandbox.cli("tag", DockerSandbox.POSTGRES, other);
        try {
            engine.open(sandbox.spec("a"), BOOKS, Progress.none()).close();
            DockerEngine onOther = sandbox.engine(DockerSandbox.config(Optional.of(other), Optional.empty(), false));
            onOther.open(sandbox.spec("a"), BOOKS, Progress.none()).close();

            assertThat(sandbox.kept())
                    .extracting(image -> image.label(DockerLabels.BASE_IMAGE))
                    .containsExactlyInAnyOrder(DockerSandbox.POSTGRES, other);
        } finally {
            DockerSandbox.cli("rmi", other);
        }
    }
}
