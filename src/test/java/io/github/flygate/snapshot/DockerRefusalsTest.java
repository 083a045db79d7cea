package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.ask;
import static io.github.flygate.snapshot.Sandbox.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.config.SnapshotConfig;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.SnapshotEngine.Saving;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that cannot be used, and what the user is told. */
@EnabledIfDocker
class DockerRefusalsTest {
    @TempDir
    Path cache;

    private DockerSandbox sandbox;
    private final List<String> made = new ArrayList<>();

    @BeforeEach
    void makeSandbox() {
        sandbox = new DockerSandbox(cache);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        sandbox.close();
        for (String image : made) {
            DockerSandbox.cli("rmi", "-f", image);
        }
        assertThat(sandbox.newContainers()).isEmpty();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refusal(SnapshotConfig config, BaseSpec spec) {
        return assertThatThrownBy(() -> sandbox.engine(config).open(spec, DockerEngineTest.BOOKS, Progress.none()))
                .isInstanceOf(FlygateException.class);
    }

    private static SnapshotConfig base(String image) {
        return DockerSandbox.config(Optional.of(image), Optional.empty(), false);
    }

    private static SnapshotConfig image(String image) {
        return DockerSandbox.config(Optional.empty(), Optional.of(image), false);
    }

    /** The usual image with one thing changed in its configuration. */
    private String changed(String name, String... changes) throws IOException, InterruptedException {
        return changedAfter("true", name, changes);
    }

    private String changedAfter(String script, String name, String... changes)
            throws IOException, InterruptedException {
        String image = "flygate-test/" + sandbox.project() + "-" + name + ":1";
        String container = sandbox.project() + "-" + name;
        DockerSandbox.cli("run", "--name", container, "--entrypoint", "/bin/sh", DockerSandbox.POSTGRES, "-c", script);
        List<String> commit = new ArrayList<>(List.of("commit", "-c", "ENTRYPOINT [\"/bin/docker-entrypoint.sh\"]"));
        commit.addAll(List.of("-c", "CMD [\"postgres\"]"));
        for (String change : changes) {
            commit.addAll(List.of("-c", change));
        }
        commit.addAll(List.of(container, image));
        DockerSandbox.cli(commit.toArray(String[]::new));
        DockerSandbox.cli("rm", "-v", container);
        made.add(image);
        return image;
    }

    @Test
    void an_image_that_is_nowhere_is_named() {
        refusal(base("127.0.0.1:1/none:1"), sandbox.spec("a"))
                .hasMessageContaining("the image 127.0.0.1:1/none:1 is not here and cannot be pulled: ")
                .hasMessageContaining("connection refused");
        refusal(image("127.0.0.1:1/app-db"), sandbox.spec("a"))
                .hasMessageContaining("the image 127.0.0.1:1/app-db:latest is not here and cannot be pulled: ")
                .extracting("hint")
                .asString()
                .contains("flygate snapshot replace NAME --engine docker --image 127.0.0.1:1/app-db:latest");
        refusal(base("Not A Name"), sandbox.spec("a")).hasMessage("image: Not A Name is no image's name");
    }

    @Test
    void a_snapshot_of_something_else_is_not_used() {
        String reference = "flygate-test/" + sandbox.project() + ":main";
        sandbox.engine(Optional.of(reference))
                .save(
                        new Saving("main", false, false),
                        sandbox.spec("b", "a"),
                        DockerEngineTest.BOOKS,
                        Progress.none());
        String project = sandbox.project();

        refusal(image(reference), sandbox.spec("other first", Map.of(), "b", "a"))
                .hasMessage("the image " + reference + " belongs to another project: " + project
                        + ", which begins with " + project + " first, but here it is " + project
                        + ", which begins with other first")
                .extracting("hint")
                .asString()
                .contains("flygate snapshot replace NAME");
        refusal(image(reference), sandbox.spec("c"))
                .hasMessageContaining("is of another base: 2 migrations up to version 2 (")
                .hasMessageContaining("but here it is 1 migrations up to version 1 (");
        refusal(image(reference), ofMajor("17", "b", "a"))
                .hasMessageContaining("is of PostgreSQL 18.")
                .hasMessageContaining("but flygate.yml says `postgres: 17`");
        refusal(image(DockerSandbox.POSTGRES), sandbox.spec("a"))
                .hasMessage("the image postgres:18 is no snapshot that this version of flygate has made");
        refusal(
                        DockerSandbox.config(Optional.of("postgis/postgis:18-3.6"), Optional.of(reference), false),
                        sandbox.spec("b", "a"))
                .hasMessage("the image " + reference
                        + " was built on the image postgres:18, but here it is postgis/postgis:18-3.6");
    }

    @Test
    void a_configured_image_that_the_base_has_outgrown_is_brought_up_to_it_on_the_copy() {
        String reference = "flygate-test/" + sandbox.project() + ":main";
        DockerEngine engine = sandbox.engine(Optional.of(reference));
        engine.save(new Saving("main", false, false), sandbox.spec("a"), DockerEngineTest.BOOKS, Progress.none());
        BaseBuilder growing = owner -> execute(owner, "CREATE TABLE shelf (id int)");

        for (int round = 0; round < 2; round++) {
            try (Database copy = engine.open(
                    sandbox.spec("b", "a"), round == 0 ? growing : DockerEngineTest.NOT_AGAIN, Progress.none())) {
                assertThat(ask(copy.owner(), "SELECT count(*) FROM book, (SELECT count(*) FROM shelf) s"))
                        .isEqualTo("1000");
            }
        }
    }

    private BaseSpec ofMajor(String major, String... lineage) {
        BaseSpec spec = sandbox.spec(lineage);
        return new BaseSpec(
                spec.origin(),
                spec.lineage(),
                spec.seeds(),
                major,
                spec.database(),
                spec.owner(),
                spec.roles(),
                spec.extensions(),
                spec.settings());
    }

    @Test
    void an_image_that_does_not_keep_to_the_contract_is_refused_with_the_reason() throws Exception {
        refusal(
                        base(changed("exits", "ENTRYPOINT [\"/bin/sh\", \"-c\", \"echo no database here; exit 3\"]")),
                        sandbox.spec("a"))
                .hasMessage("PostgreSQL in the container did not start, exit code 3: no database here");
        refusal(base(changed("volumes", "VOLUME /flygate", "VOLUME /var")), sandbox.spec("a"))
                .hasMessageContaining("declares the volumes [/flygate, /var")
                .hasMessageContaining("a commit leaves volumes out");
        refusal(
                        base(changed(
                                "elsewhere",
                                "ENTRYPOINT [\"/bin/sh\", \"-c\", \"export PGDATA=/var/lib/postgresql/data;"
                                        + " exec docker-entrypoint.sh \\\"$@\\\"\", \"sh\"]")),
                        sandbox.spec("a"))
                .hasMessageContaining("keeps its data in /var/lib/postgresql/data although PGDATA says");
        refusal(base(DockerSandbox.POSTGRES), ofMajor("17", "a"))
                .hasMessage("the image postgres:18 is PostgreSQL 18, but flygate.yml says `postgres: 17`");
        assertThat(sandbox.kept()).isEmpty();
    }

    @Test
    void an_image_of_an_unprivileged_user_keeps_its_data_where_that_user_may_write() throws Exception {
        String unprivileged = changedAfter(
                "mkdir -p /var/run/postgresql && chown postgres:postgres /var/run/postgresql", "user", "USER postgres");
        DockerEngine engine = sandbox.engine(base(unprivileged));
        engine.open(sandbox.spec("a"), DockerEngineTest.BOOKS, Progress.none()).close();

        try (Database copy = engine.open(sandbox.spec("a"), DockerEngineTest.NOT_AGAIN, Progress.none())) {
            assertThat(ask(copy.superuser(), "SHOW data_directory")).isEqualTo("/tmp/flygate/pgdata");
            assertThat(ask(copy.owner(), "SELECT count(*) FROM book")).isEqualTo("1000");
        }
        sandbox.close();
    }

    @Test
    void a_full_disk_is_said_and_leaves_nothing() throws Exception {
        // Docker gives a container 64 MB of shared memory.
        String small = changedAfter("ln -s /dev/shm /flygate", "small");
        BaseBuilder large =
                owner -> execute(owner, "CREATE TABLE t AS SELECT repeat('x', 1000) FROM generate_series(1, 100000)");

        assertThatThrownBy(() -> sandbox.engine(base(small)).open(sandbox.spec("a"), large, Progress.none()))
                .hasMessageContaining("No space left on device");
        assertThat(sandbox.kept()).isEmpty();
    }

    @Test
    void a_push_needs_a_registry_in_the_name() {
        for (Optional<String> reference : List.of(Optional.<String>empty(), Optional.of("app-db:main"))) {
            assertThatThrownBy(() -> sandbox.engine(reference)
                            .save(
                                    new Saving("main", false, true),
                                    sandbox.spec("a"),
                                    DockerEngineTest.NOT_AGAIN,
                                    Progress.none()))
                    .isInstanceOf(FlygateException.class)
                    .extracting("hint")
                    .asString()
                    .contains("--image registry.example.org/app-db:main");
        }
    }
}
