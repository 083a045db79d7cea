package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What an image must keep to so that its state can be committed: PostgreSQL's data where PGDATA says, outside of every
 * volume, and a superuser by the name of POSTGRES_USER.
 */
final class DockerContract {
    private static final List<String> AS_ROOT = List.of("/flygate/pgdata", "/var/lib/flygate/pgdata");
    /** Places where everybody may make a folder. */
    private static final List<String> AS_OTHER = List.of("/tmp/flygate/pgdata", "/var/tmp/flygate/pgdata");

    private DockerContract() {}

    /** A place for the data directory that a commit takes along. */
    static String dataFolder(DockerImage image, String reference) {
        List<String> places = startsAsRoot(image.user()) ? AS_ROOT : AS_OTHER;
        return places.stream()
                .filter(place -> image.volumes().stream().noneMatch(volume -> isIn(place, volume)))
                .findFirst()
                .orElseThrow(() -> new FlygateException(
                        ErrorCode.CONFIGURATION,
                        "the image " + reference + " declares the volumes " + sorted(image.volumes())
                                + ": every place where its PostgreSQL could keep data is in one of them, and a commit"
                                + " leaves volumes out",
                        "name another image with `image:` in flygate.yml"));
    }

    private static boolean startsAsRoot(String user) {
        String name = user.replaceFirst(":.*", "");
        return name.isEmpty() || name.equals("root") || name.equals("0");
    }

    private static boolean isIn(String place, String volume) {
        String folder = volume.replaceFirst("/+$", "") + "/";
        return (place + "/").startsWith(folder);
    }

    private static List<String> sorted(Set<String> volumes) {
        return volumes.stream().sorted().toList();
    }

    /** Refuses an image whose first start did not do as it was told. */
    static void require(Database.Login superuser, String dataFolder, int major, String reference) {
        String folder = DockerServer.ask(superuser, "SHOW data_directory");
        if (!folder.equals(dataFolder)) {
            throw broken(
                    reference,
                    "keeps its data in " + folder + " although PGDATA says " + dataFolder + ", so that a"
                            + " commit may leave it out");
        }
        if (!DockerServer.ask(superuser, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
                .equals("t")) {
            throw broken(reference, "does not make the user of POSTGRES_USER a superuser");
        }
        String version = DockerServer.ask(superuser, "SHOW server_version_num");
        if (Integer.parseInt(version) / 10_000 != major) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    "the image " + reference + " is PostgreSQL " + Integer.parseInt(version) / 10_000
                            + ", but flygate.yml says `postgres: " + major + "`",
                    "correct `postgres:` or `image:` in flygate.yml");
        }
    }

    private static FlygateException broken(String reference, String how) {
        return new FlygateException(
                ErrorCode.CONFIGURATION,
                "the image " + reference + " cannot be used: it " + how,
                "use one that keeps to the official image's contract");
    }

    /**
     * Whom the data belongs to, as {@code uid:gid}. A container that starts as this user has no ownership to set
     * right, which would copy every file of the data directory.
     */
    static String dataOwner(DockerContainer container, String dataFolder) {
        try (InputStream packed = container.read(dataFolder + "/PG_VERSION");
                TarArchiveInputStream archive = new TarArchiveInputStream(packed)) {
            TarArchiveEntry entry = archive.getNextEntry();
            if (entry == null) {
                throw Failures.engine("the container has no data in " + dataFolder, "");
            }
            return entry.getLongUserId() + ":" + entry.getLongGroupId();
        } catch (IOException e) {
            throw Failures.engine("cannot read the container's files: " + e.getMessage(), "", e);
        }
    }
}
