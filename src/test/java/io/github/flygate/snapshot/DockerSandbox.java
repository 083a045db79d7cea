package io.github.flygate.snapshot;

import com.github.dockerjava.api.model.Container;
import io.github.flygate.config.SnapshotConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A cache of a test's own, and a project whose images nobody else's test sees as its own: its name is in the base's
 * image reference, the database and the fingerprint. Closing it removes them.
 */
final class DockerSandbox implements AutoCloseable {
    static final String POSTGRES = "postgres:18";

    final Docker docker = Docker.connect(System.getenv());
    final DockerImages images = new DockerImages(docker);
    private final Path cache;
    private final String project;
    private final Set<String> containersBefore;
    private final Set<String> volumesBefore;

    DockerSandbox(Path cache) {
        this(cache, "test-" + UUID.randomUUID().toString().substring(0, 8));
    }

    DockerSandbox(Path cache, String project) {
        this.cache = cache;
        this.project = project;
        this.containersBefore = containers();
        this.volumesBefore = volumes();
    }

    String project() {
        return project;
    }

    DockerEngine engine() {
        return engine(Optional.empty());
    }

    DockerEngine engine(Optional<String> image) {
        return engine(config(Optional.empty(), image, false));
    }

    DockerEngine engine(SnapshotConfig config) {
        return new DockerEngine(config, System.getenv(), cache);
    }

    static SnapshotConfig config(Optional<String> base, Optional<String> image, boolean pull) {
        return new SnapshotConfig(base, image, pull, List.of(), "", "", List.of(), false);
    }

    /** A base of this project, by the hash of its last migration and of those before. */
    BaseSpec spec(String... lineage) {
        return spec(project + " first", Map.of(), lineage);
    }

    BaseSpec spec(String first, Map<String, String> settings, String... lineage) {
        return new BaseSpec(
                new Origin(project, "default", first, Integer.toString(lineage.length), lineage.length, "", "12"),
                Arrays.stream(lineage).map(key -> project + key).toList(),
                List.of(),
                "18",
                project,
                "app_owner",
                List.of("reader"),
                List.of(),
                new TreeMap<>(settings));
    }

    /** The project's own images. */
    List<DockerImage> kept() {
        return images.labelled().stream()
                .filter(image -> Labels.database(image.ours()).equals(project))
                .toList();
    }

    List<Snapshot> listed(DockerEngine engine) {
        return engine.list().stream()
                .filter(snapshot -> snapshot.databases().contains(project))
                .toList();
    }

    List<Running> running(DockerEngine engine) {
        return engine.running().stream()
                .filter(running -> running.database().equals(project))
                .toList();
    }

    /** Containers that were not there at first. */
    Set<String> newContainers() {
        Set<String> now = containers();
        now.removeAll(containersBefore);
        return now;
    }

    Set<String> newVolumes() {
        Set<String> now = volumes();
        now.removeAll(volumesBefore);
        return now;
    }

    /** Those of this project that flygate made; other tests may run on this daemon. */
    private Set<String> containers() {
        return docker.client().listContainersCmd().withShowAll(true).exec().stream()
                .filter(container ->
                        DockerLeftovers.label(container, DockerLabels.DATABASE).equals(project))
                .map(Container::getId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> volumes() {
        return docker.client().listVolumesCmd().exec().getVolumes().stream()
                .map(volume -> volume.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Runs the Docker client, where a test does what only a user does. */
    static String cli(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + said);
        }
        return said;
    }

    @Override
    public void close() {
        DockerEngine engine = engine();
        running(engine).forEach(engine::stop);
        containers().forEach(container -> DockerContainer.remove(docker, container));
        // Again for parts of others that have gone now, and for what the daemon was still committing for a killed one.
        for (int round = 0; round < 5 && !kept().isEmpty(); round++) {
            kept().forEach(images::remove);
        }
    }
}
