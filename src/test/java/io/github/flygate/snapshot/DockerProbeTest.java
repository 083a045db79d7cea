package io.github.flygate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.config.SnapshotConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class DockerProbeTest {
    @TempDir
    Path temp;

    private DockerEngine engine(String host) {
        return new DockerEngine(SnapshotConfig.none(), Map.of("DOCKER_HOST", host), temp.resolve("cache"));
    }

    @Test
    void a_daemon_that_does_not_run_is_said_at_once() throws IOException {
        Path socket = temp.resolve("docker.sock");
        assertThatThrownBy(() -> engine("unix://" + socket).list())
                .isInstanceOf(FlygateException.class)
                .hasMessage("no Docker daemon answers at DOCKER_HOST unix://" + socket + ": there is no such socket")
                .extracting("code")
                .isEqualTo(ErrorCode.ENGINE);

        listen(socket).close();
        assertThatThrownBy(() -> engine("unix://" + socket).list())
                .hasMessage("no Docker daemon answers at DOCKER_HOST unix://" + socket + ": Connection refused");
        assertThatThrownBy(() -> engine("tcp://127.0.0.1:1").list())
                .hasMessage("no Docker daemon answers at DOCKER_HOST tcp://127.0.0.1:1: Connection refused");
        assertThatThrownBy(() -> engine("no address").list()).hasMessageContaining("which is no address");
    }

    @Test
    void a_daemon_that_this_user_may_not_talk_to_is_said_at_once() throws Exception {
        Path socket = temp.resolve("docker.sock");
        try (ServerSocketChannel server = listen(socket)) {
            assertThat(server.isOpen()).isTrue();
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
            Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(probeAsOrdinaryUser(socket))
                    .contains("this user may not talk to the Docker daemon at DOCKER_HOST unix://" + socket
                            + ": permission denied");
        }
    }

    /** In this process, or as nobody when it is root's, whom no rights stop. */
    private String probeAsOrdinaryUser(Path socket) throws Exception {
        if (!Trees.self().getName().equals("root")) {
            try {
                new DockerProbe(Map.of("DOCKER_HOST", "unix://" + socket)).requireDaemon();
                return "";
            } catch (FlygateException e) {
                return String.valueOf(e.getMessage());
            }
        }
        Process process = new ProcessBuilder(List.of(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classesThatAllMayRead().toString(),
                        ProbeMain.class.getName(),
                        "unix://" + socket))
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private Path classesThatAllMayRead() throws Exception {
        Path copy = Files.createDirectory(temp.resolve("classes"));
        for (Class<?> root : List.of(DockerProbe.class, ProbeMain.class)) {
            Path classes = Path.of(
                    root.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (String name : List.of("io/github/flygate/snapshot", "io/github/flygate/model")) {
                copy(classes, classes.resolve(name), copy);
            }
        }
        return copy;
    }

    private static void copy(Path root, Path folder, Path to) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(root.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    /** A JVM of another user. */
    static final class ProbeMain {
        private ProbeMain() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] args) {
            try {
                new DockerProbe(Map.of("DOCKER_HOST", args[0])).requireDaemon();
            } catch (FlygateException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
