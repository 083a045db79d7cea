package io.github.flygate.snapshot;

import com.github.dockerjava.api.exception.NotFoundException;
import io.github.flygate.config.SnapshotConfig;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the image of one base, or makes it: from the newest image that the base has grown from, else from nothing.
 *
 * @param reference of the image to build on
 * @param cache where the locks are
 * @param begin when it was asked for, in {@link System#nanoTime}
 */
record DockerBases(
        Docker docker,
        DockerImages images,
        BaseSpec spec,
        BaseBuilder builder,
        Progress progress,
        ServerSettings settings,
        String reference,
        Path cache,
        long begin) {
    static final double NANOS_PER_MS = 1e6;

    /** An image and the stopped container that it was made of, a private copy by itself. */
    record Made(DockerImage image, DockerContainer container) {}

    static DockerBases of(
            Docker docker, SnapshotConfig config, BaseSpec spec, BaseBuilder builder, Progress progress, Path cache) {
        Provision.requireUsableNames(spec);
        String reference =
                DockerNames.reference(config.baseImage().orElseGet(() -> DockerNames.official(spec)), "image");
        return new DockerBases(
                docker,
                new DockerImages(docker),
                spec,
                builder,
                progress,
                new ServerSettings(spec.settings()),
                reference,
                cache,
                System.nanoTime());
    }

    /** An image of this very base; one with a name before one without. */
    Optional<DockerImage> ready() {
        return newest(images.snapshots(), spec.fingerprint());
    }

    private Optional<DockerImage> newest(List<DockerImage> all, String fingerprint) {
        String baseId = images.find(reference).map(DockerImage::id).orElse("");
        return all.stream()
                .filter(image -> image.fingerprint().equals(fingerprint) && isOfMajor(image))
                .filter(image -> image.label(DockerLabels.BASE_IMAGE).equals(reference))
                // When the image to build on has gone, nobody can say that it has changed.
                .filter(image -> baseId.isEmpty()
                        || image.label(DockerLabels.BASE_IMAGE_ID).equals(baseId))
                .min(Comparator.comparing((DockerImage image) -> image.name().isEmpty())
                        .thenComparing(image -> Labels.created(image.ours()), Comparator.reverseOrder()));
    }

    double sinceBegin() {
        return (System.nanoTime() - begin) / NANOS_PER_MS;
    }

    boolean isOfMajor(DockerImage image) {
        return Labels.postgres(image.ours()).startsWith(spec.major() + ".");
    }

    /** What is done once the image is there; the container that it was made of is not when it was there already. */
    @FunctionalInterface
    interface Use<T> {
        T of(DockerImage image, Optional<DockerContainer> made) throws IOException;
    }

    /**
     * Makes the image while nobody else on this machine makes the same one.
     *
     * @param source what it may grow from beside the images of this machine
     */
    <T> T makeAlone(Optional<DockerImage> source, Use<T> use) {
        String lock = "docker-" + new Fingerprint().add(content()).hex();
        try {
            return KeyLock.holding(
                    cache.resolve("locks").resolve(lock),
                    () -> progress.step("waiting for another check that builds the same base"),
                    () -> {
                        Optional<DockerImage> ready = ready();
                        if (ready.isPresent()) {
                            return use.of(ready.get(), Optional.empty());
                        }
                        Made made = make(source);
                        boolean done = false;
                        try {
                            T result = use.of(made.image(), Optional.of(made.container()));
                            done = true;
                            return result;
                        } finally {
                            if (!done) {
                                made.container().close();
                            }
                        }
                    });
        } catch (IOException e) {
            throw Failures.io("cannot use the cache", cache, e);
        }
    }

    private Made make(Optional<DockerImage> source) {
        if (source.isPresent()) {
            return grow(source.get());
        }
        List<DockerImage> all = images.snapshots();
        for (String ancestor : spec.fingerprints()) {
            Optional<DockerImage> found = newest(all, ancestor);
            if (found.isPresent()) {
                try {
                    return grow(found.get());
                } catch (FlygateException | NotFoundException e) {
                    // From nothing it may work; if not, that says why.
                    break;
                }
            }
        }
        return build();
    }

    private Made grow(DockerImage source) {
        progress.step("applying to a kept base what came since");
        DockerContainer container = DockerContainer.create(
                docker, DockerContainer.Wanted.of(source, DockerLabels.ofSession(docker.ryuk())));
        boolean done = false;
        try {
            DockerServer server = new DockerServer(container, settings);
            server.start(spec.database(), Cluster.SUPERUSER, source.password());
            builder.grow(container.login(spec.database(), spec.owner(), source.ownerPassword()));
            server.stop(container.login(spec.database(), Cluster.SUPERUSER, source.password()));
            Made made = keep(
                    container, Labels.postgres(source.ours()), source.label(DockerLabels.BASE_IMAGE_ID), source.user());
            done = true;
            return made;
        } finally {
            if (!done) {
                container.close();
            }
        }
    }

    private Made build() {
        DockerImage base = images.get(
                reference,
                false,
                "see that the name is right and that its registry can be reached, or load it with `docker load`",
                progress);
        progress.step("building the base");
        String data = DockerContract.dataFolder(base, reference);
        Base.Passwords passwords = new Base.Passwords(Passwords.random(), Passwords.random());
        String password = passwords.superuser();
        DockerContainer container = DockerContainer.create(docker, wanted(base, data, passwords));
        boolean done = false;
        try {
            DockerServer server = new DockerServer(container, settings);
            server.start("postgres", Cluster.SUPERUSER, password);
            Database.Login superuser = container.login("postgres", Cluster.SUPERUSER, password);
            DockerContract.require(superuser, data, spec.major(), reference);
            new Provision(spec, database -> container.login(database, Cluster.SUPERUSER, password), passwords).run();
            builder.build(container.login(spec.database(), spec.owner(), passwords.owner()));
            // Debian's packages say more than the number.
            String version = DockerServer.ask(superuser, "SHOW server_version").split(" ", 2)[0];
            server.stop(superuser);
            Made made = keep(container, version, base.id(), DockerContract.dataOwner(container, data));
            done = true;
            return made;
        } finally {
            if (!done) {
                container.close();
            }
        }
    }

    private DockerContainer.Wanted wanted(DockerImage base, String data, Base.Passwords passwords) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGDATA", data);
        environment.put("POSTGRES_USER", Cluster.SUPERUSER);
        environment.put("POSTGRES_PASSWORD", passwords.superuser());
        environment.put(DockerImage.OWNER_PASSWORD, passwords.owner());
        environment.put("POSTGRES_DB", "postgres");
        Map<String, String> labels = DockerLabels.ofSession(docker.ryuk());
        // For people who look at what runs; a container of a snapshot has it from its image.
        labels.put(DockerLabels.DATABASE, spec.database());
        return new DockerContainer.Wanted(
                base.id(),
                labels,
                environment,
                java.util.stream.Stream.concat(
                                base.command().stream(), settings.containerArguments(spec.major()).stream())
                        .toList(),
                0);
    }

    private Made keep(DockerContainer container, String postgres, String baseId, String user) {
        progress.step("keeping the base");
        Map<String, String> labels = DockerLabels.prefixed(Labels.of(spec, postgres));
        labels.put(DockerLabels.NAME, "");
        labels.put(DockerLabels.CONTENT, UUID.randomUUID().toString());
        labels.put(DockerLabels.BASE_IMAGE, reference);
        labels.put(DockerLabels.BASE_IMAGE_ID, baseId);
        String id = container.commit(DockerNames.ofBase(spec.database(), content()), labels, user);
        // Gone already when somebody removes what nobody uses.
        DockerImage image = images.find(id).orElseThrow(() -> new NotFoundException("no image " + id));
        return new Made(image, container);
    }

    /** Everything that decides what is in the image. */
    private List<String> content() {
        return List.of(
                spec.fingerprint(),
                Integer.toString(spec.major()),
                reference,
                images.find(reference).map(DockerImage::id).orElse(""));
    }
}
