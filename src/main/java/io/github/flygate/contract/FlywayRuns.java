package io.github.flygate.contract;

import io.github.flygate.migration.Migration;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.GuardedFlyway;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;

/** Flyway on one copy, with its lock held by session: with the other one CONCURRENTLY waits for ever. */
final class FlywayRuns {
    private final Database copy;
    private final RerunRequest request;

    FlywayRuns(Database copy, RerunRequest request) {
        this.copy = copy;
        this.request = request;
    }

    /** Whether these go through. */
    boolean apply(List<Migration> files) {
        try {
            if (!files.isEmpty()) {
                migrate(files, List.of());
            }
            return true;
        } catch (FlywayException e) {
            return false;
        }
    }

    /** @throws FlywayException as Flyway throws it */
    void migrate(List<Migration> files, List<Callback> observers) {
        try (GuardedFlyway flyway = open(files, observers, false)) {
            flyway.migrate();
        }
    }

    /** @param transactionalLock whether Flyway holds its lock by a transaction, where the project says so */
    GuardedFlyway open(List<Migration> files, List<Callback> observers, boolean transactionalLock) {
        FlywaySettings flyway =
                transactionalLock ? request.flyway() : request.flyway().withTransactionalLock(false);
        return new GuardedFlyway(
                copy,
                new GuardedFlyway.Settings(request.project(), flyway, request.timeZone(), request.timeLimit(), false),
                files,
                request.callbacks(),
                observers);
    }
}
