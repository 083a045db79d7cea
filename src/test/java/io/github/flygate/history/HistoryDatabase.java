package io.github.flygate.history;

import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database with a schema whose history is as a test wants it; Flyway gets sessions that stay open. */
final class HistoryDatabase implements DataSource, AutoCloseable {
    static final String SCHEMA = "h";

    private static final String TABLE = SCHEMA + ".flyway_schema_history";

    /** As Flyway makes it. */
    private static final String CREATE = """
            create table h.flyway_schema_history (
                installed_rank int not null constraint flyway_schema_history_pk primary key,
                version varchar(50), description varchar(200) not null, type varchar(20) not null,
                script varchar(1000) not null, checksum int, installed_by varchar(100) not null,
                installed_on timestamp not null default now(), execution_time int not null, success boolean not null);
            create index flyway_schema_history_s_idx on h.flyway_schema_history (success);
            """;

    private final Database database;
    private final Connection own;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final List<Connection> all = new ArrayList<>();
    private Optional<ForecastRequest.Schema> schema = Optional.empty();
    private int highestGiven;

    HistoryDatabase() throws SQLException {
        database = TestServer.of("18").fresh();
        own = open();
        execute("alter database " + own.getCatalog() + " set synchronous_commit = off");
    }

    private Connection open() throws SQLException {
        Database.Login owner = database.owner();
        Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        all.add(connection);
        return connection;
    }

    /** Makes it what a forecast is asked about. */
    void provide(ForecastRequest.Schema wanted, List<HistoryRow> rows) throws SQLException {
        if (schema.isPresent() && schema.get() == wanted && wanted == ForecastRequest.Schema.WITH_HISTORY) {
            execute("delete from " + TABLE);
        } else {
            execute("drop schema if exists h cascade");
            if (wanted != ForecastRequest.Schema.MISSING) {
                execute("create schema h");
            }
            if (wanted == ForecastRequest.Schema.NOT_EMPTY) {
                execute("create table h.something (id int)");
            }
            if (wanted == ForecastRequest.Schema.WITH_HISTORY) {
                execute(CREATE);
            }
        }
        schema = Optional.of(wanted);
        highestGiven = Integer.MIN_VALUE;
        if (wanted == ForecastRequest.Schema.WITH_HISTORY) {
            insert(rows);
        }
    }

    private void insert(List<HistoryRow> rows) throws SQLException {
        try (PreparedStatement insert =
                own.prepareStatement("insert into " + TABLE + " values (?, ?, ?, ?, ?, ?, 'somebody', now(), 1, ?)")) {
            for (HistoryRow row : rows) {
                insert.setInt(1, row.installedRank());
                insert.setString(2, row.version().isEmpty() ? null : row.version());
                insert.setString(3, row.description());
                insert.setString(4, row.type());
                insert.setString(5, row.script());
                insert.setObject(6, row.checksum().orElse(null), java.sql.Types.INTEGER);
                insert.setBoolean(7, row.success());
                insert.addBatch();
                highestGiven = Math.max(highestGiven, row.installedRank());
            }
            insert.executeBatch();
        }
    }

    /** The rows that somebody else has written since. */
    List<HistoryRow> written() throws SQLException {
        List<HistoryRow> rows = new ArrayList<>();
        try (Statement statement = own.createStatement();
                ResultSet found = statement.executeQuery("select to_regclass('" + TABLE + "')")) {
            found.next();
            if (found.getString(1) == null) {
                return rows;
            }
        }
        try (Statement statement = own.createStatement();
                ResultSet row = statement.executeQuery("select * from " + TABLE + " where installed_rank > "
                        + highestGiven + " order by installed_rank")) {
            while (row.next()) {
                rows.add(new HistoryRow(
                        row.getInt("installed_rank"),
                        Optional.ofNullable(row.getString("version")).orElse(""),
                        row.getString("description"),
                        row.getString("type"),
                        row.getString("script"),
                        Optional.ofNullable((Integer) row.getObject("checksum")),
                        row.getBoolean("success")));
            }
        }
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = own.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A session; closing gives it back. */
    @Override
    public Connection getConnection() throws SQLException {
        Connection session = idle.isEmpty() ? open() : idle.pop();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (!session.getAutoCommit()) {
                            session.rollback();
                            session.setAutoCommit(true);
                        }
                        idle.push(session);
                        return null;
                    }
                    try {
                        return method.invoke(session, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : all) {
            connection.close();
        }
        database.close();
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
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
