package io.github.flygate.snapshot;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Finds an artifact as the user's Maven would: local repository, mirrors, proxies and credentials of the user's
 * settings. Nothing else may name Maven's classes: loading them takes longer than the rest of a cached check.
 */
final class MavenArtifacts {
    private MavenArtifacts() {}

    static Path resolve(String coordinates) {
        ContextOverrides.Builder overrides = ContextOverrides.create().withUserSettings(true);
        String local = System.getProperty("maven.repo.local", "");
        if (!local.isEmpty()) {
            overrides.withLocalRepositoryOverride(Path.of(local).toAbsolutePath());
        }
        try (Context maven = Runtimes.INSTANCE.getRuntime().create(overrides.build())) {
            return maven.repositorySystem()
                    .resolveArtifact(
                            maven.repositorySystemSession(),
                            new ArtifactRequest(new DefaultArtifact(coordinates), maven.remoteRepositories(), ""))
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw unresolved(coordinates, e);
        } catch (RuntimeException e) {
            // Maven's settings that cannot be read come as several kinds of unchecked exceptions.
            throw unresolved(coordinates, e);
        }
    }

    private static io.github.flygate.model.FlygateException unresolved(String coordinates, Exception cause) {
        return Failures.engine(
                "cannot get PostgreSQL's binaries " + coordinates + ": " + cause.getMessage(),
                "check the network and the mirrors and proxies in ~/.m2/settings.xml; or fetch them where there is a"
                        + " network with `mvn dependency:get -Dtransitive=false -Dartifact="
                        + coordinates.replace(":jar:", ":") + "`",
                cause);
    }
}
