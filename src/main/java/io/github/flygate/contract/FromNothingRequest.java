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
 * @param plan what the base has, what is pending, and what a new database gets
 * @param timeZone of Flyway's sessions
 * @param timeLimit per migration
 */
public record FromNothingRequest(
        Path project,
        FlywaySettings flyway,
        FlywayFact flywayFact,
        MigrationPlan plan,
        String timeZone,
        Duration timeLimit) {
    /** All migrations as the head has them, in Flyway's order. */
    List<Migration> head() {
        return plan.head();
    }
}
