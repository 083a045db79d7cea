package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.CatalogReader;
import io.github.flygate.migration.Migration;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.TraceRequest.TracedScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flywaydb.core.api.FlywayException;

/**
 * Calls Flyway until every migration had its turn: usually once. A migration that hangs because of Flyway's lock is
 * repeated by itself with the lock that does not, so that its own locks are seen and the files after it are not left
 * out; those then run with the project's settings again.
 */
final class Rounds {
    private final Database database;
    private final TraceRequest request;
    private final Observer reader;
    private final Watchdog watchdog;
    private final Connection look;
    private final Progress progress;
    private final List<MigrationObserver.Run> runs = new ArrayList<>();
    private final NavigableMap<String, String> settings = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<FlywayException> failure = Optional.empty();

    Rounds(
            Database database,
            TraceRequest request,
            Observer reader,
            Watchdog watchdog,
            Connection look,
            Progress progress) {
        this.database = database;
        this.request = request;
        this.reader = reader;
        this.watchdog = watchdog;
        this.look = look;
        this.progress = progress;
    }

    /** In the order of execution; a migration that was repeated is there once. */
    List<MigrationObserver.Run> runs() {
        return runs;
    }

    /** What ended the last call of Flyway. */
    Optional<FlywayException> failure() {
        return failure;
    }

    SortedMap<String, String> settings() {
        return settings;
    }

    List<String> notes() {
        return notes;
    }

    void run() throws SQLException {
        List<TracedScript> open = request.scripts();
        migrate(open, request.flyway());
        while (lastHangs() && mayBeRepeated(last())) {
            MigrationObserver.Run hung = runs.remove(runs.size() - 1);
            repeat(hung);
            if (!last().completed) {
                return;
            }
            open = open.subList(open.indexOf(hung.script) + 1, open.size());
            if (open.isEmpty()) {
                return;
            }
            migrate(open, request.flyway());
        }
    }

    private void repeat(MigrationObserver.Run hung) throws SQLException {
        Migration migration = hung.script.script().migration();
        progress.step("repeating " + migration.script() + ", which hangs, with a session lock");
        Seen hanging = hung.statements.get(hung.statements.size() - 1);
        List<String> dropped = HungStatement.clear(database.owner(), hanging, request.flyway());
        int before = runs.size();
        migrate(List.of(hung.script), request.flyway().withTransactionalLock(false));
        boolean same = runs.size() > before && last().statements.size() >= hung.statements.size();
        if (!same || last().statements.get(hung.statements.size() - 1).hung()) {
            // It waits for something else as well, or did not come so far: what was seen first is all there is to say.
            runs.subList(before, runs.size()).clear();
            runs.add(hung);
            return;
        }
        last().statements
                .set(
                        hung.statements.size() - 1,
                        last().statements.get(hung.statements.size() - 1).thatHangs());
        notes.add(migration.script() + " hangs with the project's settings; what it locks was measured in a second run"
                + " with postgresql.transactional.lock=false"
                + (dropped.isEmpty()
                        ? ""
                        : ", after dropping the invalid index that it had left (" + String.join(", ", dropped) + ")")
                + "; the files after it ran on the result");
    }

    private boolean lastHangs() {
        return !runs.isEmpty()
                && !last().statements.isEmpty()
                && last().statements.get(last().statements.size() - 1).hung();
    }

    /** Where nothing but the statement that hangs was done, and where the other lock is another one. */
    private boolean mayBeRepeated(MigrationObserver.Run hung) {
        return request.flyway().transactionalLock()
                && !request.flyway().group()
                && !last().completed
                && hung.statements.subList(0, hung.statements.size() - 1).stream()
                        .allMatch(Seen::changedNothing);
    }

    private MigrationObserver.Run last() {
        return runs.get(runs.size() - 1);
    }

    private void migrate(List<TracedScript> scripts, FlywaySettings flyway) throws SQLException {
        Catalog now = CatalogReader.read(look);
        MigrationObserver observer =
                new MigrationObserver(new StatementRecorder(reader, watchdog, now), watchdog, request);
        List<Migration> pending =
                scripts.stream().map(script -> script.script().migration()).toList();
        ObservedDataSource dataSource = new ObservedDataSource(database.owner(), request.timeZone(), observer);
        failure = Optional.empty();
        try (FlywayRun run =
                new FlywayRun(request.project(), flyway, dataSource, pending, request.callbacks(), List.of(observer))) {
            run.migrate();
        } catch (FlywayException e) {
            if (e.getCause() instanceof MigrationObserver.TraceFailure trouble) {
                throw trouble;
            }
            observer.failed(FailureText.sqlException(e).orElse(new SQLException(e.getMessage())));
            failure = Optional.of(e);
        }
        runs.addAll(observer.runs());
        observer.settings().forEach(settings::putIfAbsent);
    }
}
