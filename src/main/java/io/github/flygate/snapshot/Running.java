package io.github.flygate.snapshot;

import java.time.Instant;

/**
 * A writable copy that outlives the process that made it, until it is stopped.
 *
 * @param id names it for {@code stop}
 * @param project name of the folder of the project that it was started for; empty where the engine does not know
 * @param snapshot the name of the snapshot that it was copied from; empty for a base without a name
 * @param owner who owns the database and is no superuser
 */
public record Running(
        String engine,
        String id,
        String project,
        String snapshot,
        String database,
        Database.Login owner,
        Instant since) {}
