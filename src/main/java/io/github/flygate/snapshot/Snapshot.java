package io.github.flygate.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * A snapshot that is complete.
 *
 * @param engine {@code embedded}, {@code docker} or {@code server}
 * @param id the engine's own name for it
 * @param name the user's name for it; empty for one that a check has made for itself
 * @param fingerprint of the base that is in it; empty for a copy that was made of a database
 * @param origin what the base was made of
 * @param postgres version of the server, such as {@code 18.6}
 * @param databases names of the databases in it
 * @param created when it was made
 * @param used when it was last copied, as far as the engine knows
 * @param bytes what it takes on the disk
 */
public record Snapshot(
        String engine,
        String id,
        String name,
        String fingerprint,
        Origin origin,
        String postgres,
        List<String> databases,
        Instant created,
        Instant used,
        long bytes) {
    public Snapshot {
        databases = List.copyOf(databases);
    }

    /** What a base can do with it, the best first. */
    public enum Use {
        /** It is a snapshot of this very base. */
        READY,
        /** The base has grown since: the missing migrations are applied to a copy. */
        BEHIND,
        /** The base has other migrations, settings or another server version. */
        STALE,
        /** It begins with another first migration. */
        FOREIGN,
        /** A copy of a database: it is restored as it is. */
        COPY
    }

    /** What this base can do with it. */
    public Use use(BaseSpec base) {
        if (fingerprint.isEmpty()) {
            return Use.COPY;
        }
        int at = postgres.startsWith(base.major() + ".") ? base.fingerprints().indexOf(fingerprint) : -1;
        if (at >= 0) {
            return at == 0 ? Use.READY : Use.BEHIND;
        }
        return origin.first().equals(base.origin().first()) ? Use.STALE : Use.FOREIGN;
    }
}
