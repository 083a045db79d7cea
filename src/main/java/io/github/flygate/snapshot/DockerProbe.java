package io.github.flygate.snapshot;

import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks whether a daemon listens before Testcontainers does, which waits for a dead one, says in a log only what it
 * found, and takes another daemon than {@code DOCKER_HOST} names when that one is dead.
 */
final class DockerProbe {
    private static final int CONNECT_MS = 5_000;
    private static final String START = "start Docker, or use `engine: embedded`, which needs nothing installed";

    private final Map<String, String> environment;

    DockerProbe(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws FlygateException when it is sure that there is none */
    void requireDaemon() {
        String configured = environment.getOrDefault("DOCKER_HOST", "");
        if (!configured.isBlank()) {
            requireConfigured(configured);
        } else if (!onWindows() && !configuredElsewhere()) {
            requireUsual();
        }
    }

    private static void requireConfigured(String configured) {
        try {
            URI uri = URI.create(configured);
            if ("unix".equals(uri.getScheme())) {
                connect(Path.of(uri.getPath()));
            } else if ("tcp".equals(uri.getScheme()) && uri.getPort() > 0) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MS);
                }
            }
        } catch (IOException e) {
            throw none("at DOCKER_HOST " + configured, e);
        } catch (IllegalArgumentException e) {
            throw Failures.engine(
                    "DOCKER_HOST is " + configured + ", which is no address",
                    "give one such as unix:///var/run/docker.sock",
                    e);
        }
    }

    private void requireUsual() {
        List<Path> sockets = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isBlank()) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        sockets.add(home().resolve(".docker/run/docker.sock"));
        sockets.add(home().resolve(".docker/desktop/docker.sock"));
        IOException first = null;
        Path at = sockets.get(0);
        for (Path socket : sockets) {
            try {
                connect(socket);
                return;
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                    at = socket;
                }
            }
        }
        if (first != null) {
            throw none("at " + at, first);
        }
    }

    private static void connect(Path socket) throws IOException {
        if (!Files.exists(socket)) {
            throw new IOException("there is no such socket");
        }
        SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
    }

    private static FlygateException none(String where, IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("Permission denied") || reason.contains("Operation not permitted")) {
            return Failures.engine(
                    "this user may not talk to the Docker daemon " + where + ": permission denied",
                    "let an administrator add the user to the group docker, or use `engine: embedded`",
                    e);
        }
        return Failures.engine("no Docker daemon answers " + where + ": " + reason, START, e);
    }

    /** Testcontainers' own file may name a daemon. */
    private static boolean configuredElsewhere() {
        try {
            return Files.readString(home().resolve(".testcontainers.properties"), StandardCharsets.ISO_8859_1)
                    .matches("(?s).*\\b(docker|tc)\\.host\\b.*");
        } catch (IOException e) {
            return false;
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home", "."));
    }

    private static boolean onWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }
}
