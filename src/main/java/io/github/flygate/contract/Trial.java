package io.github.flygate.contract;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Tries statements in a session, each in a savepoint that is taken back: nothing of them stays. */
final class Trial implements AutoCloseable {
    private static final double NANOS_PER_MS = 1_000_000.0;
    private static final String SAVEPOINT = "savepoint flygate";
    private static final String TAKE_BACK = "rollback to savepoint flygate";

    /** A transaction is ended after so many, so that the server need not remember more savepoints. */
    private static final int AT_ONCE = 500;

    private final Opener opener;
    private Connection session;
    private Statement statement;
    private int tried;
    private long lastNanos;

    /** Opens a session of the old version. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    Trial(Opener opener) throws SQLException {
        this.opener = opener;
        this.session = begin();
        this.statement = statement(session);
    }

    private Connection begin() throws SQLException {
        Connection opened = opener.open();
        opened.setAutoCommit(false);
        return opened;
    }

    private static Statement statement(Connection session) throws SQLException {
        Statement statement = session.createStatement();
        // Braces and question marks are the statement's own.
        statement.setEscapeProcessing(false);
        return statement;
    }

    /** What the server refuses; empty when it works, deferred constraints included. */
    Optional<Refusal> refusal(Probe probe) throws SQLException {
        if (++tried % AT_ONCE == 0) {
            session.rollback();
        }
        long started = System.nanoTime();
        Optional<Refusal> refusal = refusal(statement, "", 0, probe, true);
        lastNanos = System.nanoTime() - started;
        if (refusal.filter(Refusal::endsSession).isPresent()) {
            session.close();
            session = begin();
            statement = statement(session);
        }
        return refusal;
    }

    /** How long the last try took. */
    double lastMs() {
        return lastNanos / NANOS_PER_MS;
    }

    /** The session, in a transaction; for questions that change nothing. */
    Connection session() {
        return session;
    }

    /**
     * The same in a transaction of somebody else's.
     *
     * @param role whom it runs as
     */
    static Optional<Refusal> refusalWithin(Connection session, OldRole role, Probe probe) throws SQLException {
        try (Statement statement = statement(session)) {
            // What the migration itself defers is no matter of the probe's.
            return refusal(statement, role.localSettings() + ";\n", role.settingsCount(), probe, false);
        }
    }

    private static Optional<Refusal> refusal(
            Statement statement, String settings, int settingsCount, Probe probe, boolean constraints)
            throws SQLException {
        StringBuilder sql = new StringBuilder(SAVEPOINT).append(";\n").append(settings);
        // A line of its own for each: a statement may end with a comment.
        probe.before().forEach(first -> sql.append(first).append("\n;\n"));
        sql.append(probe.sql()).append("\n;\n");
        sql.append(constraints ? "set constraints all immediate;\n" : "").append(TAKE_BACK);
        try {
            boolean rows = statement.execute(sql.toString());
            int results = 1 + settingsCount + probe.before().size();
            return probe.mustWrite() && !wrote(statement, rows, results)
                    ? Optional.of(Refusal.NOTHING_WRITTEN)
                    : Optional.empty();
        } catch (SQLException e) {
            Refusal refusal = Refusal.of(e);
            if (!refusal.endsSession()) {
                statement.execute(TAKE_BACK);
            }
            return Optional.of(refusal);
        }
    }

    /** Whether the statement behind so many others has written a row, or returned the one that it wrote. */
    private static boolean wrote(Statement statement, boolean first, int before) throws SQLException {
        boolean rows = first;
        for (int i = 0; i < before; i++) {
            rows = statement.getMoreResults();
        }
        if (!rows) {
            return statement.getUpdateCount() != 0;
        }
        try (ResultSet returned = statement.getResultSet()) {
            return returned.next();
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
