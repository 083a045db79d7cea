package io.github.flygate.contract;

import io.github.flygate.fact.FlywayFact;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.migration.Script;
import io.github.flygate.model.FlywaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Who starts again, and with what.
 *
 * @param project the project's folder, for the class path
 * @param plan the base's files and what became of them
 * @param pending the pending migrations, split, in Flyway's order
 * @param timeZone of Flyway's sessions
 * @param timeLimit for validate and migrate together
 */
public record RestartRequest(
        Path project,
        FlywaySettings flyway,
        FlywayFact flywayFact,
        MigrationPlan plan,
        List<Script> pending,
        String timeZone,
        Duration timeLimit) {
    public RestartRequest {
        pending = List.copyOf(pending);
    }
}
