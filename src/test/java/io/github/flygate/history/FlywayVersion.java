package io.github.flygate.history;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** A Flyway other than the bundled one, in a class loader of its own, from the user's Maven repositories. */
final class FlywayVersion {
    private static final Logger LOG = Logger.getLogger("org.flywaydb");

    private FlywayVersion() {}

    static Function<Map<String, Object>, Map<String, List<String>>> of(String version) {
        // It logs every step where there is no SLF4J.
        LOG.setLevel(Level.OFF);
        List<URL> classPath = new ArrayList<>();
        classPath.add(FlywayAgent.class.getProtectionDomain().getCodeSource().getLocation());
        boolean modules = !version.startsWith("9.");
        String artifact = modules ? "flyway-database-postgresql" : "flyway-core";
        try {
            for (Path jar : jars("org.flywaydb:" + artifact + ":" + version)) {
                classPath.add(jar.toUri().toURL());
            }
            return agent(new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
        } catch (MalformedURLException | ReflectiveOperationException | DependencyResolutionException e) {
            throw new IllegalStateException("Flyway " + version + " cannot be had", e);
        }
    }

    private static List<Path> jars(String coordinates) throws DependencyResolutionException {
        ContextOverrides.Builder overrides = ContextOverrides.create().withUserSettings(true);
        String local = System.getProperty("maven.repo.local", "");
        if (!local.isEmpty()) {
            overrides.withLocalRepositoryOverride(Path.of(local).toAbsolutePath());
        }
        try (Context maven = Runtimes.INSTANCE.getRuntime().create(overrides.build())) {
            // As a dependency of nothing: as the root, it would bring what is optional, the drivers of every database.
            CollectRequest wanted = new CollectRequest()
                    .addDependency(new Dependency(new DefaultArtifact(coordinates), "runtime"))
                    .setRepositories(maven.remoteRepositories());
            return maven
                    .repositorySystem()
                    .resolveDependencies(maven.repositorySystemSession(), new DependencyRequest(wanted, null))
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .map(artifact -> artifact.getFile().toPath())
                    .toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static Function<Map<String, Object>, Map<String, List<String>>> agent(ClassLoader loader)
            throws ReflectiveOperationException {
        return (Function<Map<String, Object>, Map<String, List<String>>>)
                Class.forName(FlywayAgent.class.getName(), true, loader)
                        .asSubclass(Function.class)
                        .getDeclaredConstructor()
                        .newInstance();
    }
}
