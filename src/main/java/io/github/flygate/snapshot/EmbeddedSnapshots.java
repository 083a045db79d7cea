package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.snapshot.SnapshotNames.Named;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The bases in the cache, with their names. */
final class EmbeddedSnapshots {
    private static final int ATTEMPTS = 3;

    private final Path cacheFolder;
    private final BaseCache cache;
    private final SnapshotNames names;

    EmbeddedSnapshots(Path cacheFolder) {
        this.cacheFolder = cacheFolder;
        this.cache = new BaseCache(cacheFolder);
        this.names = new SnapshotNames(cacheFolder);
    }

    /** @param ensure has the base kept, and tells its key */
    Snapshot save(SnapshotEngine.Saving saving, BaseSpec spec, Supplier<String> ensure) {
        if (saving.push()) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "the embedded engine has no registry to push to",
                    "leave --push out, or use --engine docker with an --image that names a registry");
        }
        return io(() -> {
            requireFree(saving, spec.origin());
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                String key = ensure.get();
                Optional<Snapshot> saved = names.alone(() -> {
                    requireFree(saving, spec.origin());
                    Optional<Base> base = cache.find(key);
                    if (base.isEmpty()) {
                        return Optional.empty();
                    }
                    names.put(
                            saving.name(),
                            key,
                            Labels.of(spec, Labels.postgres(base.get().meta())));
                    return names.find(spec.origin(), saving.name()).flatMap(this::snapshot);
                });
                if (saved.isPresent()) {
                    return saved.get();
                }
            }
            throw Failures.engine(
                    "the base was removed from the cache as soon as it was there", "look who cleans " + cacheFolder);
        });
    }

    private void requireFree(SnapshotEngine.Saving saving, Origin origin) throws IOException {
        if (!saving.replace() && isTaken(origin, saving.name())) {
            throw taken(saving.name());
        }
    }

    /** A name of a base that has gone, or that another flygate has made, is free. */
    private boolean isTaken(Origin origin, String name) throws IOException {
        return names.find(origin, name).flatMap(this::snapshot).isPresent();
    }

    List<Snapshot> list() {
        return io(() -> {
            List<Snapshot> all = new ArrayList<>();
            Set<String> named = new HashSet<>();
            for (Named name : names.all()) {
                Optional<Snapshot> snapshot = snapshot(name);
                if (snapshot.isPresent()) {
                    named.add(name.key());
                    all.add(snapshot.get());
                }
            }
            for (String key : cache.keys()) {
                if (!named.contains(key)) {
                    base(key)
                            .flatMap(base -> snapshot("", key, base, base.meta()))
                            .ifPresent(all::add);
                }
            }
            all.sort(Comparator.comparing((Snapshot snapshot) -> snapshot.name().isEmpty())
                    .thenComparing(Snapshot::name)
                    .thenComparing(Comparator.comparing(Snapshot::used).reversed()));
            return List.copyOf(all);
        });
    }

    /** Takes the name away, and the base when it has no other. */
    void remove(Snapshot snapshot) {
        io(() -> names.alone(() -> {
            if (!snapshot.name().isEmpty()) {
                names.remove(find(snapshot));
            }
            if (!names.keys().contains(snapshot.id())) {
                cache.remove(snapshot.id());
            }
            return true;
        }));
    }

    Snapshot rename(Snapshot snapshot, String name) {
        return io(() -> names.alone(() -> {
            Named old = find(snapshot);
            if (name.equals(old.name())) {
                return snapshot;
            }
            if (isTaken(old.origin(), name)) {
                throw taken(name);
            }
            names.put(name, old.key(), old.labels());
            names.remove(old);
            return names.find(old.origin(), name)
                    .flatMap(this::snapshot)
                    .orElseThrow(() -> new NoSuchFileException(snapshot.id()));
        }));
    }

    private Named find(Snapshot snapshot) throws IOException {
        if (snapshot.name().isEmpty()) {
            throw new FlygateException(
                    ErrorCode.USAGE, "this snapshot has no name", "`flygate snapshot save NAME` gives it one");
        }
        return names.find(snapshot.origin(), snapshot.name())
                .orElseThrow(() -> new FlygateException(
                        ErrorCode.USAGE,
                        "the snapshot " + snapshot.name() + " is not there any more",
                        "`flygate snapshot list` shows what is"));
    }

    /** Removes the bases that the policy lets go. */
    List<Snapshot> collect(SnapshotEngine.Policy policy) {
        return io(() -> names.alone(() -> {
            List<Snapshot> gone = policy.beyond(list());
            gone.forEach(snapshot -> cache.remove(snapshot.id()));
            return gone;
        }));
    }

    /** Removes what is no snapshot: half of a base, one of another flygate that has no name, a name of nothing. */
    List<String> collectBroken() {
        return io(() -> names.alone(() -> {
            List<String> removed = new ArrayList<>();
            Set<String> named = names.keys();
            for (String key : cache.keys()) {
                Optional<Base> base = cache.look(key);
                if (base.isEmpty() && cache.removeIncomplete(key)) {
                    removed.add("an incomplete base: " + key);
                } else if (base.isPresent() && !base.get().current() && !named.contains(key)) {
                    cache.remove(key);
                    removed.add("a base of another version of flygate: " + key);
                }
            }
            names.removeBroken();
            for (Named name : names.all()) {
                if (cache.look(name.key()).isEmpty()) {
                    names.remove(name);
                    removed.add("a name whose base is gone: " + name.name());
                }
            }
            return removed;
        }));
    }

    private Optional<Snapshot> snapshot(Named name) {
        return io(() -> base(name.key()).flatMap(base -> snapshot(name.name(), name.key(), base, name.labels())));
    }

    private Optional<Base> base(String key) throws IOException {
        return cache.look(key).filter(base -> base.current() && base.runsOn(Platform.current()));
    }

    /** Empty when it was removed meanwhile. */
    private Optional<Snapshot> snapshot(String name, String key, Base base, Map<String, String> labels) {
        Instant used;
        try {
            used = cache.used(key);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new Snapshot(
                EmbeddedEngine.NAME,
                key,
                name,
                Labels.fingerprint(base.meta()),
                Labels.origin(labels),
                Labels.postgres(base.meta()),
                List.of(Labels.database(base.meta())),
                Labels.created(labels),
                used,
                base.bytes()));
    }

    private <T> T io(KeyLock.Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw Failures.cache("cannot use the cache of snapshots", cacheFolder, e);
        }
    }

    private static FlygateException taken(String name) {
        return new FlygateException(
                ErrorCode.USAGE,
                "there is a snapshot " + name + " already",
                "choose another name; `flygate snapshot replace` exchanges what is kept under this one");
    }
}
