package io.github.flygate.snapshot;

import com.github.dockerjava.api.exception.NotFoundException;
import io.github.flygate.config.SnapshotConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL in containers. A base is kept as the committed image of a cleanly stopped server whose data lies outside of
 * every volume; a copy is a container of it. What an image holds is said by its labels alone.
 */
public final class DockerEngine implements SnapshotEngine {
    private static final int ATTEMPTS = 20;
    private static final long PAUSE_MS = 100;

    private final SnapshotConfig config;
    private final Map<String, String> environment;
    private final Path cache;

    /** @param cache flygate's cache: locks, and when images were last used */
    public DockerEngine(SnapshotConfig config, Map<String, String> environment, Path cache) {
        this.config = config;
        this.environment = Map.copyOf(environment);
        this.cache = cache;
    }

    @Override
    public String name() {
        return "docker";
    }

    /** What one command works with. */
    private record Tools(Docker docker, DockerImages images, DockerSnapshots snapshots, DockerCopies copies) {}

    private Tools connect() {
        Docker docker = Docker.connect(environment);
        DockerImages images = new DockerImages(docker);
        return new Tools(
                docker, images, new DockerSnapshots(docker, images, cache), new DockerCopies(docker, images, cache));
    }

    private DockerBases bases(Tools tools, BaseSpec spec, BaseBuilder builder, Progress progress) {
        return DockerBases.of(tools.docker(), config, spec, builder, progress, cache);
    }

    @Override
    public Database open(BaseSpec spec, BaseBuilder builder, Progress progress) {
        Optional<String> configured = DockerConfigured.reference(config);
        Tools tools = connect();
        DockerLeftovers.sweep(tools.docker());
        DockerBases bases = bases(tools, spec, builder, progress);
        Optional<DockerImage> source =
                configured.map(reference -> DockerConfigured.require(bases, reference, config.pull()));
        Optional<DockerImage> same = source.filter(image -> image.fingerprint().equals(spec.fingerprint()));
        for (int attempt = 1; ; attempt++) {
            Optional<DockerImage> ready = same.isPresent() ? same : bases.ready();
            try {
                return ready.isPresent()
                        ? copy(tools, bases, ready.get())
                        : bases.makeAlone(
                                source,
                                (image, made) -> made.isPresent()
                                        ? restarted(tools, bases, image, made.get())
                                        : copy(tools, bases, image));
            } catch (NotFoundException e) {
                // Removed as unused between the look and the copy.
                if (attempt == ATTEMPTS) {
                    throw Docker.failure("the image of the base is removed again and again", e);
                }
                // An image that is being removed is still listed for a while.
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        }
    }

    private static Database copy(Tools tools, DockerBases bases, DockerImage image) {
        long start = System.nanoTime();
        bases.progress().step("restoring the base");
        tools.snapshots().used(image);
        DockerContainer container = DockerContainer.create(
                tools.docker(),
                DockerContainer.Wanted.of(
                        image, DockerLabels.ofSession(tools.docker().ryuk())));
        return started(bases, image, container, start, true, 0);
    }

    /** What the image was made of is a private copy already. */
    private static Database restarted(Tools tools, DockerBases bases, DockerImage image, DockerContainer container) {
        tools.snapshots().used(image);
        return started(bases, image, container, System.nanoTime(), false, bases.sinceBegin());
    }

    private static Database started(
            DockerBases bases,
            DockerImage image,
            DockerContainer container,
            long start,
            boolean fromCache,
            double buildMs) {
        boolean done = false;
        try {
            new DockerServer(container, bases.settings())
                    .start(Labels.database(image.ours()), Labels.owner(image.ours()), image.ownerPassword());
            Database database = DockerDatabase.of(
                    container,
                    image,
                    new Database.Opening(fromCache, buildMs, (System.nanoTime() - start) / DockerBases.NANOS_PER_MS));
            done = true;
            return database;
        } finally {
            if (!done) {
                container.close();
            }
        }
    }

    @Override
    public void prepare(BaseSpec spec, BaseBuilder builder, Progress progress) {
        Tools tools = connect();
        DockerLeftovers.sweep(tools.docker());
        ensure(bases(tools, spec, builder, progress));
    }

    @Override
    public Snapshot save(Saving saving, BaseSpec spec, BaseBuilder builder, Progress progress) {
        String name = DockerNames.requireUsable(saving.name());
        Optional<String> reference = DockerConfigured.reference(config);
        if (saving.push()) {
            DockerNames.requireRegistry(reference.orElseThrow(() -> new FlygateException(
                    ErrorCode.USAGE,
                    "nothing says where to push the snapshot",
                    "name the image: `--image registry.example.org/app-db:main`")));
        }
        Tools tools = connect();
        DockerLeftovers.sweep(tools.docker());
        if (!saving.replace()) {
            tools.snapshots().requireFree(spec.origin(), name);
        }
        reference.ifPresent(tag -> DockerConfigured.requireOurs(tools.images(), tag));
        DockerBases bases = bases(tools, spec, builder, progress);
        DockerImage image = ensure(bases);
        DockerImage named =
                Docker.whileThere(() -> tools.snapshots().alone(() -> named(tools, image, saving, spec.origin())));
        reference.ifPresent(tag -> tools.images().tag(named, tag));
        if (saving.push()) {
            progress.step("pushing " + reference.orElseThrow());
            tools.images().push(reference.orElseThrow());
        }
        return tools.snapshots().snapshot(tools.images().find(named.id()).orElse(named));
    }

    /** The image of the base, without a copy of it. */
    private static DockerImage ensure(DockerBases bases) {
        return bases.ready()
                .orElseGet(() -> bases.makeAlone(Optional.empty(), (image, made) -> {
                    made.ifPresent(DockerContainer::close);
                    return image;
                }));
    }

    private static DockerImage named(Tools tools, DockerImage image, Saving saving, Origin origin) {
        Optional<DockerImage> old = tools.snapshots().named(origin, saving.name());
        if (old.isPresent() && !saving.replace()) {
            tools.snapshots().requireFree(origin, saving.name());
        }
        if (old.isPresent() && old.get().id().equals(image.id())) {
            return image;
        }
        DockerImage named = tools.snapshots().name(image, origin, saving.name());
        if (image.labelledName().isEmpty()) {
            tools.snapshots().handOver(image, named);
        }
        old.ifPresent(replaced -> tools.snapshots().dismiss(replaced));
        return named;
    }

    @Override
    public List<Snapshot> list() {
        return connect().snapshots().list();
    }

    @Override
    public Restored restore(Snapshot snapshot, Progress progress) {
        Tools tools = connect();
        long start = System.nanoTime();
        DockerImage image = tools.snapshots().require(snapshot);
        progress.step("restoring the copies of " + (image.name().isEmpty() ? image.shortId() : image.name()));
        List<Running> restored = Docker.whileThere(() ->
                tools.copies().restore(image, copied -> tools.snapshots().isSame(copied, image)));
        tools.snapshots().used(image);
        return new Restored(
                restored.stream()
                        .map(running -> running.database() + " of " + running.id())
                        .toList(),
                0,
                restored.isEmpty() ? 0 : (System.nanoTime() - start) / DockerBases.NANOS_PER_MS);
    }

    @Override
    public void remove(Snapshot snapshot) {
        connect().snapshots().remove(snapshot);
    }

    @Override
    public Snapshot rename(Snapshot snapshot, String name) {
        return Docker.whileThere(() -> connect().snapshots().rename(snapshot, name));
    }

    @Override
    public Collected collect(Policy policy, Progress progress) {
        Tools tools = connect();
        progress.step("looking for what was left behind");
        List<String> leftovers = new ArrayList<>(DockerLeftovers.sweep(tools.docker()));
        leftovers.addAll(tools.copies().sweep());
        List<Snapshot> removed = tools.snapshots().collect(policy, leftovers);
        return new Collected(removed, leftovers);
    }

    @Override
    public Running start(Optional<Snapshot> snapshot, BaseSpec spec, BaseBuilder builder, int port, Progress progress) {
        Tools tools = connect();
        DockerLeftovers.sweep(tools.docker());
        DockerImage image = snapshot.isPresent()
                ? tools.snapshots().require(snapshot.get())
                : ensure(bases(tools, spec, builder, progress));
        progress.step("starting a copy");
        tools.snapshots().used(image);
        return Docker.whileThere(() -> tools.copies().start(image, port));
    }

    @Override
    public List<Running> running() {
        return connect().copies().running();
    }

    @Override
    public void stop(Running running) {
        connect().copies().stop(running);
    }
}
