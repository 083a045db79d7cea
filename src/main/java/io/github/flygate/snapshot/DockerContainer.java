package io.github.flygate.snapshot;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.github.flygate.model.FlygateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A container that is gone, with its volumes, when it is closed or the JVM ends, unless it is let go. */
final class DockerContainer implements AutoCloseable {
    private static final ExposedPort POSTGRES = ExposedPort.tcp(5432);
    private static final int STOP_SECONDS = 300;
    private static final int LOG_SECONDS = 10;

    private final Docker docker;
    private final String name;
    private final Thread hook = new Thread(this::remove, "flygate-docker-clean-up");
    private boolean closed;

    private DockerContainer(Docker docker, String name) {
        this.docker = docker;
        this.name = name;
    }

    /**
     * What is asked of the daemon.
     *
     * @param environment beside that of the image; empty for none
     * @param command empty for that of the image
     * @param port on the daemon's machine; 0 for a free one
     */
    record Wanted(
            String image, Map<String, String> labels, Map<String, String> environment, List<String> command, int port) {
        /** One that is started as the image says. */
        static Wanted of(DockerImage image, Map<String, String> labels) {
            return new Wanted(image.id(), labels, Map.of(), List.of(), 0);
        }

        Wanted withPort(int wanted) {
            return new Wanted(image, labels, environment, command, wanted);
        }
    }

    /** @throws NotFoundException when the image has gone */
    static DockerContainer create(Docker docker, Wanted wanted) {
        return create(docker, wanted, DockerNames.ofContainer());
    }

    /** Named by us, so that it can be removed even when we are ended before the daemon has answered. */
    static DockerContainer create(Docker docker, Wanted wanted, String name) {
        DockerContainer container = new DockerContainer(docker, name);
        boolean made = false;
        try {
            Runtime.getRuntime().addShutdownHook(container.hook);
            container.make(wanted);
            made = true;
            return container;
        } catch (IllegalStateException e) {
            throw Failures.engine("flygate is being ended", "", e);
        } finally {
            if (!made) {
                container.close();
            }
        }
    }

    private synchronized void make(Wanted wanted) {
        requireOpen();
        Ports.Binding binding = docker.local()
                ? new Ports.Binding("127.0.0.1", portText(wanted.port()))
                : new Ports.Binding(null, portText(wanted.port()));
        CreateContainerCmd command = docker.client()
                .createContainerCmd(wanted.image())
                .withName(name)
                .withLabels(wanted.labels())
                .withExposedPorts(POSTGRES)
                .withHostConfig(HostConfig.newHostConfig().withPortBindings(new PortBinding(binding, POSTGRES)));
        if (!wanted.environment().isEmpty()) {
            List<String> variables = new ArrayList<>();
            wanted.environment().forEach((variable, value) -> variables.add(variable + "=" + value));
            command.withEnv(variables);
        }
        if (!wanted.command().isEmpty()) {
            command.withCmd(wanted.command());
        }
        Docker.ask("cannot create a container", command::exec);
    }

    private static String portText(int port) {
        return port == 0 ? "" : Integer.toString(port);
    }

    String name() {
        return name;
    }

    /** Starts it and returns once whoever is told to has looked. */
    void start() {
        synchronized (this) {
            requireOpen();
            Docker.ask("cannot start a container", () -> {
                docker.client().startContainerCmd(name).exec();
                return name;
            });
        }
    }

    /** Where its PostgreSQL listens, another port each time when none was asked for; 0 once it has ended. */
    int port() {
        Ports ports = inspect().getNetworkSettings().getPorts();
        Ports.Binding[] bindings = ports == null ? null : ports.getBindings().get(POSTGRES);
        return bindings == null || bindings.length == 0 ? 0 : Integer.parseInt(bindings[0].getHostPortSpec());
    }

    Database.Login login(String database, String user, String password) {
        return new Database.Login(docker.url(port(), database), user, password);
    }

    boolean running() {
        return Boolean.TRUE.equals(inspect().getState().getRunning());
    }

    /** Tells the server to end its sessions and write everything, and waits until it has. */
    void stopCleanly() {
        docker.client().killContainerCmd(name).withSignal("SIGINT").exec();
        int code;
        try {
            code = Docker.ask(
                    "cannot wait for PostgreSQL's end",
                    () -> docker.client()
                            .waitContainerCmd(name)
                            .exec(new WaitContainerResultCallback())
                            .awaitStatusCode(STOP_SECONDS, TimeUnit.SECONDS));
        } catch (FlygateException e) {
            throw Failures.engine("PostgreSQL did not stop: " + logTail(), Docker.hintFor(logTail()), e);
        }
        if (code != 0) {
            throw Failures.engine(
                    "PostgreSQL did not stop cleanly, exit code " + code + ": " + logTail(), Docker.hintFor(logTail()));
        }
    }

    /** Makes an image of it, in one step: it is there with its name and labels, or not at all. */
    String commit(String reference, Map<String, String> labels, String user) {
        int colon = reference.lastIndexOf(':');
        return Docker.ask(
                "cannot keep the snapshot as an image",
                () -> docker.client()
                        .commitCmd(name)
                        .withRepository(reference.substring(0, colon))
                        .withTag(reference.substring(colon + 1))
                        .withLabels(DockerLabels.ofImage(labels))
                        .withUser(user)
                        .withMessage("flygate")
                        .exec());
    }

    /** The file system of the container, packed, from a path on. */
    java.io.InputStream read(String path) {
        return Docker.ask(
                "cannot read " + path + " in the container",
                () -> docker.client().copyArchiveFromContainerCmd(name, path).exec());
    }

    InspectContainerResponse inspect() {
        return docker.client().inspectContainerCmd(name).exec();
    }

    /** The end of what it printed. */
    String logTail() {
        StringBuilder text = new StringBuilder();
        try (ResultCallback.Adapter<Frame> frames = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                synchronized (text) {
                    text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                }
            }
        }) {
            docker.client()
                    .logContainerCmd(name)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(12)
                    .exec(frames)
                    .awaitCompletion(LOG_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        } catch (java.io.IOException | RuntimeException e) {
            return "no log";
        }
        synchronized (text) {
            return text.toString().isBlank()
                    ? "it printed nothing"
                    : text.toString().strip();
        }
    }

    /** Lets it outlive this process. */
    void letGo() {
        synchronized (this) {
            closed = true;
        }
        forgetHook();
    }

    @Override
    public void close() {
        remove();
        forgetHook();
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is what calls this, or is about to run and finds nothing.
        }
    }

    private synchronized void remove() {
        if (!closed) {
            closed = true;
            remove(docker, name);
        }
    }

    /** Removes a container and its anonymous volumes, whether it runs or not. Never fails. */
    static void remove(Docker docker, String container) {
        try {
            docker.client()
                    .removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (RuntimeException e) {
            // Gone already, or being removed by somebody else, or left to the next sweep.
        }
    }

    private void requireOpen() {
        if (closed) {
            throw Failures.engine("flygate is being ended", "");
        }
    }
}
