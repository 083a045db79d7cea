package io.github.flygate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server on a small file system; only root can make one. */
@Tag("db")
class ServerFullDiskTest {
    @TempDir
    Path temp;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        mounted = run("mount", "-t", "tmpfs", "-o", "size=160m,mode=755", "flygate-test", temp.toString());
        assumeThat(mounted).isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", temp.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "15", "18"})
    void a_full_disk_is_told_of_and_nothing_half_made_stays(String postgres) throws Exception {
        Map<String, String> environment = Map.of(RunPlaces.RUN_DIR, temp.toString());
        ServerSandbox small =
                ServerSandbox.start(postgres, environment, Map.of("max_wal_size", "4MB", "min_wal_size", "2MB"));
        try {
            small.run("CREATE DATABASE shop");
            small.runIn(
                    "shop", "CREATE TABLE item AS SELECT g, repeat('x', 500) AS t FROM generate_series(1, 60000) g");
            small.run("CHECKPOINT");
            ServerEngine engine = small.engine("shop");
            Files.write(temp.resolve("ballast"), new byte[(int) Math.max(0, free() - 30_000_000)]);
            List<String> before = small.inventory();

            FlygateException e = catchThrowableOfType(
                    FlygateException.class,
                    () -> engine.save(
                            new SnapshotEngine.Saving("too much", false, false),
                            new BaseSpec("unused", postgres, "app", "app_owner"),
                            owner -> {},
                            Progress.none()));

            assertThat(e.code()).isEqualTo(ErrorCode.ENGINE);
            assertThat(e).hasMessageContaining("No space left on device");
            assertThat(e.hint()).contains("free some space on the server");
            assertThat(engine.list()).isEmpty();
            engine.collect(new SnapshotEngine.Policy(0, Duration.ZERO), Progress.none());
            assertThat(small.inventory()).isEqualTo(before);
            assertThat(small.askIn("shop", "SELECT count(*) FROM item")).isEqualTo("60000");
        } finally {
            small.server().close();
        }
    }

    private long free() throws IOException {
        return Files.getFileStore(temp).getUsableSpace();
    }
}
