package io.github.flygate.trace;

import io.github.flygate.snapshot.Database.Login;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * The data source Flyway works with. Its connections tell which server process they are, and report the statements that
 * a Java migration runs: Flyway itself only tells of those in SQL files.
 */
final class ObservedDataSource implements DataSource {
    private final Login login;
    private final String timeZone;
    private final JdbcListener listener;

    /** Told of connections and of what is executed on them. */
    interface JdbcListener {
        void opened(int pid) throws SQLException;

        void closed(int pid);

        /** Runs {@code execution}, which runs {@code sql}. */
        Object executed(Connection raw, Statement statement, String sql, Execution execution) throws Throwable;
    }

    /** The call of the driver. */
    @FunctionalInterface
    interface Execution {
        Object run() throws Throwable;
    }

    ObservedDataSource(Login login, String timeZone, JdbcListener listener) {
        this.login = login;
        this.timeZone = timeZone;
        this.listener = listener;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("ApplicationName", "flyway");
        Connection raw = DriverManager.getConnection(login.url(), properties);
        int pid = raw.unwrap(PGConnection.class).getBackendPID();
        // The driver sends the zone of this JVM with every connection, over the server's own setting.
        try (PreparedStatement zone = raw.prepareStatement("select set_config('TimeZone', ?, false)")) {
            zone.setString(1, timeZone);
            zone.execute();
        }
        listener.opened(pid);
        return connection(raw, pid);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is decided by the snapshot");
    }

    private Connection connection(Connection raw, int pid) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class, PGConnection.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("close") && !raw.isClosed()) {
                        listener.closed(pid);
                    }
                    Object result = call(() -> method.invoke(raw, args));
                    if (result instanceof Statement statement) {
                        String sql = args != null && args.length > 0 && args[0] instanceof String text ? text : "";
                        return statement(raw, statement, sql, method.getReturnType());
                    }
                    return result;
                });
    }

    private Object statement(Connection raw, Statement statement, String prepared, Class<?> type) {
        StringBuilder batch = new StringBuilder(prepared);
        return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            String name = method.getName();
            if (name.equals("addBatch") && args != null && args.length == 1) {
                batch.append(batch.isEmpty() ? "" : ";\n").append(args[0]);
            }
            if (!EXECUTIONS.contains(name)) {
                return call(() -> method.invoke(statement, args));
            }
            String sql = args != null && args.length > 0 && args[0] instanceof String text ? text : batch.toString();
            return listener.executed(raw, statement, sql, () -> call(() -> method.invoke(statement, args)));
        });
    }

    private static final Set<String> EXECUTIONS = Set.of(
            "execute", "executeQuery", "executeUpdate", "executeLargeUpdate", "executeBatch", "executeLargeBatch");

    private static Object call(Execution execution) throws Throwable {
        try {
            return execution.run();
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
