package io.github.flygate.trace;

import io.github.flygate.migration.Migration;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.snapshot.Database.Login;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.FlywayException;

/** Builds the base: real Flyway, nothing observed. */
public final class BaseMigrator {
    private static final String REMEDY =
            "the migrations of the base must go through on an empty database: name in flygate.yml what production had"
                    + " beforehand (roles, extensions, settings, flyway.placeholders), or correct the migration";

    private static final String SEED = "afterMigrate__seed";

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
     * Runs a file of the team's own after the migrations, in one transaction, as Flyway runs a callback: so that it is
     * split as migrations are, may hold {@code COPY … FROM STDIN}, and sees the same schema.
     *
     * @param file for messages
     * @throws FlygateException with code ENGINE and file:line when Flyway or the server refuses it
     */
    public void seed(Login owner, Path file, String sql) {
        Migration seed = new Migration(
                Migration.Kind.CALLBACK,
                SEED + settings.sqlMigrationSuffixes().get(0),
                file.toString(),
                file,
                "",
                "",
                0,
                sql,
                "placeholderReplacement=false");
        ObservedDataSource dataSource = new ObservedDataSource(owner, timeZone, new Unobserved());
        try (FlywayRun run = new FlywayRun(project, settings, dataSource, List.of(), List.of(seed), List.of())) {
            run.callScripts();
            run.migrate();
        } catch (FlywayException e) {
            FailureText text = FailureText.of(e);
            throw new FlygateException(
                    ErrorCode.ENGINE,
                    "the seed cannot be run: " + text.place(List.of(seed)) + text.message(),
                    "correct the file that snapshot.seed in flygate.yml names; it runs after the base's migrations,"
                            + " in one transaction, as the owner of the database",
                    e);
        }
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
