package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.CatalogReader;
import io.github.flygate.migration.Migration;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.TraceRequest.TracedScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.api.FlywayException;

/** Lets Flyway apply the pending migrations and tells what they did. */
public final class Tracer {
    private static final double NANOS_PER_MS = 1_000_000.0;

    private Tracer() {}

    /**
     * Runs the pending migrations on a copy of the base. A migration that fails ends the run; it is part of the result.
     *
     * @throws FlygateException with code ENGINE when the run could not be observed
     */
    public static TraceResult run(Database database, TraceRequest request, Progress progress) {
        int count = request.scripts().size();
        progress.step("applying " + count + (count == 1 ? " pending migration" : " pending migrations"));
        try (Observer reader = new Observer(database.superuser());
                Observer watcher = new Observer(database.superuser());
                Watchdog watchdog = new Watchdog(watcher);
                Connection look = reader.open()) {
            Catalog base = CatalogReader.read(look);
            StatementRecorder recorder = new StatementRecorder(reader, watchdog, base);
            MigrationObserver observer = new MigrationObserver(recorder, watchdog, request);
            long started = System.nanoTime();
            Optional<FlywayException> failure = migrate(database, request, observer);
            double migrateMs = (System.nanoTime() - started) / NANOS_PER_MS;
            Conclusions conclusions = new Conclusions(base, request);
            return new TraceResult(
                    conclusions.of(observer.runs(), failure), new TreeMap<>(observer.settings()), migrateMs);
        } catch (SQLException | MigrationObserver.TraceFailure e) {
            throw new FlygateException(
                    ErrorCode.ENGINE, "the migrations could not be observed: " + e.getMessage(), "", e);
        }
    }

    private static Optional<FlywayException> migrate(
            Database database, TraceRequest request, MigrationObserver observer) throws SQLException {
        List<Migration> pending = request.scripts().stream()
                .map(TracedScript::script)
                .map(script -> script.migration())
                .toList();
        ObservedDataSource dataSource = new ObservedDataSource(database.owner(), request.timeZone(), observer);
        try (FlywayRun run = new FlywayRun(
                request.project(), request.flyway(), dataSource, pending, request.callbacks(), List.of(observer))) {
            run.migrate();
            return Optional.empty();
        } catch (FlywayException e) {
            if (e.getCause() instanceof MigrationObserver.TraceFailure failure) {
                throw failure;
            }
            observer.failed(FailureText.sqlException(e).orElse(new SQLException(e.getMessage())));
            return Optional.of(e);
        }
    }
}
