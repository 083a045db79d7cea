package io.github.flygate.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The project's effective Flyway configuration, in Flyway's own names and with Flyway's own defaults.
 *
 * @param locations as configured: {@code filesystem:…}, {@code classpath:…}; relative to the project's folder
 * @param schemas managed schemas; empty means the connection's default schema
 * @param defaultSchema empty means the first of {@code schemas}, else the connection's
 * @param encoding a Java charset name
 * @param initSql run once on each new connection; empty for none
 * @param transactionalLock {@code postgresql.transactional.lock}
 * @param user the user Flyway connects as; empty when not configured
 * @param url the JDBC URL; empty when not configured. Never printed.
 * @param classPath folders and jars with compiled Java migrations and callbacks
 * @param callbacks class names, and locations of callback scripts, as configured
 */
public record FlywaySettings(
        List<String> locations,
        List<String> schemas,
        String defaultSchema,
        String table,
        SortedMap<String, String> placeholders,
        boolean placeholderReplacement,
        String placeholderPrefix,
        String placeholderSuffix,
        String placeholderSeparator,
        String sqlMigrationPrefix,
        String repeatableSqlMigrationPrefix,
        String sqlMigrationSeparator,
        List<String> sqlMigrationSuffixes,
        String encoding,
        boolean detectEncoding,
        boolean outOfOrder,
        boolean mixed,
        boolean group,
        boolean executeInTransaction,
        boolean validateMigrationNaming,
        List<String> ignoreMigrationPatterns,
        String initSql,
        boolean transactionalLock,
        boolean createSchemas,
        boolean baselineOnMigrate,
        String baselineVersion,
        boolean skipDefaultCallbacks,
        List<String> callbacks,
        String user,
        String url,
        List<String> classPath) {
    public FlywaySettings {
        locations = List.copyOf(locations);
        schemas = List.copyOf(schemas);
        placeholders = Collections.unmodifiableSortedMap(new TreeMap<>(placeholders));
        sqlMigrationSuffixes = List.copyOf(sqlMigrationSuffixes);
        ignoreMigrationPatterns = List.copyOf(ignoreMigrationPatterns);
        callbacks = List.copyOf(callbacks);
        classPath = List.copyOf(classPath);
    }

    /** Flyway's defaults, with the location that Flyway's Maven plug-in and Spring Boot projects share. */
    public static FlywaySettings defaults() {
        return new FlywaySettings(
                List.of("filesystem:src/main/resources/db/migration"),
                List.of(),
                "",
                "flyway_schema_history",
                new TreeMap<>(),
                true,
                "${",
                "}",
                ":",
                "V",
                "R",
                "__",
                List.of(".sql"),
                "UTF-8",
                false,
                false,
                false,
                false,
                true,
                false,
                List.of("*:future"),
                "",
                true,
                true,
                false,
                "1",
                false,
                List.of(),
                "",
                "",
                List.of());
    }

    public FlywaySettings withTransactionalLock(boolean value) {
        return new FlywaySettings(
                locations,
                schemas,
                defaultSchema,
                table,
                placeholders,
                placeholderReplacement,
                placeholderPrefix,
                placeholderSuffix,
                placeholderSeparator,
                sqlMigrationPrefix,
                repeatableSqlMigrationPrefix,
                sqlMigrationSeparator,
                sqlMigrationSuffixes,
                encoding,
                detectEncoding,
                outOfOrder,
                mixed,
                group,
                executeInTransaction,
                validateMigrationNaming,
                ignoreMigrationPatterns,
                initSql,
                value,
                createSchemas,
                baselineOnMigrate,
                baselineVersion,
                skipDefaultCallbacks,
                callbacks,
                user,
                url,
                classPath);
    }

    /** The schema in which unqualified names are made: Flyway puts it first in {@code search_path}. */
    public String effectiveSchema() {
        if (!defaultSchema.isEmpty()) {
            return defaultSchema;
        }
        return schemas.isEmpty() ? "public" : schemas.get(0);
    }

    /** Without the values of placeholders, the URL and the SQL in it: any of them may hold a password. */
    @Override
    public String toString() {
        return "FlywaySettings[locations=" + locations + ", schemas=" + schemas + ", defaultSchema=" + defaultSchema
                + ", table=" + table + ", placeholders=" + placeholders.keySet() + "]";
    }
}
