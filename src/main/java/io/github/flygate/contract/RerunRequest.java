package io.github.flygate.contract;

import io.github.flygate.fact.FlywayFact;
import io.github.flygate.migration.Migration;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.trace.TraceRequest;
import io.github.flygate.trace.TraceRequest.TracedScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to run twice.
 *
 * @param project the project's folder, for the class path
 * @param scripts the pending migrations, split and read, in Flyway's order
 * @param callbacks callback scripts of the head
 * @param timeZone of the sessions
 * @param timeLimit for each run
 * @param rows how many rows a combined file may write when it is run again
 * @param lock how long a combined file may then block reads or writes of what was there
 */
public record RerunRequest(
        Path project,
        FlywaySettings flyway,
        FlywayFact flywayFact,
        List<TracedScript> scripts,
        List<Migration> callbacks,
        String timeZone,
        Duration timeLimit,
        long rows,
        Duration lock) {
    public RerunRequest {
        scripts = List.copyOf(scripts);
        callbacks = List.copyOf(callbacks);
    }

    List<Migration> before(TracedScript script) {
        return scripts.subList(0, scripts.indexOf(script)).stream()
                .map(one -> one.script().migration())
                .toList();
    }

    TraceRequest trace(TracedScript script) {
        return new TraceRequest(project, flyway, flywayFact, List.of(script), callbacks, timeZone, timeLimit);
    }
}
