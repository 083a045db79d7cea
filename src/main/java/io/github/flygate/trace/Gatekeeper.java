package io.github.flygate.trace;

import io.github.flygate.model.LockMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a statement that runs without a transaction wait where its locks can be read. Such a statement releases its
 * locks before it returns, so one look afterwards shows nothing. Two sessions stand in its way, as an application
 * would: one holds SHARE UPDATE EXCLUSIVE on the tables it names, the other has written to them and holds an old
 * snapshot. Whenever the statement waits for one of them its locks are read and the way is cleared.
 */
final class Gatekeeper implements AutoCloseable {
    private final List<Gate> closed = new ArrayList<>();

    private record Gate(Connection session, int pid) {}

    /**
     * Takes its place.
     *
     * @param tables quoted names of tables
     */
    Gatekeeper(Observer observer, List<String> tables) throws SQLException {
        close(observer, tables, LockMode.SHARE_UPDATE_EXCLUSIVE);
        close(observer, tables, LockMode.ROW_EXCLUSIVE);
    }

    private void close(Observer observer, List<String> tables, LockMode mode) throws SQLException {
        Connection session = observer.open();
        session.setAutoCommit(false);
        session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = session.createStatement()) {
            for (String table : tables) {
                statement.execute("lock table only " + table + " in "
                        + (mode == LockMode.ROW_EXCLUSIVE ? "row exclusive" : "share update exclusive") + " mode");
            }
            if (mode == LockMode.ROW_EXCLUSIVE) {
                // An open snapshot: what CREATE INDEX CONCURRENTLY waits for at its end.
                statement.execute("select 1");
            }
        }
        closed.add(new Gate(session, observer.pidOf(session)));
    }

    boolean isOpen() {
        return closed.isEmpty();
    }

    /** Lets through what waits for one of these processes. Returns whether it was ours to open. */
    boolean openFor(List<Integer> blockers) throws SQLException {
        boolean opened = false;
        for (Gate gate : List.copyOf(closed)) {
            if (blockers.contains(gate.pid())) {
                gate.session().close();
                closed.remove(gate);
                opened = true;
            }
        }
        return opened;
    }

    @Override
    public void close() throws SQLException {
        for (Gate gate : closed) {
            gate.session().close();
        }
        closed.clear();
    }
}
