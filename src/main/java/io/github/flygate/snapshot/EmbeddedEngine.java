package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL from Maven artifacts, run on this machine. A base is kept as the packed data directory of a stopped
 * server; a copy is that directory unpacked, on a memory file system where there is one, and a server started on it.
 * A snapshot is a base with a name.
 */
public final class EmbeddedEngine implements SnapshotEngine {
    static final String NAME = "embedded";

    private final Map<String, String> environment;
    private final Path cacheFolder;

    /**
     * {@code FLYGATE_RUN_DIR} chooses where copies run, {@code FLYGATE_ROOT_MODE} how root gives up its power.
     *
     * @param cacheFolder flygate's cache
     */
    public EmbeddedEngine(Map<String, String> environment, Path cacheFolder) {
        this.environment = Map.copyOf(environment);
        this.cacheFolder = cacheFolder;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Database open(BaseSpec base, BaseBuilder builder, Progress progress) {
        return opening(base, builder, progress).run();
    }

    @Override
    public void prepare(BaseSpec base, BaseBuilder builder, Progress progress) {
        opening(base, builder, progress).ensure();
    }

    @Override
    public Snapshot save(Saving saving, BaseSpec base, BaseBuilder builder, Progress progress) {
        return snapshots()
                .save(saving, base, () -> opening(base, builder, progress).ensure());
    }

    @Override
    public List<Snapshot> list() {
        return snapshots().list();
    }

    @Override
    public Restored restore(Snapshot snapshot, Progress progress) {
        return copies().restore(snapshot, progress);
    }

    @Override
    public void remove(Snapshot snapshot) {
        snapshots().remove(snapshot);
    }

    @Override
    public Snapshot rename(Snapshot snapshot, String name) {
        return snapshots().rename(snapshot, name);
    }

    @Override
    public Collected collect(Policy policy, Progress progress) {
        progress.step("looking for what killed processes left behind");
        List<String> leftovers = new java.util.ArrayList<>(copies().collect());
        leftovers.addAll(snapshots().collectBroken());
        return new Collected(snapshots().collect(policy), leftovers);
    }

    @Override
    public Running start(Optional<Snapshot> snapshot, BaseSpec base, BaseBuilder builder, int port, Progress progress) {
        return copies().start(
                        snapshot,
                        base,
                        () -> snapshot.map(Snapshot::id)
                                .orElseGet(
                                        () -> opening(base, builder, progress).ensure()),
                        port,
                        progress);
    }

    @Override
    public List<Running> running() {
        return copies().running();
    }

    @Override
    public void stop(Running running) {
        copies().stop(running);
    }

    private EmbeddedOpening opening(BaseSpec base, BaseBuilder builder, Progress progress) {
        return EmbeddedOpening.of(base, builder, progress, cacheFolder, environment);
    }

    private EmbeddedSnapshots snapshots() {
        return new EmbeddedSnapshots(cacheFolder);
    }

    private EmbeddedCopies copies() {
        return new EmbeddedCopies(cacheFolder, environment);
    }
}
