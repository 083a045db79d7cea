package io.github.flygate.history;

import io.github.flygate.migration.FlywayConfigurations;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.PGConnection;

/** A database on a real server that real Flyway migrates from a folder. */
final class LiveHistory implements AutoCloseable {
    private final Database database;
    private final Path folder;

    private LiveHistory(Database database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    static LiveHistory on(String postgres, Path folder) {
        return new LiveHistory(TestServer.of(postgres).fresh(), folder);
    }

    LiveHistory file(String name, String sql) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, sql);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LiveHistory remove(String name) {
        try {
            Files.delete(folder.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Flyway flyway() {
        return flyway(configuration -> configuration);
    }

    /** With the lock that does not take the row of a failed migration back. */
    Flyway flyway(UnaryOperator<FluentConfiguration> settings) {
        Database.Login owner = database.owner();
        FlywaySettings usual = FlywaySettings.defaults().withTransactionalLock(false);
        return settings.apply(FlywayConfigurations.of(usual, LiveHistory.class.getClassLoader())
                        .dataSource(owner.url(), owner.user(), owner.password())
                        .locations("filesystem:" + folder))
                .load();
    }

    Database.Login owner() {
        return database.owner();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(owner().url(), owner().user(), owner().password());
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void asSuperuser(String sql) throws SQLException {
        Database.Login login = database.superuser();
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What the table holds, read without anything of what is tested. */
    List<HistoryRow> table(String quoted) throws SQLException {
        List<HistoryRow> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from " + quoted + " order by installed_rank")) {
            while (row.next()) {
                rows.add(new HistoryRow(
                        row.getInt("installed_rank"),
                        Optional.ofNullable(row.getString("version")).orElse(""),
                        row.getString("description"),
                        row.getString("type"),
                        row.getString("script"),
                        Optional.ofNullable(row.getObject("checksum", Integer.class)),
                        row.getBoolean("success")));
            }
        }
        return rows;
    }

    /** What {@code COPY … TO STDOUT} sends, which is what {@code \copy … to 'file'} writes. */
    String copy(String what, String options) throws SQLException {
        StringWriter text = new StringWriter();
        try (Connection connection = connect()) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + what + " to stdout " + options, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The first columns of a query, a line each, as {@code psql -At} prints them. */
    String lines(String query) throws SQLException {
        StringBuilder lines = new StringBuilder();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                lines.append(row.getString(1)).append('\n');
            }
        }
        return lines.toString();
    }

    HistoryExport.Source source(Optional<String> schema, String table) {
        return new HistoryExport.Source(
                owner().url(),
                Optional.of(owner().user()),
                schema,
                table,
                Map.of(HistoryExport.PASSWORD, owner().password()));
    }

    @Override
    public void close() {
        database.close();
    }
}
