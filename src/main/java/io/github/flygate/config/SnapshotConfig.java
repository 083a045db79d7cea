package io.github.flygate.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the engines need to know beside the base.
 *
 * @param baseImage {@code image:}, the image that engine docker builds on; empty for {@code postgres:<major>}
 * @param image {@code snapshot.image}, the committed image; empty for one that flygate names itself
 * @param pull whether a registry is asked for a newer {@code image} even when one is on this machine
 * @param seed files with SQL that is run once after the base's migrations; absolute
 * @param serverUrl JDBC URL of a database on the server of engine server; empty when there is none
 * @param serverUser whom engine server connects as; empty to leave it to the URL and the driver
 * @param serverDatabases those that {@code flygate snapshot save} copies on that server
 * @param spare whether engine server keeps a second copy of each snapshot, so that a restore is a rename
 */
public record SnapshotConfig(
        Optional<String> baseImage,
        Optional<String> image,
        boolean pull,
        List<Path> seed,
        String serverUrl,
        String serverUser,
        List<String> serverDatabases,
        boolean spare) {
    public SnapshotConfig {
        seed = List.copyOf(seed);
        serverDatabases = List.copyOf(serverDatabases);
    }

    /** Nothing configured. */
    public static SnapshotConfig none() {
        return new SnapshotConfig(Optional.empty(), Optional.empty(), false, List.of(), "", "", List.of(), false);
    }

    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
        return "SnapshotConfig[baseImage=" + baseImage + ", image=" + image + ", databases=" + serverDatabases + "]";
    }
}
