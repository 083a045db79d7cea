package io.github.flygate.sql;

import io.github.flygate.fact.TableFact;
import io.github.flygate.fact.TransactionFact;
import io.github.flygate.model.LockMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The transaction that the next statement runs in, and the locks it holds. */
final class TransactionState {
    final SessionSettings settings = new SessionSettings();
    final Uncommitted made = new Uncommitted();
    private final StaticReader.Settings initial;
    private final Map<String, Saved> savepoints = new LinkedHashMap<>();
    private Map<String, Held> held = new LinkedHashMap<>();
    private boolean managed;
    private boolean open;
    private int gone;

    TransactionState(StaticReader.Settings initial) {
        this.initial = initial;
    }

    /** A lock, under the relation's name of the time it was taken. */
    record Held(TableFact table, LockMode mode, int line) {}

    private record Saved(Map<String, Held> held, SessionSettings.Saved settings) {}

    void startScript(boolean transactional) {
        boolean goesOn = initial.flyway().group() && managed && transactional;
        managed = transactional;
        if (goesOn) {
            return;
        }
        end(true);
        if (transactional) {
            begin();
        }
    }

    /** Flyway commits, unless all scripts share one transaction, and puts search_path back. */
    void endScript() {
        if (!(initial.flyway().group() && managed)) {
            end(true);
        }
        settings.reset("search_path");
    }

    boolean isOpen() {
        return open;
    }

    void begin() {
        if (!open) {
            open = true;
            settings.begin();
        }
    }

    /**
     * Ends the transaction. In a script that Flyway runs in a transaction the driver opens the next one by itself,
     * because Flyway has switched autocommit off.
     */
    void finish(boolean committed) {
        end(committed);
        if (managed) {
            begin();
        }
    }

    private void end(boolean committed) {
        if (open) {
            settings.end(committed);
        }
        open = false;
        made.clear();
        held.clear();
        savepoints.clear();
    }

    void savepoint(String name) {
        savepoints.remove(name);
        savepoints.put(name, new Saved(new LinkedHashMap<>(held), settings.save()));
    }

    void release(String name) {
        savepoints.remove(name);
    }

    void rollbackTo(String name) {
        Saved saved = savepoints.get(name);
        if (saved != null) {
            held = new LinkedHashMap<>(saved.held());
            settings.restore(saved.settings());
        }
    }

    TransactionFact fact() {
        Optional<String> timeout = settings.get("lock_timeout");
        long ms = timeout.map(Durations::milliseconds).orElse(initial.initialLockTimeoutMs());
        boolean known = timeout.isEmpty() ? initial.lockTimeoutKnown() : ms >= 0;
        List<String> exclusive =
                exclusivelyLocked().stream().map(lock -> lock.table().name()).toList();
        long statementMs =
                settings.get("statement_timeout").map(Durations::milliseconds).orElse(0L);
        return new TransactionFact(open, exclusive, Math.max(ms, 0), known, Math.max(statementMs, 0));
    }

    /** Locks that stop every reader of a relation that existed before the pending migrations. */
    List<Held> exclusivelyLocked() {
        return held.values().stream()
                .filter(lock -> lock.mode() == LockMode.ACCESS_EXCLUSIVE
                        && !lock.table().createdInThisMigration())
                .toList();
    }

    boolean holds(String relation, LockMode mode) {
        Held lock = held.get(relation);
        return lock != null && lock.mode().compareTo(mode) >= 0;
    }

    boolean blocksWritersAlready() {
        return held.values().stream()
                .anyMatch(lock -> lock.mode().blocksWrites() && !lock.table().createdInThisMigration());
    }

    /** Remembers a lock until the transaction ends; without one it is gone with the statement. */
    void lock(TableFact table, LockMode mode, int line) {
        if (open && !holds(table.name(), mode)) {
            Held before = held.get(table.name());
            held.put(table.name(), new Held(before == null ? table : before.table(), mode, line));
        }
    }

    void renamed(String from, String to) {
        rekey(from, to);
    }

    /** The name is free again, the lock is not. */
    void dropped(String relation) {
        rekey(relation, relation + " dropped " + gone++);
    }

    private void rekey(String from, String to) {
        Map<String, Held> next = new LinkedHashMap<>();
        for (Map.Entry<String, Held> entry : new ArrayList<>(held.entrySet())) {
            next.put(entry.getKey().equals(from) ? to : entry.getKey(), entry.getValue());
        }
        held = next;
    }
}
