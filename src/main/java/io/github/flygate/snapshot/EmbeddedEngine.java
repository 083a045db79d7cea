package io.github.flygate.snapshot;

import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * PostgreSQL from Maven artifacts, run on this machine. A base is kept as the packed data directory of a stopped
 * server; a copy is that directory unpacked, on a memory file system where there is one, and a server started on it.
 */
public final class EmbeddedEngine implements Engine {
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
        return "embedded";
    }

    @Override
    public Database open(BaseSpec base, BaseBuilder builder, Progress progress) {
        ServerSettings settings = new ServerSettings(base.settings());
        Provision.requireUsableNames(base);
        Release release = Release.of(base.postgres());
        Platform platform = Platform.current();
        Path home = Binaries.home(release, platform, cacheFolder, progress);
        RunAs runAs = RunAs.choose(platform, environment);
        Path binaries = Binaries.reachable(home, runAs, RunPlaces.temporary());
        RunPlaces places = RunPlaces.of(cacheFolder, environment);
        List<Path> swept = new ArrayList<>(places.places());
        swept.add(home.toAbsolutePath().getParent());
        Leftovers.sweep(swept, new Signals(platform, binaries));
        return new Opening(base, builder, progress, settings, release, platform, runAs, binaries, places, cacheFolder)
                .run();
    }

    /** One call of {@code open}. */
    private record Opening(
            BaseSpec spec,
            BaseBuilder builder,
            Progress progress,
            ServerSettings settings,
            Release release,
            Platform platform,
            RunAs runAs,
            Path binaries,
            RunPlaces places,
            Path cacheFolder) {

        Database run() {
            BaseCache cache = new BaseCache(cacheFolder);
            try {
                String key = key(spec.fingerprint());
                Optional<Database> kept = restore(cache, key);
                return kept.isPresent() ? kept.get() : buildAlone(cache, key);
            } catch (IOException e) {
                throw Failures.io("cannot use the cache of bases", cacheFolder, e);
            }
        }

        private String key(String fingerprint) {
            return BaseCache.key(fingerprint, release, platform);
        }

        private Database buildAlone(BaseCache cache, String key) throws IOException {
            return cache.alone(key, () -> progress.step("waiting for another check that builds the same base"), () -> {
                // Whoever had the lock before may have built it.
                Optional<Database> kept = restore(cache, key);
                if (kept.isEmpty()) {
                    kept = grow(cache, key);
                }
                return kept.isPresent() ? kept.get() : build(cache, key);
            });
        }

        private Optional<Database> restore(BaseCache cache, String key) throws IOException {
            long start = System.nanoTime();
            Optional<Base> found = cache.find(key);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            progress.step("restoring the base");
            Base base = found.get();
            return unpacked(
                    base,
                    (scratch, cluster) -> database(
                            scratch,
                            cluster.start(settings),
                            base.passwords(),
                            new Database.Opening(true, 0, since(start))));
        }

        /** From the newest base that lacks nothing but migrations that came since. */
        private Optional<Database> grow(BaseCache cache, String key) throws IOException {
            long start = System.nanoTime();
            Set<String> kept = cache.keys();
            for (String ancestor : spec.fingerprints()) {
                Optional<Base> found = kept.contains(key(ancestor)) ? cache.find(key(ancestor)) : Optional.empty();
                if (found.isPresent()) {
                    progress.step("applying to a kept base what came since");
                    Base base = found.get();
                    try {
                        return unpacked(base, (scratch, cluster) -> {
                            Cluster.Server server = cluster.start(settings);
                            builder.grow(server.login(
                                    spec.database(),
                                    spec.owner(),
                                    base.passwords().owner()));
                            return keep(cache, key, scratch, cluster, server, base.passwords(), start);
                        });
                    } catch (FlygateException e) {
                        // From nothing it may work; if not, that says why.
                        return Optional.empty();
                    }
                }
            }
            return Optional.empty();
        }

        /** Does something with a copy of a base, which goes unless that succeeds. Empty when the base has gone. */
        private Optional<Database> unpacked(Base base, Use use) throws IOException {
            Scratch scratch = Scratch.create(places.forCopy(base.bytes(), runAs));
            boolean done = false;
            try {
                Cluster cluster = cluster(scratch);
                DataArchive.unpack(base.archive(), cluster.makeData(), runAs, scratch);
                Database database = use.of(scratch, cluster);
                done = true;
                return Optional.of(database);
            } catch (NoSuchFileException e) {
                // Removed as unused between the look and the copy.
                return Optional.empty();
            } finally {
                if (!done) {
                    scratch.close();
                }
            }
        }

        /** Makes a copy of an unpacked data directory. */
        @FunctionalInterface
        private interface Use {
            Database of(Scratch scratch, Cluster cluster) throws IOException;
        }

        private Database build(BaseCache cache, String key) throws IOException {
            long start = System.nanoTime();
            progress.step("building the base");
            Scratch scratch = Scratch.create(places.forBuild(runAs));
            boolean done = false;
            try {
                Base.Passwords passwords = new Base.Passwords(Passwords.random(), Passwords.random());
                Cluster cluster = cluster(scratch);
                cluster.init(passwords.superuser());
                Cluster.Server first = cluster.start(settings);
                new Provision(spec, name -> first.login(name, Cluster.SUPERUSER, passwords.superuser()), passwords)
                        .slim();
                builder.build(first.login(spec.database(), spec.owner(), passwords.owner()));
                Database database = keep(cache, key, scratch, cluster, first, passwords, start);
                done = true;
                return database;
            } finally {
                if (!done) {
                    scratch.close();
                }
            }
        }

        private Database keep(
                BaseCache cache,
                String key,
                Scratch scratch,
                Cluster cluster,
                Cluster.Server built,
                Base.Passwords passwords,
                long start)
                throws IOException {
            built.stop();
            progress.step("keeping the base");
            cache.keep(key, cluster.data(), passwords, spec, release);
            cache.removeOld();
            double buildMs = since(start);
            // What was packed is a private copy already.
            long restart = System.nanoTime();
            Cluster.Server server = cluster.start(settings);
            return database(scratch, server, passwords, new Database.Opening(false, buildMs, since(restart)));
        }

        private Cluster cluster(Scratch scratch) {
            return new Cluster(scratch, binaries, release, runAs, platform);
        }

        private Database database(
                Scratch scratch, Cluster.Server server, Base.Passwords passwords, Database.Opening opening) {
            return new EmbeddedDatabase(
                    scratch,
                    server.login(spec.database(), spec.owner(), passwords.owner()),
                    server.login(spec.database(), Cluster.SUPERUSER, passwords.superuser()),
                    release.server(),
                    opening);
        }

        private static double since(long nanos) {
            return (System.nanoTime() - nanos) / 1e6;
        }
    }
}
