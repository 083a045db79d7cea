package io.github.flygate.snapshot;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A container that outlives the process that started it, whether it runs or was only made or has ended.
 *
 * @param port as it was asked for
 */
record DockerCopy(Container container, int port, DockerImage image) {
    private static final String RUNNING = "running";
    /** States in which the port is taken. */
    private static final Set<String> THERE = Set.of(RUNNING, "paused", "restarting");

    private static final long STOP_SECONDS = 60;

    String name() {
        return DockerImages.name(container);
    }

    boolean runs() {
        return RUNNING.equals(container.getState());
    }

    boolean holdsPort() {
        return THERE.contains(container.getState());
    }

    boolean neverStarted() {
        return "created".equals(container.getState());
    }

    /** The copy's id: what a restore exchanges for one another, and what is stopped together, has the same. */
    String group() {
        String given = DockerLeftovers.label(container, DockerLabels.COPY_GROUP);
        return given.isEmpty() ? name() : given;
    }

    /** Whether a process of this machine has started it that has ended. */
    boolean isStarterDead() {
        return DockerOwner.dead(DockerLeftovers.label(container, DockerLabels.STARTER));
    }

    Instant since() {
        try {
            return Instant.parse(DockerLeftovers.label(container, DockerLabels.COPY));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /**
     * Ends it at once and keeps it. Should it be started again, then PostgreSQL's log makes good what was not written,
     * but for what was committed in the last moments: copies do not wait for the disk.
     */
    void halt(Docker docker) {
        try {
            Docker.ask("cannot end the copy " + name(), () -> {
                docker.client().killContainerCmd(name()).exec();
                return docker.client()
                        .waitContainerCmd(name())
                        .exec(new WaitContainerResultCallback())
                        .awaitStatusCode(STOP_SECONDS, TimeUnit.SECONDS);
            });
        } catch (NotFoundException e) {
            // Somebody else has removed it just now.
        }
    }

    /**
     * Gives the container in a copy's place the copy's id for a name, under which the Docker client knows it then. Never
     * fails: flygate itself goes by the label.
     */
    static void rename(Docker docker, String container, String id) {
        try {
            docker.client().renameContainerCmd(container).withName(id).exec();
        } catch (RuntimeException e) {
            // The old one could not be removed and has the name; or somebody has stopped this one just now.
        }
    }

    /** Seconds since the epoch. */
    long created() {
        return container.getCreated();
    }

    /** Starts it again after a halt. Never fails: it is done where something else has failed. */
    void revive(Docker docker) {
        try {
            docker.client().startContainerCmd(name()).exec();
        } catch (RuntimeException e) {
            // Gone, or somebody else has its port.
        }
    }
}
