package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.catalog.Catalog.RelationKind;
import io.github.flygate.catalog.CatalogDiff;
import io.github.flygate.catalog.CatalogReader;
import io.github.flygate.model.Effects.ServerError;
import io.github.flygate.model.LockMode;
import io.github.flygate.model.Span;
import io.github.flygate.trace.TraceRequest.Hint;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/**
 * Observes one statement after the other: what the session holds before, what it holds after, and what the server said
 * meanwhile.
 */
final class StatementRecorder {
    private final Observer observer;
    private final Watchdog watchdog;
    private Catalog catalog;
    private @Nullable Running running;
    private long errorNanos;

    private record Running(
            int number,
            Span span,
            String sql,
            Hint hint,
            boolean inTransaction,
            int pid,
            Map<Long, LockMode> locks,
            Counters counters,
            long startedNanos) {}

    StatementRecorder(Observer observer, Watchdog watchdog, Catalog base) {
        this.observer = observer;
        this.watchdog = watchdog;
        this.catalog = base;
    }

    Catalog catalog() {
        return catalog;
    }

    boolean isRunning() {
        return running != null;
    }

    void before(
            Connection session, int number, Span span, String sql, Hint hint, boolean inTransaction, Duration timeLeft)
            throws SQLException {
        int pid = session.unwrap(PGConnection.class).getBackendPID();
        try (Statement statement = session.createStatement()) {
            statement.execute("set client_min_messages = debug1");
        }
        Counters counters = Counters.of(session);
        Map<Long, LockMode> locks = inTransaction ? observer.locksOf(pid) : Map.of();
        Gatekeeper gatekeeper = inTransaction ? null : new Gatekeeper(observer, tables(hint));
        running = new Running(number, span, sql, hint, inTransaction, pid, locks, counters, System.nanoTime());
        watchdog.begin(pid, gatekeeper, timeLeft);
    }

    /** The tables among what the statement names; for an index, its table. Quoted, for LOCK TABLE. */
    private List<String> tables(Hint hint) {
        Set<String> tables = new TreeSet<>();
        for (String name : hint.relations()) {
            catalog.relation(name)
                    .or(() -> catalog.indexes().values().stream()
                            .filter(index -> index.name().equals(name))
                            .findFirst()
                            .map(Index::table)
                            .flatMap(catalog::relation))
                    .filter(relation -> !relation.temporary())
                    .filter(relation ->
                            relation.kind() == RelationKind.TABLE || relation.kind() == RelationKind.PARTITIONED_TABLE)
                    .map(Relation::name)
                    .ifPresent(tables::add);
        }
        return tables.stream().map(StatementRecorder::quoted).toList();
    }

    static String quoted(String name) {
        int dot = name.indexOf('.');
        return "\"" + name.substring(0, dot).replace("\"", "\"\"") + "\".\""
                + name.substring(dot + 1).replace("\"", "\"\"") + "\"";
    }

    /** Flyway has just got an error: what it does next takes time that is not the statement's. */
    void error() {
        errorNanos = System.nanoTime();
    }

    /** After a statement that went well. */
    Seen after(Connection session, List<String> messages) throws SQLException {
        long ended = System.nanoTime();
        Running done = Objects.requireNonNull(running);
        running = null;
        Watchdog.Sighting sighting = watchdog.end();
        Map<Long, LockMode> locks = done.inTransaction() ? observer.locksOf(done.pid()) : sighting.locks();
        Counters counters = Counters.of(session);
        Catalog before = catalog;
        if (mayHaveChanged(done, counters)) {
            catalog = CatalogReader.readAfter(before, session);
        }
        return new Seen(
                done.number(),
                done.span(),
                done.sql(),
                done.hint(),
                done.inTransaction(),
                before,
                catalog,
                CatalogDiff.between(before, catalog),
                done.locks(),
                locks,
                done.inTransaction() ? counters.scannedSince(done.counters()) : Set.of(),
                Notices.of(messages),
                done.inTransaction()
                        ? Math.max(0, counters.rowsChanged() - done.counters().rowsChanged())
                        : 0,
                counters.walPosition() - done.counters().walPosition(),
                done.counters().lockTimeoutMs(),
                done.counters().statementTimeoutMs(),
                done.startedNanos(),
                ended - done.startedNanos(),
                ended,
                null,
                false);
    }

    /**
     * Reading the catalog costs more than most statements, and those that only change rows leave it alone. Taking
     * changes back to a savepoint is not counted as one, and Java may do so between two statements.
     */
    private static boolean mayHaveChanged(Running done, Counters now) {
        String kind = done.hint().says().kind();
        return !done.inTransaction()
                || kind.startsWith("rollback")
                || kind.equals("java")
                || !now.sameCatalog(done.counters());
    }

    /** After a statement that failed: its transaction is gone, so only what was seen from outside is known. */
    Seen failed(SQLException error, List<String> messages) throws SQLException {
        Running done = Objects.requireNonNull(running);
        running = null;
        long ended = errorNanos > done.startedNanos() ? errorNanos : System.nanoTime();
        Watchdog.Sighting sighting = watchdog.end();
        try (Connection fresh = observer.open()) {
            // A statement that ran without a transaction may leave an invalid index behind.
            Catalog before = catalog;
            Catalog after = done.inTransaction() ? before : CatalogReader.readAfter(before, fresh);
            catalog = after;
            return new Seen(
                    done.number(),
                    done.span(),
                    done.sql(),
                    done.hint(),
                    done.inTransaction(),
                    before,
                    after,
                    CatalogDiff.between(before, after),
                    done.locks(),
                    sighting.locks(),
                    Set.of(),
                    Notices.of(messages),
                    0,
                    0,
                    done.counters().lockTimeoutMs(),
                    done.counters().statementTimeoutMs(),
                    done.startedNanos(),
                    ended - done.startedNanos(),
                    ended,
                    serverError(error, sighting),
                    sighting.hung());
        }
    }

    private static ServerError serverError(SQLException error, Watchdog.Sighting sighting) {
        String state = Objects.requireNonNullElse(error.getSQLState(), "");
        String message = Objects.requireNonNullElse(error.getMessage(), state);
        int position = 0;
        if (error instanceof PSQLException psql && psql.getServerErrorMessage() != null) {
            message = Objects.requireNonNullElse(psql.getServerErrorMessage().getMessage(), message);
            position = psql.getServerErrorMessage().getPosition();
        }
        if (sighting.hung()) {
            message = "waits for Flyway's own session, for ever; cancelled";
        } else if (sighting.timedOut()) {
            message = "the time limit for a migration is over; cancelled";
        }
        return new ServerError(state, message, position);
    }
}
