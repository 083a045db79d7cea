package io.github.flygate.migration;

import io.github.flygate.model.FlywaySettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.baseline.BaselineMigrationConfigurationExtension;
import org.flywaydb.core.internal.resolver.MigrationInfoHelper;
import org.flywaydb.core.internal.resource.ResourceName;
import org.flywaydb.core.internal.resource.ResourceNameParser;
import org.flywaydb.core.internal.util.Pair;
import org.flywaydb.core.internal.util.StringUtils;
import org.jspecify.annotations.Nullable;

/** File names, read by Flyway's own parser. */
final class Names {
    /** What Flyway runs as a script migration, by starting a shell or an interpreter. */
    private static final Set<String> SCRIPT_SUFFIXES = Set.of("cmd", "bat", "ps1", "py", "sh", "bash");

    /** Endings under which somebody may have written SQL. */
    private static final Set<String> SQL_LIKE =
            Set.of("", "sql", "pgsql", "psql", "pls", "plsql", "ddl", "dml", "txt", "sq", "bak", "orig", "disabled");

    private final FlywaySettings settings;
    private final ResourceNameParser parser;
    private final String baselinePrefix;

    Names(FlywaySettings settings, Configuration flyway) {
        this.settings = settings;
        this.parser = new ResourceNameParser(flyway);
        this.baselinePrefix = FlywayPlugins.of(flyway, BaselineMigrationConfigurationExtension.class)
                .getBaselineMigrationPrefix();
    }

    /**
     * A name that Flyway accepts.
     *
     * @param placeholder what Flyway puts for {@code ${flyway:filename}}; it is put together again from the name's parts:
     *     {@code R__.sql} is {@code Rnull.sql} there
     */
    record Name(Migration.Kind kind, @Nullable MigrationVersion version, String description, String placeholder) {}

    /** What a file in a location is; empty when Flyway passes over it. */
    Optional<Name> sql(String fileName) {
        if (!hasSuffix(fileName)) {
            return Optional.empty();
        }
        ResourceName name = parser.parse(fileName);
        if (!name.isValid() || isBare(fileName, name.getPrefix())) {
            return Optional.empty();
        }
        return Optional.of(
                new Name(kind(name.getPrefix()), name.getVersion(), name.getDescription(), name.getFilename()));
    }

    /** {@code R.sql}: Flyway's parser takes it, and its search for files does not find it. */
    private boolean isBare(String fileName, String prefix) {
        return Event.fromId(prefix) == null
                && !StringUtils.startsAndEndsWith(
                        fileName, prefix, settings.sqlMigrationSuffixes().toArray(String[]::new));
    }

    private Migration.Kind kind(String prefix) {
        if (Event.fromId(prefix) != null) {
            return Migration.Kind.CALLBACK;
        }
        if (prefix.equals(settings.sqlMigrationPrefix())) {
            return Migration.Kind.SQL;
        }
        return prefix.equals(baselinePrefix) ? Migration.Kind.BASELINE : Migration.Kind.REPEATABLE;
    }

    /** What a class is by its simple name; empty when Flyway's base class would refuse it. */
    static Optional<Name> java(String simpleName) {
        boolean repeatable = simpleName.startsWith("R");
        if (!repeatable && !simpleName.startsWith("V")) {
            return Optional.empty();
        }
        try {
            Pair<MigrationVersion, String> name = MigrationInfoHelper.extractVersionAndDescription(
                    simpleName, simpleName.substring(0, 1), "__", new String[] {""}, repeatable);
            Migration.Kind kind = repeatable ? Migration.Kind.REPEATABLE_JAVA : Migration.Kind.JAVA;
            return Optional.of(new Name(kind, name.getLeft(), name.getRight(), simpleName));
        } catch (FlywayException e) {
            return Optional.empty();
        }
    }

    /** Whether Flyway would start a program for it. */
    boolean isScriptMigration(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0
                && SCRIPT_SUFFIXES.contains(fileName.substring(dot + 1))
                && sql(fileName.substring(0, dot)
                                + settings.sqlMigrationSuffixes().get(0))
                        .filter(name -> name.kind() != Migration.Kind.CALLBACK)
                        .isPresent();
    }

    /** Why Flyway passes over a file that somebody may have meant as a migration; empty when nobody would. */
    Optional<String> lookAlike(String fileName) {
        String tight = withoutBlanks(fileName);
        if (!tight.equals(fileName) && sql(tight).isPresent()) {
            return Optional.of("there is a blank in its name where none may be; without it, it is " + tight);
        }
        if (hasSuffix(fileName)) {
            return Optional.of(misnamed(fileName));
        }
        int dot = fileName.lastIndexOf('.');
        String ending = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        String stem = dot < 0 ? fileName : fileName.substring(0, dot);
        String suffix = settings.sqlMigrationSuffixes().get(0);
        String named = hasSuffix(stem) ? stem : stem + suffix;
        if (!SQL_LIKE.contains(ending) || sql(named).isEmpty() || !hasDescription(stem)) {
            return Optional.empty();
        }
        return Optional.of("its name does not end in " + String.join(" or ", settings.sqlMigrationSuffixes()));
    }

    /** Whether there is more than a version in a name without its suffix. */
    boolean hasDescription(String stem) {
        return stem.contains(settings.sqlMigrationSeparator());
    }

    /** Without anything that looks like nothing. */
    private static String withoutBlanks(String fileName) {
        return fileName.codePoints()
                .filter(character -> !Character.isWhitespace(character)
                        && !Character.isSpaceChar(character)
                        && Character.getType(character) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String misnamed(String fileName) {
        for (String prefix :
                List.of(settings.sqlMigrationPrefix(), settings.repeatableSqlMigrationPrefix(), baselinePrefix)) {
            boolean otherCase = fileName.regionMatches(true, 0, prefix, 0, prefix.length());
            String corrected = prefix + fileName.substring(Math.min(prefix.length(), fileName.length()));
            if (otherCase && !fileName.startsWith(prefix) && sql(corrected).isPresent()) {
                return "its prefix must be written " + prefix + ", case counts";
            }
        }
        ResourceName name = parser.parse(fileName);
        if (fileName.startsWith("U")
                && sql(settings.sqlMigrationPrefix() + fileName.substring(1)).isPresent()) {
            return "an undo migration; Flyway's free edition does not run it";
        }
        if (name.isValid()) {
            return "there is no description";
        }
        String separator = settings.sqlMigrationSeparator();
        if (fileName.startsWith(settings.repeatableSqlMigrationPrefix()) && fileName.contains(separator)) {
            return "a repeatable migration has no version: " + settings.repeatableSqlMigrationPrefix() + separator
                    + "…";
        }
        if (fileName.startsWith(settings.sqlMigrationPrefix()) && !fileName.contains(separator)) {
            return "there is no separator " + separator + " between version and description";
        }
        return FlywayMessages.firstLine(new FlywayException(name.getValidityMessage()));
    }

    /** Whether Flyway's {@code validateMigrationNaming} looks at it. */
    boolean hasSuffix(String fileName) {
        return settings.sqlMigrationSuffixes().stream()
                .anyMatch(suffix -> fileName.toUpperCase(Locale.ROOT).endsWith(suffix.toUpperCase(Locale.ROOT)));
    }
}
