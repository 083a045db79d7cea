package io.github.flygate.snapshot;

import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One call of an engine that wants a base: from the cache, or built and then kept there. */
record EmbeddedOpening(
        BaseSpec spec,
        BaseBuilder builder,
        Progress progress,
        ServerSettings settings,
        Installation installation,
        Path cacheFolder) {

    static EmbeddedOpening of(
            BaseSpec spec, BaseBuilder builder, Progress progress, Path cacheFolder, Map<String, String> environment) {
        ServerSettings settings = new ServerSettings(spec.settings());
        Provision.requireUsableNames(spec);
        Installation installation = Installation.of(spec.postgres(), cacheFolder, environment, progress);
        return new EmbeddedOpening(spec, builder, progress, settings, installation, cacheFolder);
    }

    /** A stopped private copy of a base that was built just now, and is kept. */
    private record Built(Scratch scratch, Cluster cluster, Base.Passwords passwords, double buildMs) {}

    /** A running private copy. */
    Database run() {
        BaseCache cache = new BaseCache(cacheFolder);
        try {
            String key = key(spec.fingerprint());
            Optional<Database> kept = restore(cache, key);
            return kept.isPresent()
                    ? kept.get()
                    : alone(cache, key, () -> {
                        // Whoever had the lock before may have built it.
                        Optional<Database> meanwhile = restore(cache, key);
                        return meanwhile.isPresent() ? meanwhile.get() : started(made(cache, key));
                    });
        } catch (IOException e) {
            throw Failures.cache("cannot use the cache of bases", cacheFolder, e);
        }
    }

    /** The key under which the base is kept, and used just now. */
    String ensure() {
        BaseCache cache = new BaseCache(cacheFolder);
        try {
            String key = key(spec.fingerprint());
            if (cache.find(key).isPresent()) {
                return key;
            }
            return alone(cache, key, () -> {
                if (cache.find(key).isEmpty()) {
                    made(cache, key).scratch().close();
                }
                return key;
            });
        } catch (IOException e) {
            throw Failures.cache("cannot use the cache of bases", cacheFolder, e);
        }
    }

    private <T> T alone(BaseCache cache, String key, KeyLock.Work<T> work) throws IOException {
        return cache.alone(key, () -> progress.step("waiting for another check that builds the same base"), work);
    }

    private String key(String fingerprint) {
        return BaseCache.key(fingerprint, installation.release(), installation.platform());
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
                        cluster.start(settings, 0),
                        base.passwords(),
                        new Database.Opening(true, 0, since(start))));
    }

    private Built made(BaseCache cache, String key) throws IOException {
        Optional<Built> grown = grow(cache, key);
        return grown.isPresent() ? grown.get() : build(cache, key);
    }

    /** From the newest base that lacks nothing but migrations that came since. */
    private Optional<Built> grow(BaseCache cache, String key) throws IOException {
        long start = System.nanoTime();
        Set<String> kept = cache.keys();
        for (String ancestor : spec.fingerprints()) {
            Optional<Base> found = kept.contains(key(ancestor)) ? cache.find(key(ancestor)) : Optional.empty();
            if (found.isPresent()) {
                progress.step("applying to a kept base what came since");
                Base base = found.get();
                try {
                    return unpacked(base, (scratch, cluster) -> {
                        Cluster.Server server = cluster.start(settings, 0);
                        builder.grow(server.login(
                                spec.database(), spec.owner(), base.passwords().owner()));
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
    private <T> Optional<T> unpacked(Base base, Use<T> use) throws IOException {
        Scratch scratch = Scratch.create(installation.places().forCopy(base.bytes(), installation.runAs()));
        boolean done = false;
        try {
            Cluster cluster = installation.cluster(scratch);
            DataArchive.unpack(base.archive(), cluster.makeData(), installation.runAs(), scratch);
            T result = use.of(scratch, cluster);
            done = true;
            return Optional.of(result);
        } catch (NoSuchFileException e) {
            // Removed as unused between the look and the copy.
            return Optional.empty();
        } finally {
            if (!done) {
                scratch.close();
            }
        }
    }

    /** Works on an unpacked data directory. */
    @FunctionalInterface
    private interface Use<T> {
        T of(Scratch scratch, Cluster cluster) throws IOException;
    }

    private Built build(BaseCache cache, String key) throws IOException {
        long start = System.nanoTime();
        progress.step("building the base");
        Scratch scratch = Scratch.create(installation.places().forBuild(installation.runAs()));
        boolean done = false;
        try {
            Base.Passwords passwords = new Base.Passwords(Passwords.random(), Passwords.random());
            Cluster cluster = installation.cluster(scratch);
            cluster.init(passwords.superuser());
            Cluster.Server first = cluster.start(settings, 0);
            new Provision(spec, name -> first.login(name, Cluster.SUPERUSER, passwords.superuser()), passwords).slim();
            builder.build(first.login(spec.database(), spec.owner(), passwords.owner()));
            Built built = keep(cache, key, scratch, cluster, first, passwords, start);
            done = true;
            return built;
        } finally {
            if (!done) {
                scratch.close();
            }
        }
    }

    private Built keep(
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
        cache.keep(key, cluster.data(), passwords, spec, installation);
        cache.removeOld();
        return new Built(scratch, cluster, passwords, since(start));
    }

    /** What was packed is a private copy already. */
    private Database started(Built built) throws IOException {
        long restart = System.nanoTime();
        boolean done = false;
        try {
            Database database = database(
                    built.scratch(),
                    built.cluster().start(settings, 0),
                    built.passwords(),
                    new Database.Opening(false, built.buildMs(), since(restart)));
            done = true;
            return database;
        } finally {
            if (!done) {
                built.scratch().close();
            }
        }
    }

    private Database database(
            Scratch scratch, Cluster.Server server, Base.Passwords passwords, Database.Opening opening) {
        return new EmbeddedDatabase(
                scratch,
                server.login(spec.database(), spec.owner(), passwords.owner()),
                server.login(spec.database(), Cluster.SUPERUSER, passwords.superuser()),
                installation.release().server(),
                opening);
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }
}
