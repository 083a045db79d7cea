package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL from Maven artifacts, run on this machine. A base is kept as the packed data directory of a stopped
 * server; a copy is that directory unpacked, on a memory file system where there is one, and a server started on it.
 */
public final class EmbeddedEngine implements Engine {
    private final Map<String, String> environment;

    /** {@code FLYGATE_RUN_DIR} chooses where copies run, {@code FLYGATE_ROOT_MODE} how root gives up its power. */
    public EmbeddedEngine(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
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
        Path home = Binaries.home(release, platform, base.cache(), progress);
        RunAs runAs = RunAs.choose(platform, environment);
        Path binaries = Binaries.reachable(home, runAs, RunPlaces.temporary());
        RunPlaces places = RunPlaces.of(base.cache(), environment);
        List<Path> swept = new ArrayList<>(places.places());
        swept.add(home.toAbsolutePath().getParent());
        Leftovers.sweep(swept, new Signals(platform, binaries));
        String key = BaseCache.key(base, release, platform);
        return new Opening(base, builder, progress, settings, release, platform, runAs, binaries, places, key).run();
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
            String key) {

        Database run() {
            BaseCache cache = new BaseCache(spec.cache());
            try {
                Optional<Database> kept = restore(cache);
                return kept.isPresent() ? kept.get() : buildAlone(cache);
            } catch (IOException e) {
                throw Failures.io("cannot use the cache of bases", spec.cache(), e);
            }
        }

        private Database buildAlone(BaseCache cache) throws IOException {
            return cache.alone(key, () -> progress.step("waiting for another check that builds the same base"), () -> {
                // Whoever had the lock before may have built it.
                Optional<Database> kept = restore(cache);
                return kept.isPresent() ? kept.get() : build(cache);
            });
        }

        private Optional<Database> restore(BaseCache cache) throws IOException {
            long start = System.nanoTime();
            Optional<Base> found = cache.find(key);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Base base = found.get();
            progress.step("restoring the base");
            Scratch scratch = Scratch.create(places.forCopy(base.bytes(), runAs));
            boolean done = false;
            try {
                Cluster cluster = cluster(scratch);
                DataArchive.unpack(base.archive(), cluster.makeData(), runAs, scratch);
                Cluster.Server server = cluster.start(settings);
                done = true;
                return Optional.of(
                        database(scratch, server, base.passwords(), new Database.Opening(true, 0, since(start))));
            } catch (NoSuchFileException e) {
                // Removed as unused between the look and the copy.
                return Optional.empty();
            } finally {
                if (!done) {
                    scratch.close();
                }
            }
        }

        private Database build(BaseCache cache) throws IOException {
            long start = System.nanoTime();
            progress.step("building the base");
            Scratch scratch = Scratch.create(places.forBuild(runAs));
            boolean done = false;
            try {
                Base.Passwords passwords = new Base.Passwords(password(), password());
                Cluster cluster = cluster(scratch);
                cluster.init(passwords.superuser());
                Cluster.Server first = cluster.start(settings);
                new Provision(spec, first, passwords, release).run();
                builder.build(first.login(spec.database(), spec.owner(), passwords.owner()));
                first.stop();
                progress.step("keeping the base");
                cache.keep(key, cluster.data(), passwords);
                cache.removeOld();
                double buildMs = since(start);
                // What was packed is a private copy already.
                long restart = System.nanoTime();
                Cluster.Server server = cluster.start(settings);
                done = true;
                return database(scratch, server, passwords, new Database.Opening(false, buildMs, since(restart)));
            } finally {
                if (!done) {
                    scratch.close();
                }
            }
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

    private static String password() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
