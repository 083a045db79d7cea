package io.github.flygate.config;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.Severity;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the merged settings of one database into its configuration. */
final class GateReader {
    private static final int OLDEST = 12;
    private static final int NEWEST = 18;
    private static final Pattern POSTGRES = Pattern.compile("(\\d{1,3})(\\.\\d{1,4}){0,2}");
    private static final Set<String> ENGINES = Set.of("embedded", "docker", "server");
    private static final String SEVERITIES =
            String.join(", ", Arrays.stream(Severity.values()).map(Severity::id).toList());
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*(ms|s|m|h)");
    private static final Pattern QUALIFIED = Pattern.compile("[^.\\s]+\\.[^.\\s].*");
    private static final Pattern ROWS = Pattern.compile("\\d{1,7}");
    /** Enough for several pages of most tables, and little enough for a thousand tables. */
    private static final String DEFAULT_ROWS = "200";

    private static final String BASELINE = "flygate-baseline.txt";
    private static final Pattern SERVER_SETTING = Pattern.compile("[A-Za-z_][A-Za-z0-9_.$]*");

    private final Path project;
    private final Effective from;
    private final Map<String, String> environment;

    GateReader(Path project, Effective from, Map<String, String> environment) {
        this.project = project;
        this.from = from;
        this.environment = environment;
    }

    GateConfig read(String name, Listed listed, boolean spring) {
        String postgres = from.text("postgres", String.valueOf(NEWEST), "default", GateReader::postgres);
        String engine = from.text("engine", "embedded", "default", GateReader::engine);
        List<String> roles = from.list("roles", List.of());
        List<String> extensions = from.list("extensions", List.of());
        SortedMap<String, String> settings = serverSettings();
        String applicationRole = from.text("applicationRole", "");
        Optional<String> baseRef = from.optional("base.ref");
        Optional<String> baseVersion = from.optional("base.version");
        from.optional("facts");
        Optional<Path> rules = rulesFolder();
        Set<String> hotTables = hotTables();
        SortedMap<String, String> severities = severities();
        Path baseline = project.resolve(from.text("baseline", BASELINE));
        String failOn = from.text("failOn", Severity.ERROR.id(), "default", GateReader::severity);
        Duration timeLimit = timeLimit();
        RerunLimits rerun = RerunLimits.read(from);
        HistoryConfig history = HistoryConfig.read(from, project);
        Path cache = cache();
        SnapshotConfig snapshots = snapshots();
        ContractConfig contract = contract();
        FlywaySettings flyway = new FlywayReader(project, from, spring).read();
        return new GateConfig(
                project,
                name,
                postgres,
                engine,
                roles,
                extensions,
                settings,
                applicationRole,
                baseRef,
                baseVersion,
                flyway,
                timeLimit,
                rerun,
                history,
                cache,
                snapshots,
                contract,
                rules,
                hotTables,
                severities,
                listed.adjustments(),
                listed.suppressions(),
                baseline,
                Severity.valueOf(failOn.toUpperCase(Locale.ROOT)),
                from.values());
    }

    private ContractConfig contract() {
        return new ContractConfig(
                from.list("contract.queries", List.of()),
                from.list("contract.statements", List.of()),
                from.flag("contract.complete", false),
                Integer.parseInt(from.text("snapshot.rows", DEFAULT_ROWS, "default", GateReader::rows)));
    }

    private static String rows(Setting setting) {
        String text = setting.text().strip();
        if (!ROWS.matcher(text).matches()) {
            throw Effective.wrong(setting, "is no number of rows", "Use a number from 0 (no rows) to 9999999.");
        }
        return text;
    }

    private SnapshotConfig snapshots() {
        return new SnapshotConfig(
                from.optional("image"),
                from.optional("snapshot.image"),
                from.flag("snapshot.pull", false),
                from.list("snapshot.seed", List.of()).stream().map(this::seed).toList(),
                from.optional("server.url").orElse(""),
                from.optional("server.user").orElse(""),
                from.list("server.databases", List.of()),
                from.flag("server.spare", false));
    }

    private Path seed(String text) {
        Setting setting = from.setting("snapshot.seed").orElseThrow();
        Path file = path(Setting.text(setting.key(), text, setting.origin()));
        if (!Files.isRegularFile(file)) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    setting.origin() + ": snapshot.seed: there is no file " + text,
                    "Paths are relative to the project folder.");
        }
        return file;
    }

    private static String postgres(Setting setting) {
        String text = setting.text().strip();
        Matcher version = POSTGRES.matcher(text);
        int major = version.matches() ? Integer.parseInt(version.group(1)) : 0;
        if (major < OLDEST || major > NEWEST) {
            throw Effective.wrong(
                    setting,
                    "is no version that flygate runs",
                    "Use a major version from " + OLDEST + " to " + NEWEST + ", or a full one such as 16.4.");
        }
        return text;
    }

    private static String engine(Setting setting) {
        if (!ENGINES.contains(setting.text())) {
            throw Effective.wrong(
                    setting,
                    "is no engine" + Suggestion.question(setting.text(), ENGINES),
                    "Use embedded, docker or server.");
        }
        return setting.text();
    }

    private static String severity(Setting setting) {
        if (Arrays.stream(Severity.values()).noneMatch(severity -> severity.id().equals(setting.text()))) {
            throw Effective.wrong(setting, "is no severity", "Use one of " + SEVERITIES + ".");
        }
        return setting.text();
    }

    private SortedMap<String, String> serverSettings() {
        SortedMap<String, String> settings = from.texts("settings");
        settings.keySet().stream()
                .filter(name -> !SERVER_SETTING.matcher(name).matches())
                .findFirst()
                .flatMap(name -> from.setting("settings." + name))
                .ifPresent(setting -> {
                    throw Effective.wrong(setting, "stands under what is no name of a server setting", "");
                });
        return settings;
    }

    private Set<String> hotTables() {
        List<String> names = from.list("hotTables", List.of());
        for (String name : names) {
            if (!QUALIFIED.matcher(name).matches()) {
                throw Effective.wrong(
                        from.setting("hotTables").orElseThrow(),
                        "has \"" + name + "\", which is no schema.table",
                        "Write tables with their schemas, such as public.orders.");
            }
        }
        return Set.copyOf(names);
    }

    private SortedMap<String, String> severities() {
        SortedMap<String, String> severities = from.texts("rules.severity");
        for (String rule : severities.keySet()) {
            from.setting("rules.severity." + rule).ifPresent(setting -> {
                RuleNames.check(rule, setting.origin());
                if (!setting.text().equals("off")
                        && Arrays.stream(Severity.values())
                                .noneMatch(severity -> severity.id().equals(setting.text()))) {
                    throw Effective.wrong(setting, "is no severity", "Use one of " + SEVERITIES + ", or off.");
                }
            });
        }
        return severities;
    }

    private Optional<Path> rulesFolder() {
        from.optional("rules.folder");
        return from.setting("rules.folder").map(setting -> {
            Path folder = path(setting);
            // One that is not there yet is what `flygate rules new` makes; whoever needs its rules says that it is
            // missing.
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw Effective.wrong(setting, "is no folder", "Paths are relative to the project folder.");
            }
            return folder;
        });
    }

    private Duration timeLimit() {
        return duration(from.text("timeLimit", "5m", "default", GateReader::time));
    }

    static Duration duration(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalStateException("not checked: " + text);
        }
        long amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    static String time(Setting setting) {
        Matcher time = TIME.matcher(setting.text().strip());
        if (!time.matches() || Long.parseLong(time.group(1)) == 0) {
            throw Effective.wrong(setting, "is no time limit", "Write a number with ms, s, m or h, such as 90s or 5m.");
        }
        return setting.text().strip();
    }

    private Path cache() {
        Optional<Setting> chosen = from.setting("cache");
        if (chosen.isPresent()) {
            Path folder = path(chosen.get());
            from.record("cache", folder.toString(), chosen.get().origin());
            return folder;
        }
        CacheFolder.Found usual = CacheFolder.usual(environment, System.getProperty("os.name", ""), home());
        from.record("cache", usual.folder().toString(), usual.origin());
        return usual.folder();
    }

    private Path home() {
        String named = environment.getOrDefault("HOME", "");
        return Path.of(named.isBlank() ? System.getProperty("user.home", "") : named)
                .toAbsolutePath();
    }

    private Path path(Setting setting) {
        String text = setting.text();
        try {
            Path path = text.startsWith("~/") ? home().resolve(text.substring(2)) : project.resolve(text);
            return path.normalize();
        } catch (InvalidPathException e) {
            throw Effective.wrong(setting, "is no path", "");
        }
    }
}
