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
    private static final SortedMap<String, String> AS_COMMITTED = Collections.emptySortedMap();

    private final Docker docker;
    private final DockerImages images;
    private final Path cache;

    DockerCopies(Docker docker, DockerImages images, Path cache) {
        this.docker = docker;
        this.images = images;
        this.cache = cache;
    }

    /** Starts one. */
    Running start(DockerImage image, int port) {
        return alone(() -> {
            for (int attempt = 1; ; attempt++) {
                int wanted = port == 0 ? freePort() : port;
                String name = DockerNames.ofContainer();
                try (DockerContainer container = create(image, wanted, name, name)) {
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

    private DockerContainer create(DockerImage image, int port, String name, String group) {
        DockerContainer.Wanted wanted = DockerContainer.Wanted.of(image, DockerLabels.ofCopy(Instant.now(), group));
        return DockerContainer.create(docker, wanted.withPort(port), name);
    }

    /** Starts what was created; from then on it is the user's. */
    private Running begin(DockerContainer container, DockerImage image) {
        new DockerServer(container, new ServerSettings(AS_COMMITTED))
                .start(Labels.database(image.ours()), Labels.owner(image.ours()), image.ownerPassword());
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
        return all().stream().filter(DockerCopy::runs).map(this::running).toList();
    }

    private Running running(DockerCopy copy) {
        Map<String, String> labels = copy.image().ours();
        String database = Labels.database(labels);
        return new Running(
                "docker",
                copy.group(),
                Labels.origin(labels).project(),
                copy.image().labelledName(),
                database,
                new Database.Login(
                        docker.url(copy.port(), database),
                        Labels.owner(labels),
                        copy.image().ownerPassword()),
                copy.since());
    }

    void stop(Running running) {
        alone(() -> {
            // With it what a restore that was killed has left.
            List<DockerCopy> group = group(running.id());
            if (group.isEmpty()) {
                throw new FlygateException(
                        ErrorCode.USAGE,
                        "no copy " + running.id() + " was started by flygate",
                        "see which are with `flygate snapshot list`");
            }
            group.forEach(one -> DockerContainer.remove(docker, one.name()));
            return true;
        });
    }

    /**
     * Puts the copies that were started from a snapshot back to what is in it. An old one goes when the new one is
     * there, so that whoever ends this half-way leaves something that a second run puts right.
     */
    List<Running> restore(DockerImage image, Predicate<DockerImage> isSame) {
        return alone(() -> {
            List<DockerCopy> all = all();
            Map<String, DockerCopy> byGroup = new LinkedHashMap<>();
            all.stream()
                    .filter(copy -> isSame.test(copy.image()))
                    .filter(copy -> copy.holdsPort() || isFree(copy.port(), all))
                    .forEach(copy -> byGroup.putIfAbsent(copy.group(), copy));
            List<Running> restored = new ArrayList<>();
            for (DockerCopy old : byGroup.values()) {
                restored.add(exchange(old, image));
            }
            return restored;
        });
    }

    /** Whether no copy has taken the port of one that does not run. */
    private static boolean isFree(int port, List<DockerCopy> all) {
        return all.stream().noneMatch(copy -> copy.port() == port && copy.holdsPort());
    }

    private Running exchange(DockerCopy old, DockerImage image) {
        List<DockerCopy> olds = group(old.group());
        List<DockerCopy> halted = olds.stream().filter(DockerCopy::holdsPort).toList();
        boolean done = false;
        try (DockerContainer fresh = create(image, old.port(), DockerNames.ofContainer(), old.group())) {
            halted.forEach(one -> one.halt(docker));
            Running running = begin(fresh, image);
            done = true;
            olds.forEach(one -> DockerContainer.remove(docker, one.name()));
            DockerCopy.rename(docker, fresh.name(), old.group());
            return running;
        } finally {
            // Here the new one has been closed and the port is free again.
            if (!done) {
                halted.forEach(one -> one.revive(docker));
            }
        }
    }

    /**
     * Removes what a start or a restore that was killed has left: what was never started, and what was to go when the
     * copy in its place was there. One that only does not run, after the machine was started anew for instance, is
     * still the user's.
     */
    List<String> sweep() {
        return alone(() -> {
            reviveHalted();
            List<DockerCopy> all = all();
            List<String> removed = new ArrayList<>();
            for (DockerCopy copy : all) {
                boolean neverStarted = copy.neverStarted() && copy.isStarterDead();
                boolean replaced = !copy.holdsPort()
                        && all.stream()
                                .filter(one -> one.runs() && one.group().equals(copy.group()))
                                .anyMatch(DockerCopy::isStarterDead);
                if (neverStarted || replaced) {
                    DockerContainer.remove(docker, copy.name());
                    removed.add("the copy " + copy.name() + " that a killed flygate has left");
                }
            }
            return removed;
        });
    }

    /** Starts what a restore had ended that was killed before the copy in its place was there. */
    private void reviveHalted() {
        List<DockerCopy> all = all();
        for (DockerCopy begun : all) {
            List<DockerCopy> group = all.stream()
                    .filter(one -> one.group().equals(begun.group()))
                    .toList();
            if (begun.neverStarted() && begun.isStarterDead() && group.stream().noneMatch(DockerCopy::holdsPort)) {
                group.stream()
                        .filter(one -> !one.neverStarted())
                        .max(Comparator.comparing(DockerCopy::created))
                        .ifPresent(one -> one.revive(docker));
            }
        }
    }

    private List<DockerCopy> group(String group) {
        return all().stream().filter(one -> one.group().equals(group)).toList();
    }

    /** Those that run first. */
    private List<DockerCopy> all() {
        List<DockerCopy> copies = new ArrayList<>();
        for (Container container : DockerLeftovers.containers(docker, DockerLabels.COPY)) {
            try {
                int port = port(container.getId());
                images.find(container.getImageId())
                        .ifPresent(image -> copies.add(new DockerCopy(container, port, image)));
            } catch (NotFoundException e) {
                // Stopped between the look and this one.
            }
        }
        copies.sort(Comparator.comparing((DockerCopy copy) -> !copy.runs()).thenComparing(DockerCopy::since));
        return copies;
    }

    /** As it was asked for, also of a container that does not run; 0 if none was, which is not of our making. */
    private int port(String container) {
        Ports ports = docker.client()
                .inspectContainerCmd(container)
                .exec()
                .getHostConfig()
                .getPortBindings();
        return ports.getBindings().values().stream()
                .filter(bindings -> bindings != null && bindings.length > 0)
                .map(bindings -> String.valueOf(bindings[0].getHostPortSpec()))
                .filter(port -> port.matches("[0-9]{1,5}"))
                .mapToInt(Integer::parseInt)
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
