package io.github.flygate.trace;

import io.github.flygate.fact.CreateIfNotExists;
import io.github.flygate.fact.FlywayFact;
import io.github.flygate.fact.StatementFact;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import io.github.flygate.model.FlywaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to run and how.
 *
 * @param project the project's folder, for the class path
 * @param scripts the pending migrations, split and read, in Flyway's order
 * @param callbacks callback scripts of the head
 * @param timeZone of Flyway's sessions
 * @param timeLimit per migration
 */
public record TraceRequest(
        Path project,
        FlywaySettings flyway,
        FlywayFact flywayFact,
        List<TracedScript> scripts,
        List<Migration> callbacks,
        String timeZone,
        Duration timeLimit) {
    public TraceRequest {
        scripts = List.copyOf(scripts);
        callbacks = List.copyOf(callbacks);
    }

    /** A script and, for each of its statements, what its text says. */
    public record TracedScript(Script script, List<Hint> hints) {
        public TracedScript {
            hints = List.copyOf(hints);
        }
    }

    /** What a statement's text says, for what the server cannot tell: its kind, what it names, and what it would make. */
    public record Hint(StatementFact says, List<String> relations, List<CreateIfNotExists> guarded) {
        public Hint {
            relations = List.copyOf(relations);
            guarded = List.copyOf(guarded);
        }

        public Hint(StatementFact says, List<String> relations) {
            this(says, relations, List.of());
        }
    }
}
