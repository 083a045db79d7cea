package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Progress;
import java.nio.file.Path;
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
        assertThat(sandbox.newVolumes()).isEmpty();
    }
}
