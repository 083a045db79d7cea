package io.github.flygate.trace;

import io.github.flygate.migration.FlywayConfigurations;
import io.github.flygate.migration.JavaMigrations;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationFolder;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.output.ValidateResult;
import org.flywaydb.core.api.pattern.ValidatePattern;

/**
 * One call of Flyway's {@code migrate} with the project's settings. Flyway is given only the files that it is to apply:
 * what the database has already would be read and compared again, at a cost that grows with the history.
 */
final class FlywayRun implements AutoCloseable {
    private final TemporaryFolder folder = new TemporaryFolder();
    private final FluentConfiguration configuration;
    private final List<String> ignoreMigrationPatterns;

    FlywayRun(
            Path project,
            FlywaySettings settings,
            DataSource dataSource,
            List<Migration> migrations,
            List<Migration> callbackScripts,
            List<Callback> observers) {
        ignoreMigrationPatterns = settings.ignoreMigrationPatterns();
        try {
            configuration = configure(project, settings, migrations, callbackScripts)
                    .dataSource(dataSource)
                    // The files of the base are not here: comparing them with the history is another pass.
                    .validateOnMigrate(false)
                    .connectRetries(0);
            List<Callback> callbacks = new ArrayList<>(List.of(configuration.getCallbacks()));
            callbacks.addAll(observers);
            configuration.callbacks(callbacks.toArray(Callback[]::new));
        } catch (IOException e) {
            close();
            throw new FlygateException(
                    ErrorCode.IO, "cannot write the migrations to " + folder + ": " + e.getMessage(), "", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private FluentConfiguration configure(
            Path project, FlywaySettings settings, List<Migration> migrations, List<Migration> callbackScripts)
            throws IOException {
        Path sql = folder.folder("sql");
        List<Migration> files = new ArrayList<>(callbackScripts);
        migrations.stream().filter(migration -> !migration.kind().isJava()).forEach(files::add);
        MigrationFolder.write(files, sql);
        ClassLoader loader = JavaMigrations.classLoader(project, settings, migrations, folder.folder("classes"));
        return FlywayConfigurations.of(settings, loader)
                .locations("filesystem:" + sql)
                .javaMigrations(JavaMigrations.load(migrations, loader).toArray(JavaMigration[]::new));
    }

    /** Runs callback scripts even where the project's settings say that Flyway must not. */
    void callScripts() {
        configuration.skipDefaultCallbacks(false);
    }

    /** Whether migrate compares the files with the history first; off unless it is asked for. */
    void validateOnMigrate(boolean validate) {
        configuration.validateOnMigrate(validate);
    }

    MigrateResult migrate() {
        return new Flyway(configuration).migrate();
    }

    /** As migrate validates: a pending file is no error. */
    ValidateResult validate() {
        List<String> patterns = new ArrayList<>(ignoreMigrationPatterns);
        patterns.add("*:pending");
        ValidatePattern[] own = configuration.getIgnoreMigrationPatterns();
        configuration.ignoreMigrationPatterns(patterns.toArray(String[]::new));
        try {
            return new Flyway(configuration).validateWithResult();
        } finally {
            configuration.ignoreMigrationPatterns(own);
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
