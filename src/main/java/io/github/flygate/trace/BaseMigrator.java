package io.github.flygate.trace;

import io.github.flygate.migration.Migration;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.snapshot.Database.Login;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Builds the base: real Flyway, nothing observed. */
public final class BaseMigrator {
    private static final String REMEDY =
            "the migrations of the base must go through on an empty database: name in flygate.yml what production had"
                    + " beforehand (roles, extensions, settings, flyway.placeholders), or correct the migration";

    private final Path project;
    private final FlywaySettings settings;
    private final String timeZone;

    public BaseMigrator(Path project, FlywaySettings settings, String timeZone) {
        this.project = project;
        this.timeZone = timeZone;
        // The applied files once went through; the lock that makes CONCURRENTLY wait for ever must not stop them here.
        this.settings = settings.withTransactionalLock(false);
    }

    /**
     * Applies the base's migrations to an empty database.
     *
     * @throws FlygateException with code ENGINE when one of them fails, naming it
     */
    public void apply(Login owner, List<Migration> applied, List<Migration> callbacks) {
        ObservedDataSource dataSource = new ObservedDataSource(owner, timeZone, new Unobserved());
        try (FlywayRun run = new FlywayRun(project, settings, dataSource, applied, callbacks, List.of())) {
            run.migrate();
        } catch (FlywayException e) {
            FailureText text = FailureText.of(e);
            throw new FlygateException(
                    ErrorCode.ENGINE,
                    "the base cannot be built: " + text.place(applied) + text.message(),
                    text.remedy(applied).isEmpty() ? REMEDY : text.remedy(applied),
                    e);
        }
    }

    /**
     * Runs SQL of the team's own, as it stands, in one transaction.
     *
     * @param name of its file
     * @throws FlygateException with code ENGINE and file:line when the server refuses it
     */
    public void run(Login owner, String name, String sql) {
        ObservedDataSource dataSource = new ObservedDataSource(owner, timeZone, new Unobserved());
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.commit();
        } catch (SQLException e) {
            throw new FlygateException(
                    ErrorCode.ENGINE,
                    "the seed cannot be run: " + name + ":" + line(sql, e) + ": " + e.getMessage(),
                    "correct the file that snapshot.seed in flygate.yml names; it runs after the base's migrations,"
                            + " in one transaction, and may use SQL only, no commands of psql",
                    e);
        }
    }

    /** 1 where the server tells no position. */
    private static int line(String sql, SQLException failure) {
        ServerErrorMessage message = failure instanceof PSQLException e ? e.getServerErrorMessage() : null;
        int position = message == null ? 0 : message.getPosition();
        return 1
                + (int) sql.codePoints()
                        .limit(Math.max(0, position - 1))
                        .filter(c -> c == '\n')
                        .count();
    }

    private static final class Unobserved implements ObservedDataSource.JdbcListener {
        @Override
        public void opened(int pid) {
            // nobody watches
        }

        @Override
        public void closed(int pid) {
            // nobody watches
        }

        @Override
        public Object executed(Connection raw, Statement statement, String sql, ObservedDataSource.Execution execution)
                throws Throwable {
            return execution.run();
        }
    }
}
