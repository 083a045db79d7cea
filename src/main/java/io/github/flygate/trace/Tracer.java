package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.CatalogReader;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

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
            Set<Flaws.Flaw> flawsOfBase = Flaws.read(look);
            long started = System.nanoTime();
            Rounds rounds = new Rounds(database, request, reader, watchdog, look, progress);
            rounds.run();
            double migrateMs = (System.nanoTime() - started) / NANOS_PER_MS;
            Flaws flaws = rounds.failure().isPresent()
                    ? Flaws.none()
                    : Flaws.between(flawsOfBase, Flaws.read(look), rounds.runs(), base);
            Conclusions conclusions = new Conclusions(base, request, flaws);
            return new TraceResult(
                    conclusions.of(rounds.runs(), rounds.failure()), rounds.settings(), rounds.notes(), migrateMs);
        } catch (SQLException | MigrationObserver.TraceFailure e) {
            throw new FlygateException(
                    ErrorCode.ENGINE, "the migrations could not be observed: " + e.getMessage(), "", e);
        }
    }
}
