package io.github.flygate.trace;

import io.github.flygate.model.LockMode;
import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.PGConnection;

/** A superuser's session that looks at the others. Used by one thread at a time. */
final class Observer implements AutoCloseable {
    private static final String WAITING = """
            select pg_blocking_pids(pid)
              from pg_stat_activity
             where pid = ? and state = 'active' and wait_event_type = 'Lock'
            """;

    /**
     * What the database itself was given by a migration ({@code ALTER DATABASE … SET}) must neither cut a session of a
     * superuser short nor choose whose functions and operators it calls.
     */
    private static final String OPTIONS = "-c search_path=pg_catalog -c statement_timeout=0 -c lock_timeout=0"
            + " -c idle_in_transaction_session_timeout=0";

    private final Login login;
    private final Connection session;

    Observer(Login superuser) throws SQLException {
        this.login = superuser;
        this.session = open();
    }

    /** Another session of the superuser; the caller closes it. */
    Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("ApplicationName", "flygate observer");
        properties.setProperty("options", OPTIONS);
        return DriverManager.getConnection(login.url(), properties);
    }

    int pidOf(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    Map<Long, LockMode> locksOf(int pid) throws SQLException {
        return Locks.of(session, pid);
    }

    /** The processes that {@code pid} waits for; empty when it does not wait for a lock. */
    List<Integer> blockersOf(int pid) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(WAITING)) {
            statement.setInt(1, pid);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Arrays.asList((Integer[]) row.getArray(1).getArray()) : List.of();
            }
        }
    }

    void cancel(int pid) throws SQLException {
        signal("select pg_cancel_backend(?)", pid);
    }

    void terminate(int pid) throws SQLException {
        signal("select pg_terminate_backend(?)", pid);
    }

    private void signal(String sql, int pid) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setInt(1, pid);
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
