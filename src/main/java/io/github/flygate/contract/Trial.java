package io.github.flygate.contract;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Tries statements in a session, each in a savepoint that is taken back: nothing of them stays. */
final class Trial implements AutoCloseable {
    private static final String SAVEPOINT = "savepoint flygate";
    private static final String TAKE_BACK = "rollback to savepoint flygate";

    /** A transaction is ended after so many, so that the server need not remember more savepoints. */
    private static final int AT_ONCE = 500;

    private final Opener opener;
    private Connection session;
    private Statement statement;
    private int tried;

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
        Optional<Refusal> refusal = refusal(statement, "", probe, true);
        if (refusal.filter(Refusal::endsSession).isPresent()) {
            session.close();
            session = begin();
            statement = statement(session);
        }
        return refusal;
    }

    /** The session, in a transaction; for questions that change nothing. */
    Connection session() {
        return session;
    }

    /**
     * The same in a transaction of somebody else's.
     *
     * @param settings whom it runs as, see {@link OldRole#localSettings}
     */
    static Optional<Refusal> refusalWithin(Connection session, String settings, Probe probe) throws SQLException {
        try (Statement statement = statement(session)) {
            // What the migration itself defers is no matter of the probe's.
            return refusal(statement, settings + ";\n", probe, false);
        }
    }

    private static Optional<Refusal> refusal(Statement statement, String settings, Probe probe, boolean constraints)
            throws SQLException {
        StringBuilder sql = new StringBuilder(SAVEPOINT).append(";\n").append(settings);
        // A line of its own for each: a statement may end with a comment.
        probe.before().forEach(first -> sql.append(first).append("\n;\n"));
        sql.append(probe.sql()).append("\n;\n");
        sql.append(constraints ? "set constraints all immediate;\n" : "").append(TAKE_BACK);
        try {
            statement.execute(sql.toString());
            return Optional.empty();
        } catch (SQLException e) {
            Refusal refusal = Refusal.of(e);
            if (!refusal.endsSession()) {
                statement.execute(TAKE_BACK);
            }
            return Optional.of(refusal);
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
