package io.github.flygate.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys of Flyway's configuration that flygate uses, under Flyway's names. Every source spells them in its own way
 * ({@code outOfOrder}, {@code out-of-order}, {@code FLYWAY_OUT_OF_ORDER}); they differ only in case and in what stands
 * between the words, so that this table needs each name once.
 */
enum FlywayKey {
    LOCATIONS("locations", Kind.LIST),
    SCHEMAS("schemas", Kind.LIST),
    DEFAULT_SCHEMA("defaultSchema", Kind.TEXT),
    TABLE("table", Kind.TEXT),
    PLACEHOLDERS("placeholders", Kind.TEXTS),
    PLACEHOLDER_REPLACEMENT("placeholderReplacement", Kind.FLAG),
    PLACEHOLDER_PREFIX("placeholderPrefix", Kind.TEXT),
    PLACEHOLDER_SUFFIX("placeholderSuffix", Kind.TEXT),
    PLACEHOLDER_SEPARATOR("placeholderSeparator", Kind.TEXT),
    SQL_MIGRATION_PREFIX("sqlMigrationPrefix", Kind.TEXT),
    REPEATABLE_SQL_MIGRATION_PREFIX("repeatableSqlMigrationPrefix", Kind.TEXT),
    SQL_MIGRATION_SEPARATOR("sqlMigrationSeparator", Kind.TEXT),
    SQL_MIGRATION_SUFFIXES("sqlMigrationSuffixes", Kind.LIST),
    ENCODING("encoding", Kind.TEXT),
    DETECT_ENCODING("detectEncoding", Kind.FLAG),
    OUT_OF_ORDER("outOfOrder", Kind.FLAG),
    MIXED("mixed", Kind.FLAG),
    GROUP("group", Kind.FLAG),
    EXECUTE_IN_TRANSACTION("executeInTransaction", Kind.FLAG),
    VALIDATE_MIGRATION_NAMING("validateMigrationNaming", Kind.FLAG),
    IGNORE_MIGRATION_PATTERNS("ignoreMigrationPatterns", Kind.LIST),
    INIT_SQL("initSql", Kind.TEXT),
    TRANSACTIONAL_LOCK("postgresql.transactional.lock", Kind.FLAG),
    CREATE_SCHEMAS("createSchemas", Kind.FLAG),
    BASELINE_ON_MIGRATE("baselineOnMigrate", Kind.FLAG),
    BASELINE_VERSION("baselineVersion", Kind.TEXT),
    SKIP_DEFAULT_CALLBACKS("skipDefaultCallbacks", Kind.FLAG),
    CALLBACKS("callbacks", Kind.LIST),
    CALLBACK_LOCATIONS("callbackLocations", Kind.LIST),
    USER("user", Kind.TEXT),
    URL("url", Kind.TEXT),
    /** flygate's own: Flyway takes the class path of the process it runs in. */
    CLASS_PATH("classPath", Kind.LIST),
    JAR_DIRS("jarDirs", Kind.LIST),
    CONFIG_FILES("configFiles", Kind.LIST);

    /** What every key starts with where keys of Flyway and flygate meet. */
    static final String ROOT = "flyway.";

    private static final String PLACEHOLDER = "placeholders.";
    private static final Map<String, FlywayKey> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FlywayKey::flywayName, Function.identity()));
    private static final Map<String, FlywayKey> BY_LETTERS = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(key -> letters(key.flywayName), Function.identity()));

    private final String flywayName;
    private final Kind kind;

    FlywayKey(String flywayName, Kind kind) {
        this.flywayName = flywayName;
        this.kind = kind;
    }

    /** Such as {@code outOfOrder}. */
    String flywayName() {
        return flywayName;
    }

    /** Such as {@code flyway.outOfOrder}. */
    String path() {
        return ROOT + flywayName;
    }

    Kind kind() {
        return kind;
    }

    /** Whether an empty text is a value; for the other keys it counts as not given. */
    boolean mayBeEmpty() {
        return switch (this) {
            case SQL_MIGRATION_PREFIX, REPEATABLE_SQL_MIGRATION_PREFIX, IGNORE_MIGRATION_PATTERNS -> true;
            default -> false;
        };
    }

    /** Key with Flyway's own spelling. */
    static Optional<FlywayKey> exact(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Key with the words of Flyway's name, whatever the case and the signs between them. */
    static Optional<FlywayKey> relaxed(String name) {
        return Optional.ofNullable(BY_LETTERS.get(letters(name)));
    }

    /** Name of the placeholder that a key of the form {@code placeholders.x} sets. */
    static Optional<String> placeholder(String name) {
        return name.length() > PLACEHOLDER.length() && name.startsWith(PLACEHOLDER)
                ? Optional.of(name.substring(PLACEHOLDER.length()))
                : Optional.empty();
    }

    static String placeholderPath(String placeholder) {
        return ROOT + PLACEHOLDER + placeholder;
    }

    private static String letters(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
