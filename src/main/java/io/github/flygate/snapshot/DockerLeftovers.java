package io.github.flygate.snapshot;

import com.github.dockerjava.api.model.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Removes the containers of flygates of this machine that were killed. */
final class DockerLeftovers {
    private DockerLeftovers() {}

    /** What was removed, in sentences. */
    static List<String> sweep(Docker docker) {
        List<String> removed = new ArrayList<>();
        for (Container container : containers(docker, DockerLabels.PROCESS)) {
            if (DockerOwner.dead(label(container, DockerLabels.PROCESS))) {
                DockerContainer.remove(docker, container.getId());
                removed.add("the container " + DockerImages.name(container) + " of a process that was killed");
            }
        }
        return removed;
    }

    /** Those with a label that has a value: a container of an image of ours has the label alone. */
    static List<Container> containers(Docker docker, String label) {
        return Docker.ask(
                        "cannot list the containers",
                        () -> docker.client()
                                .listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(List.of(label))
                                .exec())
                .stream()
                .filter(container -> !label(container, label).isEmpty())
                .toList();
    }

    static String label(Container container, String name) {
        return Objects.requireNonNullElse(container.getLabels(), Map.<String, String>of())
                .getOrDefault(name, "");
    }
}
