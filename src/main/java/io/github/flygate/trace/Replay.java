package io.github.flygate.trace;

import io.github.flygate.migration.Migration;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.snapshot.Database;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;

/**
 * Lets Flyway apply migrations once more on another copy of the base, for somebody who asks questions between the
 * statements. Nothing is measured.
 */
public final class Replay {
    private Replay() {}

    /** Told after each statement, and after each file when it is committed. */
    public interface Listener {
        /**
         * After a statement.
         *
         * @param session what Flyway runs the file on; inside the file's transaction where it has one
         * @param number of the statement in its script, from 0; for Java migrations in the order of execution
         */
        void statementDone(java.sql.Connection session, Migration migration, int number, boolean inTransaction)
                throws SQLException;

        /** After a file, when others can see what it did. */
        void fileDone(Migration migration) throws SQLException;
    }

    /**
     * Applies the scripts of the request in order. They hold Flyway's lock in a way that no statement waits for it.
     *
     * @throws FlygateException with code ENGINE when one of them fails: they went through before
     */
    public static void run(Database database, TraceRequest request, Listener listener) {
        ReplayObserver observer = new ReplayObserver(request, listener);
        ObservedDataSource dataSource = new ObservedDataSource(database.owner(), request.timeZone(), observer);
        List<Migration> migrations = request.scripts().stream()
                .map(script -> script.script().migration())
                .toList();
        try (FlywayRun run = new FlywayRun(
                request.project(),
                request.flyway().withTransactionalLock(false),
                dataSource,
                migrations,
                request.callbacks(),
                List.of(observer))) {
            run.migrate();
            observer.finish();
        } catch (FlywayException | SQLException e) {
            Throwable cause = e.getCause() instanceof MigrationObserver.TraceFailure ? e.getCause() : e;
            throw new FlygateException(
                    ErrorCode.ENGINE,
                    "the migrations could not be applied a second time: " + cause.getMessage(),
                    "",
                    e);
        }
    }
}
