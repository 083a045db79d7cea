package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An engine whose snapshots are kept, listed and copied under names. Every method throws a
 * {@link io.github.flygate.model.FlygateException} with code ENGINE when the engine does not answer, USAGE when it is
 * asked for something that is not there. Whatever it removes is what flygate has made.
 */
public interface SnapshotEngine extends Engine {
    /**
     * What is asked of {@link #save}.
     *
     * @param replace whether a snapshot of this name may be exchanged; the old one stays until the new one is complete
     * @param push whether it is sent to the registry that its image is named for
     */
    record Saving(String name, boolean replace, boolean push) {}

    /** What a restore did. */
    record Restored(List<String> databases, int endedSessions, double missingMs) {
        public Restored {
            databases = List.copyOf(databases);
        }
    }

    /**
     * What may go.
     *
     * @param keep how many snapshots stay of each database, the most recently used first
     * @param olderThan only those that were not used for so long
     */
    record Policy(int keep, Duration olderThan) {
        /** Those without a name that the policy lets go. */
        public List<Snapshot> beyond(List<Snapshot> all) {
            Instant limit = Instant.now().minus(olderThan);
            Map<List<String>, Integer> kept = new HashMap<>();
            return all.stream()
                    .filter(snapshot -> snapshot.name().isEmpty())
                    .sorted(Comparator.comparing(Snapshot::used).reversed())
                    .filter(snapshot -> kept.merge(
                                            List.of(
                                                    snapshot.origin().project(),
                                                    snapshot.origin().database()),
                                            1,
                                            Integer::sum)
                                    > keep
                            && snapshot.used().isBefore(limit))
                    .toList();
        }
    }

    /** What was removed, in sentences. */
    record Collected(List<Snapshot> snapshots, List<String> leftovers) {
        public Collected {
            snapshots = List.copyOf(snapshots);
            leftovers = List.copyOf(leftovers);
        }
    }

    /**
     * Makes all that {@link #save} of this base needs, so that hardly anything can fail any more: for whoever saves
     * several databases, all or nothing.
     */
    default void prepare(BaseSpec base, BaseBuilder builder, Progress progress) {}

    /** Makes a second copy of a snapshot beforehand, where that makes the next restore quicker. */
    default void prepareSpare(Snapshot snapshot) {}

    /** Whether {@link #save} copies databases as they are, so that it needs to know of no migrations. */
    default boolean savesDatabases() {
        return false;
    }

    /** Makes a snapshot under a name: of the base, or with engine server of the configured databases. */
    Snapshot save(Saving saving, BaseSpec base, BaseBuilder builder, Progress progress);

    /** All complete snapshots, those with a name first, by name and then the most recently used first. */
    List<Snapshot> list();

    /** Puts what was copied from it back to what it was: the databases of a server, or copies that were started. */
    Restored restore(Snapshot snapshot, Progress progress);

    void remove(Snapshot snapshot);

    /**
     * The same snapshot under another name.
     *
     * @throws io.github.flygate.model.FlygateException with code USAGE when the new name is taken
     */
    Snapshot rename(Snapshot snapshot, String name);

    /** Removes what was left behind by processes that died, and unnamed snapshots that the policy lets go. */
    Collected collect(Policy policy, Progress progress);

    /**
     * Starts a copy that outlives this process.
     *
     * @param snapshot empty for the base, which is built first if there is no snapshot of it
     * @param port on the loopback interface; 0 for a free one
     */
    Running start(Optional<Snapshot> snapshot, BaseSpec base, BaseBuilder builder, int port, Progress progress);

    /** The copies that {@link #start} has started and nobody stopped. */
    List<Running> running();

    void stop(Running running);
}
