package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.nio.charset.Charset;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.license.VersionPrinter;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Our settings as Flyway's. The only place that makes a Flyway configuration. */
public final class FlywayConfigurations {
    private FlywayConfigurations() {}

    /**
     * Everything but data source, locations, callbacks and Java migrations.
     *
     * @throws FlygateException with code CONFIGURATION when Flyway refuses a value
     */
    public static FluentConfiguration of(FlywaySettings settings, ClassLoader classLoader) {
        try {
            FluentConfiguration flyway = new FluentConfiguration(classLoader);
            naming(flyway, settings);
            placeholders(flyway, settings);
            running(flyway, settings);
            schemas(flyway, settings);
            return flyway;
        } catch (FlywayException | IllegalArgumentException e) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    "Flyway refuses a setting: " + FlywayMessages.firstLine(e),
                    "`flygate config` prints every value with its origin.",
                    e);
        }
    }

    /** Such as {@code 13.12.0}. */
    public static String flywayVersion() {
        return VersionPrinter.getVersion();
    }

    private static void naming(FluentConfiguration flyway, FlywaySettings settings) {
        flyway.sqlMigrationPrefix(settings.sqlMigrationPrefix());
        flyway.repeatableSqlMigrationPrefix(settings.repeatableSqlMigrationPrefix());
        flyway.sqlMigrationSeparator(settings.sqlMigrationSeparator());
        flyway.sqlMigrationSuffixes(settings.sqlMigrationSuffixes().toArray(String[]::new));
        flyway.validateMigrationNaming(settings.validateMigrationNaming());
        flyway.encoding(Charset.forName(settings.encoding()));
        flyway.detectEncoding(settings.detectEncoding());
    }

    private static void placeholders(FluentConfiguration flyway, FlywaySettings settings) {
        flyway.placeholderReplacement(settings.placeholderReplacement());
        flyway.placeholderPrefix(settings.placeholderPrefix());
        flyway.placeholderSuffix(settings.placeholderSuffix());
        flyway.placeholderSeparator(settings.placeholderSeparator());
        flyway.placeholders(settings.placeholders());
    }

    private static void running(FluentConfiguration flyway, FlywaySettings settings) {
        flyway.outOfOrder(settings.outOfOrder());
        flyway.mixed(settings.mixed());
        flyway.group(settings.group());
        flyway.executeInTransaction(settings.executeInTransaction());
        flyway.ignoreMigrationPatterns(settings.ignoreMigrationPatterns().toArray(String[]::new));
        flyway.baselineOnMigrate(settings.baselineOnMigrate());
        flyway.baselineVersion(settings.baselineVersion());
        flyway.skipDefaultCallbacks(settings.skipDefaultCallbacks());
        if (!settings.initSql().isEmpty()) {
            flyway.initSql(settings.initSql());
        }
        // The nested key in configuration(Map) would need Jackson 3, which Flyway declares as optional.
        FlywayPlugins.of(flyway, PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(settings.transactionalLock());
    }

    private static void schemas(FluentConfiguration flyway, FlywaySettings settings) {
        flyway.table(settings.table());
        flyway.createSchemas(settings.createSchemas());
        if (!settings.schemas().isEmpty()) {
            flyway.schemas(settings.schemas().toArray(String[]::new));
        }
        if (!settings.defaultSchema().isEmpty()) {
            flyway.defaultSchema(settings.defaultSchema());
        }
    }
}
