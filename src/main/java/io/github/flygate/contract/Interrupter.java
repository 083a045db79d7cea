package io.github.flygate.contract;

import io.github.flygate.snapshot.Database.Login;
import io.github.flygate.trace.GuardedFlyway;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Cuts a run of Flyway short at one point of one file. Inside a statement it stands in its way as an application would,
 * with an old snapshot and a table in use, and has it cancelled when it waits.
 */
final class Interrupter extends BaseCallback implements AutoCloseable {
    private final Login superuser;
    private final Interruption point;
    private final List<String> tables;
    private int begun;
    private boolean reached;
    private @Nullable GuardedFlyway flyway;
    private @Nullable Connection blocker;

    Interrupter(Login superuser, Interruption point, List<String> tables) {
        this.superuser = superuser;
        this.point = point;
        this.tables = List.copyOf(tables);
    }

    void stopsIn(GuardedFlyway guarded) {
        flyway = guarded;
    }

    /** Whether Flyway came as far as that. */
    boolean reached() {
        return reached;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        int number = begun++;
        try {
            if (point.kind() == Interruption.Kind.AFTER && number == point.statement() + 1) {
                reached = true;
                throw new FlywayException("interrupted");
            }
            if (point.kind() != Interruption.Kind.AFTER && number == point.statement()) {
                reached = true;
                if (point.kind() == Interruption.Kind.INSIDE) {
                    standInTheWay();
                    Objects.requireNonNull(flyway)
                            .cancelWhenWaiting(context.getConnection()
                                    .unwrap(PGConnection.class)
                                    .getBackendPID());
                }
            }
        } catch (SQLException e) {
            throw new FlywayException("cannot be interrupted: " + e.getMessage(), e);
        }
    }

    private void standInTheWay() throws SQLException {
        Connection session = Sessions.observer(superuser);
        blocker = session;
        session.setAutoCommit(false);
        session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = session.createStatement()) {
            for (String table : tables) {
                statement.execute("lock table only " + table + " in access share mode");
            }
            statement.execute("select 1");
        }
    }

    @Override
    public void close() throws SQLException {
        Connection session = blocker;
        if (session != null) {
            session.close();
        }
    }
}
