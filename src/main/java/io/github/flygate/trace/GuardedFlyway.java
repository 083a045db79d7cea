package io.github.flygate.trace;

import io.github.flygate.migration.Migration;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.snapshot.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.output.ValidateResult;

/**
 * Real Flyway with a set of files on a copy, without measuring. It cannot hang: a statement that waits for Flyway's own
 * session is cancelled, and all sessions are ended when the time is over.
 */
public final class GuardedFlyway implements AutoCloseable {
    private final SessionGuard guard;
    private final FlywayRun run;

    /**
     * How to run it.
     *
     * @param project the project's folder, for the class path
     * @param timeZone of Flyway's sessions
     * @param timeLimit until all sessions are ended, counted from the making of the object
     * @param validate whether migrate compares the files with the history first; then all files must be given
     */
    public record Settings(
            Path project, FlywaySettings flyway, String timeZone, Duration timeLimit, boolean validate) {}

    /**
     * Why Flyway gave up.
     *
     * @param sqlState empty when Flyway and not the server refused
     * @param script file name of the script it names; empty when it names none
     * @param line of the statement, from 1; 0 when it names none
     */
    public record Failure(String sqlState, String message, String script, int line) {}

    /** Writes the files and readies Flyway; nothing is run yet. */
    public GuardedFlyway(
            Database database,
            Settings settings,
            List<Migration> migrations,
            List<Migration> callbackScripts,
            List<Callback> observers) {
        try {
            guard = new SessionGuard(database.superuser(), settings.timeLimit());
        } catch (SQLException e) {
            throw new FlygateException(ErrorCode.ENGINE, "the copy cannot be reached: " + e.getMessage(), "", e);
        }
        try {
            run = new FlywayRun(
                    settings.project(),
                    settings.flyway(),
                    new ObservedDataSource(database.owner(), settings.timeZone(), guard),
                    migrations,
                    callbackScripts,
                    observers);
            run.validateOnMigrate(settings.validate());
        } catch (RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    /**
     * Runs Flyway's migrate.
     *
     * @throws FlywayException as Flyway throws it
     */
    public MigrateResult migrate() {
        return run.migrate();
    }

    /** Runs Flyway's validate; pending files are no error, as they are none for migrate. */
    public ValidateResult validate() {
        return run.validate();
    }

    /** Cancels what that server process runs as soon as it waits for a lock of whomever. */
    public void cancelWhenWaiting(int pid) {
        guard.cancelWhenWaiting(pid);
    }

    /** Whether {@link #cancelWhenWaiting} has cancelled something. */
    public boolean interrupted() {
        return guard.interrupted();
    }

    /** Whether a statement waited for a session of Flyway's own, which would have been for ever. */
    public boolean hung() {
        return guard.hung();
    }

    /** What an exception of Flyway's says; in flygate's words where the guard is the reason. */
    public Failure failure(FlywayException exception) {
        FailureText text = FailureText.of(exception);
        String message = text.message();
        if (guard.hung()) {
            message = "waits for Flyway's own session, for ever; cancelled";
        } else if (guard.timedOut()) {
            message = "the time limit for a migration is over; ended";
        }
        return new Failure(text.sqlState(), message, text.script(), text.line());
    }

    @Override
    public void close() {
        try {
            run.close();
        } finally {
            guard.close();
        }
    }
}
