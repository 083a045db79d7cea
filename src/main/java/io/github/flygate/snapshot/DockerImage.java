package io.github.flygate.snapshot;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An image on the daemon's machine.
 *
 * @param id with its algorithm in front
 * @param tags such as {@code postgres:18}; none when newer images took them over
 * @param user whom its containers start as; empty for root
 * @param volumes paths that a commit leaves out
 */
record DockerImage(
        String id,
        List<String> tags,
        Map<String, String> labels,
        Map<String, String> environment,
        List<String> command,
        String user,
        Set<String> volumes,
        long bytes) {
    /** Variable of the environment, beside POSTGRES_PASSWORD, which no image but ours has. */
    static final String OWNER_PASSWORD = "FLYGATE_OWNER_PASSWORD";

    DockerImage {
        tags = List.copyOf(tags);
        labels = Map.copyOf(labels);
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
        volumes = Set.copyOf(volumes);
    }

    static DockerImage of(InspectImageResponse found) {
        ContainerConfig config = Objects.requireNonNullElseGet(found.getConfig(), ContainerConfig::new);
        Map<String, String> environment = new HashMap<>();
        for (String variable : orNone(config.getEnv())) {
            int end = variable.indexOf('=');
            environment.put(variable.substring(0, Math.max(end, 0)), variable.substring(end + 1));
        }
        return new DockerImage(
                found.getId(),
                Objects.requireNonNullElse(found.getRepoTags(), List.<String>of()),
                Objects.requireNonNullElse(config.getLabels(), Map.<String, String>of()),
                environment,
                List.of(orNone(config.getCmd())),
                Objects.requireNonNullElse(config.getUser(), ""),
                Objects.requireNonNullElse(config.getVolumes(), Map.<String, Object>of())
                        .keySet(),
                Objects.requireNonNullElse(found.getSize(), 0L));
    }

    private static String[] orNone(String[] texts) {
        return Objects.requireNonNullElse(texts, new String[0]);
    }

    /** As people write it. */
    String shortId() {
        return id.replaceFirst("^sha256:", "").substring(0, 12);
    }

    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    /** Ours, as {@link Labels} knows them. */
    Map<String, String> ours() {
        return DockerLabels.plain(labels);
    }

    boolean isSnapshot() {
        return Labels.readable(ours()) && !ownerPassword().isEmpty();
    }

    String fingerprint() {
        return Labels.fingerprint(ours());
    }

    /**
     * The user's name for it; empty for one that has no tag of that name here. An image keeps the label of a name for
     * ever, also when another one has taken the name over or when it was pulled: it then counts as unnamed.
     */
    String name() {
        String labelled = labelledName();
        return tags.contains(DockerNames.ofName(Labels.database(ours()), origin(), labelled)) ? labelled : "";
    }

    /** The name that it was given once, whoever has it now. */
    String labelledName() {
        return label(DockerLabels.NAME);
    }

    Origin origin() {
        return Labels.origin(ours());
    }

    /** Whether its names are among the other's: a name is one of a database of a project. */
    boolean isBeside(Origin other) {
        return origin().project().equals(other.project())
                && origin().database().equals(other.database())
                && origin().first().equals(other.first());
    }

    /** The superuser's password, known to whoever has the image; it protects nothing but throw-away copies. */
    String password() {
        return environment.getOrDefault("POSTGRES_PASSWORD", "");
    }

    /** The owner's, another one: SQL that runs as the owner knows it, and must not become the superuser's with it. */
    String ownerPassword() {
        return environment.getOrDefault(OWNER_PASSWORD, "");
    }
}
