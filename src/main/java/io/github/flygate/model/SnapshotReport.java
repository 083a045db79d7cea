package io.github.flygate.model;

import java.time.Instant;
import java.util.List;

/**
 * What a command on snapshots found or did.
 *
 * @param command its name, such as {@code save}
 * @param snapshots those that it lists, made, changed or removed
 * @param copies those that run, were started or were stopped
 * @param restored what was put back
 * @param leftovers what was removed that is no snapshot, in sentences
 */
public record SnapshotReport(
        String command, List<Kept> snapshots, List<Copy> copies, List<Restored> restored, List<String> leftovers) {
    public SnapshotReport {
        snapshots = List.copyOf(snapshots);
        copies = List.copyOf(copies);
        restored = List.copyOf(restored);
        leftovers = List.copyOf(leftovers);
    }

    /**
     * A snapshot.
     *
     * @param name empty for one that a check has made for itself
     * @param database its name in flygate.yml
     * @param version highest applied version; empty without one
     * @param use {@code ready}, {@code behind}, {@code stale}, {@code foreign}, {@code copy} or {@code unknown}
     */
    public record Kept(
            String engine,
            String id,
            String name,
            String project,
            String database,
            String version,
            int migrations,
            String commit,
            String postgres,
            List<String> databases,
            Instant created,
            Instant used,
            long bytes,
            String use) {
        public Kept {
            databases = List.copyOf(databases);
        }
    }

    /**
     * A running copy.
     *
     * @param snapshot empty for one of the base
     * @param url without user and password
     * @param port 0 when the URL names none
     */
    public record Copy(
            String engine,
            String id,
            String snapshot,
            String database,
            String url,
            int port,
            String user,
            Instant since) {}

    /** What a restore did. */
    public record Restored(String snapshot, List<String> databases, int endedSessions, double missingMs) {
        public Restored {
            databases = List.copyOf(databases);
        }
    }
}
