package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.SnapshotEngine.Saving;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfDocker
class DockerRegistryTest {
    private static final BaseBuilder TABLES = owner -> execute(
            owner,
            IntStream.rangeClosed(1, 250)
                    .mapToObj(n -> "CREATE TABLE t" + n + " (id int PRIMARY KEY, x text UNIQUE)")
                    .toArray(String[]::new));

    @Test
    void a_snapshot_goes_to_a_registry_and_comes_back(@TempDir Path temp) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(LoopbackRegistry.PROGRAM), "no docker-registry is installed");
        try (LoopbackRegistry registry = LoopbackRegistry.start(temp);
                DockerSandbox sandbox = new DockerSandbox(temp.resolve("cache"))) {
            String containers = DockerSandbox.cli("ps", "-a", "-q");
            String volumes = DockerSandbox.cli("volume", "ls", "-q");
            String reference = registry.host() + "/" + sandbox.project() + "/app-db:main";
            DockerEngine engine = sandbox.engine(Optional.of(reference));
            BaseSpec spec = sandbox.spec("a");

            Snapshot saved = engine.save(new Saving("main", false, true), spec, TABLES, Progress.none());
            assertThat(sandbox.images.find(reference))
                    .hasValueSatisfying(image -> assertThat(image.shortId()).isEqualTo(saved.id()));
            requireCopy(engine, spec);

            engine.remove(saved);
            assertThat(sandbox.kept()).isEmpty();
            assertThat(sandbox.images.find(reference)).isEmpty();

            // Pulled since it is not here.
            requireCopy(engine, spec);
            // A name is given on a machine; what is pulled has its tag alone.
            assertThat(sandbox.listed(engine))
                    .containsExactly(new Snapshot(
                            "docker",
                            saved.id(),
                            "",
                            saved.fingerprint(),
                            saved.origin(),
                            saved.postgres(),
                            saved.databases(),
                            saved.created(),
                            sandbox.listed(engine).get(0).used(),
                            saved.bytes()));
            // Asked for again.
            requireCopy(sandbox.engine(DockerSandbox.config(Optional.empty(), Optional.of(reference), true)), spec);

            assertThat(DockerSandbox.cli("ps", "-a", "-q")).isEqualTo(containers);
            assertThat(DockerSandbox.cli("volume", "ls", "-q")).isEqualTo(volumes);
        }
    }

    private static void requireCopy(DockerEngine engine, BaseSpec spec) {
        try (Database copy = engine.open(spec, DockerEngineTest.NOT_AGAIN, Progress.none())) {
            assertThat(copy.opening().fromCache()).isTrue();
            assertThat(ask(copy.owner(), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                    .isEqualTo("250");
        }
    }

    @Test
    void a_registry_that_does_not_answer_is_said_and_the_image_is_kept(@TempDir Path temp) {
        try (DockerSandbox sandbox = new DockerSandbox(temp)) {
            DockerEngine engine = sandbox.engine(Optional.of("127.0.0.1:1/app-db:main"));

            assertThatThrownBy(() ->
                            engine.save(new Saving("main", false, true), sandbox.spec("a"), TABLES, Progress.none()))
                    .isInstanceOf(FlygateException.class)
                    .hasMessageContaining("the image 127.0.0.1:1/app-db:main cannot be pushed: ")
                    .hasMessageContaining("connection refused");

            assertThat(sandbox.listed(engine)).extracting(Snapshot::name).containsExactly("main");
        }
    }
}
