package io.github.flygate.config;

import static io.github.flygate.config.FlywayKey.*;

import io.github.flygate.model.FlywaySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Turns the merged settings into Flyway's configuration. */
final class FlywayReader {
    private static final String CLASSES = "target/classes";
    private static final String FILESYSTEM = "filesystem:";
    private static final String CLASSPATH = "classpath:";

    private final Path project;
    private final Effective from;
    private final boolean spring;

    /** With Spring Boot's default location, or Flyway's. */
    FlywayReader(Path project, Effective from, boolean spring) {
        this.project = project;
        this.from = from;
        this.spring = spring;
    }

    FlywaySettings read() {
        FlywaySettings usual = FlywaySettings.defaults();
        from.optional(CONFIG_FILES.path());
        return new FlywaySettings(
                locations(usual),
                list(SCHEMAS, usual.schemas()),
                text(DEFAULT_SCHEMA, usual.defaultSchema()),
                text(TABLE, usual.table()),
                from.texts(PLACEHOLDERS.path()),
                flag(PLACEHOLDER_REPLACEMENT, usual.placeholderReplacement()),
                text(PLACEHOLDER_PREFIX, usual.placeholderPrefix()),
                text(PLACEHOLDER_SUFFIX, usual.placeholderSuffix()),
                text(PLACEHOLDER_SEPARATOR, usual.placeholderSeparator()),
                text(SQL_MIGRATION_PREFIX, usual.sqlMigrationPrefix()),
                text(REPEATABLE_SQL_MIGRATION_PREFIX, usual.repeatableSqlMigrationPrefix()),
                text(SQL_MIGRATION_SEPARATOR, usual.sqlMigrationSeparator()),
                list(SQL_MIGRATION_SUFFIXES, usual.sqlMigrationSuffixes()),
                from.text(ENCODING.path(), usual.encoding(), "default", FlywayReader::charset),
                flag(DETECT_ENCODING, usual.detectEncoding()),
                flag(OUT_OF_ORDER, usual.outOfOrder()),
                flag(MIXED, usual.mixed()),
                flag(GROUP, usual.group()),
                flag(EXECUTE_IN_TRANSACTION, usual.executeInTransaction()),
                flag(VALIDATE_MIGRATION_NAMING, usual.validateMigrationNaming()),
                list(IGNORE_MIGRATION_PATTERNS, usual.ignoreMigrationPatterns()),
                text(INIT_SQL, usual.initSql()),
                flag(TRANSACTIONAL_LOCK, usual.transactionalLock()),
                flag(CREATE_SCHEMAS, usual.createSchemas()),
                flag(BASELINE_ON_MIGRATE, usual.baselineOnMigrate()),
                text(BASELINE_VERSION, usual.baselineVersion()),
                flag(SKIP_DEFAULT_CALLBACKS, usual.skipDefaultCallbacks()),
                callbacks(usual),
                text(USER, usual.user()),
                // What is not in the record cannot be printed by anybody.
                from.text(URL.path(), usual.url(), "default", url -> Secrets.mask(url.text())),
                classPath());
    }

    private String text(FlywayKey key, String usual) {
        return from.text(key.path(), usual);
    }

    private boolean flag(FlywayKey key, boolean usual) {
        return from.flag(key.path(), usual);
    }

    private List<String> list(FlywayKey key, List<String> usual) {
        return from.list(key.path(), usual);
    }

    private static String charset(Setting setting) {
        try {
            return Charset.forName(setting.text().strip()).name();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw Effective.wrong(setting, "is no character encoding that Java knows", "Use UTF-8, for example.");
        }
    }

    private List<String> locations(FlywaySettings usual) {
        return spring
                ? from.list(LOCATIONS.path(), List.of("classpath:db/migration"), "default of Spring Boot", this::places)
                : from.list(LOCATIONS.path(), usual.locations(), "default", this::places);
    }

    private List<String> callbacks(FlywaySettings usual) {
        List<String> callbacks = new ArrayList<>(list(CALLBACKS, usual.callbacks()));
        if (from.setting(CALLBACK_LOCATIONS.path()).isPresent()) {
            callbacks.addAll(from.list(CALLBACK_LOCATIONS.path(), List.of(), "default", this::places));
        }
        return callbacks;
    }

    private List<String> places(List<String> locations) {
        return locations.stream().map(this::place).toList();
    }

    /** With Flyway's default prefix, and relative where it is inside the project. */
    private String place(String location) {
        String text = location.strip();
        if (!text.contains(":")) {
            return CLASSPATH + withoutSlashes(text);
        }
        if (text.startsWith(CLASSPATH)) {
            return CLASSPATH + withoutSlashes(text.substring(CLASSPATH.length()));
        }
        return text.startsWith(FILESYSTEM) ? FILESYSTEM + relative(text.substring(FILESYSTEM.length())) : text;
    }

    private static String withoutSlashes(String text) {
        return text.replaceAll("^/+|/+$", "");
    }

    private String relative(String text) {
        try {
            Path path = Path.of(text);
            Path shown = path.isAbsolute() && path.normalize().startsWith(project)
                    ? project.relativize(path.normalize())
                    : path;
            return shown.toString().replace('\\', '/');
        } catch (InvalidPathException e) {
            // A pattern such as db/**/x, which not every file system takes for a path.
            return text;
        }
    }

    private List<String> classPath() {
        List<String> usual = Files.isDirectory(project.resolve(CLASSES)) ? List.of(CLASSES) : List.of();
        if (from.setting(CLASS_PATH.path()).isPresent()
                || from.setting(JAR_DIRS.path()).isEmpty()) {
            return from.list(CLASS_PATH.path(), usual, "default", this::relatives);
        }
        List<String> path = new ArrayList<>(usual);
        from.list(JAR_DIRS.path(), List.of(), "default", this::relatives).forEach(folder -> path.addAll(jars(folder)));
        from.record(CLASS_PATH.path(), String.join(", ", path), "flyway.jarDirs");
        return path;
    }

    private List<String> relatives(List<String> paths) {
        return paths.stream().map(String::strip).map(this::relative).toList();
    }

    /** Flyway takes the jars in the folder, not the folder. */
    private List<String> jars(String folder) {
        try (Stream<Path> files = Files.list(project.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(file -> relative(file.toString()))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            // A folder that is filled by a later build step; what then misses is found when Java migrations are loaded.
            return List.of();
        }
    }
}
