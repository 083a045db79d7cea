package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.SnapshotEngine.Restored;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Copies of bases whose servers outlive the process that starts them. */
final class EmbeddedCopies {
    private static final int ATTEMPTS = 3;

    private final Path cacheFolder;
    private final Map<String, String> environment;
    private final BaseCache cache;
    private final StartedCopies book;

    EmbeddedCopies(Path cacheFolder, Map<String, String> environment) {
        this.cacheFolder = cacheFolder;
        this.environment = environment;
        this.cache = new BaseCache(cacheFolder);
        this.book = new StartedCopies(cacheFolder);
    }

    /** @param ensure tells the key of the base to copy, which is kept by then */
    Running start(Optional<Snapshot> snapshot, BaseSpec spec, Supplier<String> ensure, int port, Progress progress) {
        ServerSettings settings = new ServerSettings(spec.settings());
        Cluster.requireFree(port);
        return io(() -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                String key = ensure.get();
                Optional<Base> base = cache.find(key);
                Optional<Running> started = base.isEmpty()
                        ? Optional.empty()
                        : start(new Wish(snapshot, spec, settings, port), key, base.get(), progress);
                if (started.isPresent()) {
                    return started.get();
                }
            }
            throw gone(snapshot.map(Snapshot::name).orElse("of the base"));
        });
    }

    private record Wish(Optional<Snapshot> snapshot, BaseSpec spec, ServerSettings settings, int port) {
        String name() {
            return snapshot.map(Snapshot::name).orElse("");
        }

        Origin origin() {
            return snapshot.map(Snapshot::origin).orElse(spec.origin());
        }
    }

    /** Empty when the base was removed meanwhile. */
    private Optional<Running> start(Wish wish, String key, Base base, Progress progress) throws IOException {
        Installation installation = Installation.of(base.binaries(), cacheFolder, environment, progress)
                .detached();
        String id = UUID.randomUUID().toString().substring(0, 8);
        Path place = installation
                .places()
                .forCopy(base.bytes(), installation.runAs())
                .toAbsolutePath();
        Path folder = place.resolve(Started.PREFIX + id);
        Started making = Started.making(id, folder, installation, wish.name(), wish.origin(), wish.spec())
                .of(key, base)
                .password(base.passwords().owner());
        progress.step("starting a copy");
        return book.alone(id, () -> {}, () -> {
            try (Scratch scratch = Scratch.create(folder, written(making))) {
                Cluster cluster = installation.cluster(scratch);
                DataArchive.unpack(base.archive(), cluster.makeData(), installation.runAs(), scratch);
                Started ready = making.ready(cluster.start(wish.settings(), wish.port()));
                book.write(ready.entry());
                scratch.release();
                return Optional.of(ready.running());
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    private Scratch.Book written(Started making) {
        return new Scratch.Book() {
            @Override
            public void write() throws IOException {
                book.write(making.entry());
            }

            @Override
            public void strike() {
                book.remove(making.id());
            }
        };
    }

    List<Running> running() {
        return io(() -> all().stream()
                .filter(Started::runs)
                .map(Started::running)
                .sorted(Comparator.comparing(Running::since))
                .toList());
    }

    private List<Started> all() throws IOException {
        return book.all().stream().map(Started::new).toList();
    }

    /** Ends the server at once and removes its files; well if another process does the same. */
    void stop(Running running) {
        io(() -> book.alone(running.id(), () -> {}, () -> {
            Optional<Started> copy = book.read(running.id()).map(Started::new);
            copy.ifPresent(this::remove);
            return true;
        }));
    }

    private boolean remove(Started copy) {
        if (copy.hasFolder()) {
            Leftovers.endAll(copy.data(), copy.signals());
            if (!Trees.delete(copy.folder())) {
                throw Failures.engine("cannot remove the copy in " + copy.folder(), "remove that folder");
            }
        }
        book.remove(copy.id());
        return true;
    }

    /** Removes the copies whose servers do not run, and those that were never ready. */
    List<String> collect() {
        return io(() -> {
            List<String> removed = new ArrayList<>();
            for (Started seen : all()) {
                boolean gone = book.ifFree(seen.id(), () -> {
                            Started copy = new Started(
                                    book.read(seen.id()).orElse(new StartedCopies.Entry(seen.id(), Map.of())));
                            return !copy.runs() && remove(copy);
                        })
                        .orElse(false);
                if (gone) {
                    removed.add("a copy that does not run any more: " + seen.id());
                }
            }
            List<Path> places =
                    new ArrayList<>(RunPlaces.of(cacheFolder, environment).places());
            places.add(cacheFolder.resolve("run"));
            places.add(cacheFolder.resolve("postgres"));
            Leftovers.sweep(places, new Signals(Platform.current(), cacheFolder))
                    .forEach(folder -> removed.add("what a killed process left: " + folder));
            return removed;
        });
    }

    /** Puts the copies that were started from a snapshot back to what is in it. */
    Restored restore(Snapshot snapshot, Progress progress) {
        return io(() -> {
            List<Started> copies = all().stream()
                    .filter(copy -> copy.copyOf(snapshot) && (copy.runs() || copy.isRestoring()))
                    .toList();
            List<String> databases = new ArrayList<>();
            int ended = 0;
            double missing = 0;
            for (Started copy : copies) {
                Optional<Restored> restored = book.alone(
                        copy.id(),
                        () -> progress.step("waiting for another process that works on copy " + copy.id()),
                        () -> restoreAlone(copy.id(), snapshot, progress));
                if (restored.isPresent()) {
                    databases.addAll(restored.get().databases());
                    ended += restored.get().endedSessions();
                    missing = Math.max(missing, restored.get().missingMs());
                }
            }
            if (databases.isEmpty()) {
                throw new FlygateException(
                        ErrorCode.USAGE,
                        "no copy of the snapshot " + snapshot.name() + " is running",
                        "`flygate snapshot start` starts one; checks and tests take fresh copies by themselves");
            }
            return new Restored(databases, ended, missing);
        });
    }

    /** Empty when it was stopped meanwhile. */
    private Optional<Restored> restoreAlone(String id, Snapshot snapshot, Progress progress) throws IOException {
        Optional<Started> copy = book.read(id).map(Started::new).filter(Started::hasFolder);
        if (copy.isEmpty()) {
            return Optional.empty();
        }
        Base base = cache.find(snapshot.id()).orElseThrow(() -> gone(snapshot.name()));
        Installation installation = Installation.of(base.binaries(), cacheFolder, environment, progress)
                .detached();
        progress.step("restoring the copy " + id);
        try {
            return Optional.of(new CopyRestore(copy.get(), snapshot.id(), base, installation, book).run());
        } catch (NoSuchFileException e) {
            throw gone(snapshot.name());
        }
    }

    private static FlygateException gone(String name) {
        return new FlygateException(
                ErrorCode.USAGE,
                "the snapshot " + name + " was removed meanwhile",
                "`flygate snapshot list` shows what is there");
    }

    private <T> T io(KeyLock.Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw Failures.cache("cannot use the cache of started copies", cacheFolder, e);
        }
    }
}
