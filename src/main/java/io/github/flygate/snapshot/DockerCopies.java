package io.github.flygate.snapshot;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Ports;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/** The copies that outlive the process that started them. */
final class DockerCopies {
    private static final int PORT_ATTEMPTS = 5;
    private static final String RUNNING = "running";
    private static final SortedMap<String, String> AS_COMMITTED = Collections.emptySortedMap();

    private final Docker docker;
    private final DockerImages images;
    private final Path cache;

    DockerCopies(Docker docker, DockerImages images, Path cache) {
        this.docker = docker;
        this.images = images;
        this.cache = cache;
    }

    /** A copy, whether it runs or was only made or has ended. */
    private record Copy(Container container, int port, DockerImage image) {
        String name() {
            return DockerImages.name(container);
        }

        boolean runs() {
            return RUNNING.equals(container.getState());
        }

        Instant since() {
            try {
                return Instant.parse(DockerLeftovers.label(container, DockerLabels.COPY));
            } catch (DateTimeParseException e) {
                return Instant.EPOCH;
            }
        }
    }

    /** Starts one. */
    Running start(DockerImage image, int port) {
        return alone(() -> {
            for (int attempt = 1; ; attempt++) {
                int wanted = port == 0 ? freePort() : port;
                try (DockerContainer container = create(image, wanted)) {
                    return begin(container, image);
                } catch (FlygateException e) {
                    boolean taken = String.valueOf(e.getMessage()).contains("port is already allocated")
                            || String.valueOf(e.getMessage()).contains("address already in use");
                    if (taken && port != 0) {
                        throw new FlygateException(
                                ErrorCode.USAGE,
                                "the port " + port + " is taken",
                                "name another one, or none for a free one",
                                e);
                    }
                    if (!taken || attempt == PORT_ATTEMPTS) {
                        throw e;
                    }
                }
            }
        });
    }

    private DockerContainer create(DockerImage image, int port) {
        return DockerContainer.create(
                docker,
                DockerContainer.Wanted.of(image, DockerLabels.ofCopy(Instant.now()))
                        .withPort(port));
    }

    /** Starts what was created; from then on it is the user's. */
    private Running begin(DockerContainer container, DockerImage image) {
        new DockerServer(container, new ServerSettings(AS_COMMITTED))
                .start(Labels.database(image.ours()), Labels.owner(image.ours()), image.password());
        String name = container.name();
        container.letGo();
        return all().stream()
                .filter(copy -> copy.name().equals(name))
                .map(this::running)
                .findFirst()
                .orElseThrow(() -> Failures.engine("the copy was started and has gone", "start it again"));
    }

    /** Those that run. */
    List<Running> running() {
        return all().stream().filter(Copy::runs).map(this::running).toList();
    }

    private Running running(Copy copy) {
        Map<String, String> labels = copy.image().ours();
        String database = Labels.database(labels);
        return new Running(
                "docker",
                copy.name(),
                Labels.origin(labels).project(),
                copy.image().labelledName(),
                database,
                new Database.Login(
                        docker.url(copy.port(), database),
                        Labels.owner(labels),
                        copy.image().password()),
                copy.since());
    }

    void stop(Running running) {
        alone(() -> {
            Copy copy = all().stream()
                    .filter(one -> one.name().equals(running.id()))
                    .findFirst()
                    .orElseThrow(() -> new FlygateException(
                            ErrorCode.USAGE,
                            "no copy " + running.id() + " was started by flygate",
                            "see which are with `flygate snapshot list`"));
            // With it what a restore that was killed has left on the same port.
            samePort(copy).forEach(one -> DockerContainer.remove(docker, one.name()));
            return true;
        });
    }

    /**
     * Puts the copies that were started from a snapshot back to what is in it. The new one is made before the old one
     * goes, so that whoever ends this half-way leaves something that a second run puts right.
     */
    List<Running> restore(DockerImage image, Predicate<DockerImage> isSame) {
        return alone(() -> {
            Map<Integer, Copy> byPort = new LinkedHashMap<>();
            all().stream()
                    .filter(copy -> isSame.test(copy.image()))
                    .forEach(copy -> byPort.putIfAbsent(copy.port(), copy));
            List<Running> restored = new ArrayList<>();
            for (Copy old : byPort.values()) {
                List<Copy> olds = samePort(old);
                try (DockerContainer fresh = create(image, old.port())) {
                    olds.forEach(one -> DockerContainer.remove(docker, one.name()));
                    restored.add(begin(fresh, image));
                }
            }
            return restored;
        });
    }

    /** Removes those that do not run: the machine was started anew, or a restore was killed. */
    List<String> sweep() {
        return alone(() -> {
            List<String> removed = new ArrayList<>();
            for (Copy copy : all()) {
                if (!copy.runs()) {
                    DockerContainer.remove(docker, copy.name());
                    removed.add("the copy " + copy.name() + " that does not run any more");
                }
            }
            return removed;
        });
    }

    private List<Copy> samePort(Copy copy) {
        return all().stream().filter(one -> one.port() == copy.port()).toList();
    }

    /** Those that run first. */
    private List<Copy> all() {
        List<Copy> copies = new ArrayList<>();
        for (Container container : DockerLeftovers.containers(docker, DockerLabels.COPY)) {
            try {
                int port = port(container.getId());
                images.find(container.getImageId()).ifPresent(image -> copies.add(new Copy(container, port, image)));
            } catch (NotFoundException e) {
                // Stopped between the look and this one.
            }
        }
        copies.sort(Comparator.comparing((Copy copy) -> !copy.runs()).thenComparing(Copy::since));
        return copies;
    }

    /** As it was asked for, also of a container that does not run. */
    private int port(String container) {
        Ports ports = docker.client()
                .inspectContainerCmd(container)
                .exec()
                .getHostConfig()
                .getPortBindings();
        return ports.getBindings().values().stream()
                .filter(bindings -> bindings != null && bindings.length > 0)
                .mapToInt(bindings -> Integer.parseInt(bindings[0].getHostPortSpec()))
                .findFirst()
                .orElse(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private <T> T alone(KeyLock.Work<T> work) {
        try {
            return KeyLock.holding(cache.resolve("locks").resolve("docker-copies"), () -> {}, work);
        } catch (IOException e) {
            throw Failures.io("cannot use the cache", cache, e);
        }
    }
}
