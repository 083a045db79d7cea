package io.github.flygate.contract;

import io.github.flygate.fact.FlywayFact;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.FlywaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is built in two ways.
 *
 * @param project the project's folder, for the class path
 * @param plan what the base has, and what is pending
 * @param head all migrations as the head has them, in Flyway's order
 * @param timeZone of Flyway's sessions
 * @param timeLimit per migration
 */
public record FromNothingRequest(
        Path project,
        FlywaySettings flyway,
        FlywayFact flywayFact,
        MigrationPlan plan,
        List<Migration> head,
        String timeZone,
        Duration timeLimit) {
    public FromNothingRequest {
        head = List.copyOf(head);
    }
}
