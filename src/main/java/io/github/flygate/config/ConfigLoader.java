package io.github.flygate.config;

import io.github.flygate.config.GateConfig.Suppression;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds and reads everything that configures a check. */
public final class ConfigLoader {
    private static final List<String> NAMES = List.of("flygate.yml", "flygate.yaml");

    private final Map<String, String> environment;

    /** Reads variables from the given process environment only. */
    public ConfigLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The command line's options; empty is not given.
     *
     * @param configFile instead of the project's flygate.yml
     * @param baseRef what pending migrations are compared with; goes before {@code base:} in flygate.yml
     * @param baseVersion the last applied version; not together with {@code baseRef}
     * @param locations without a prefix a folder, relative to the project
     * @param placeholders values for Flyway's placeholders
     * @param databases names of the databases to check; empty for all
     */
    public record Options(
            Optional<Path> configFile,
            Optional<String> postgres,
            Optional<String> baseRef,
            Optional<String> baseVersion,
            Optional<String> failOn,
            Optional<Path> cache,
            List<String> locations,
            Map<String, String> placeholders,
            Optional<String> timeLimit,
            List<String> databases) {
        public Options {
            locations = List.copyOf(locations);
            placeholders = Map.copyOf(placeholders);
            databases = List.copyOf(databases);
        }

        /** Without the values of placeholders, which may be passwords. */
        @Override
        public String toString() {
            return "Options[configFile=" + configFile + ", databases=" + databases + ", placeholders="
                    + placeholders.keySet() + "]";
        }

        /** No option at all. */
        public static Options none() {
            return new Options(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Map.of(),
                    Optional.empty(),
                    List.of());
        }
    }

    /**
     * The configuration of each database, sorted by name; one named {@code default} when flygate.yml names none.
     *
     * @throws FlygateException USAGE when the folder or an option is wrong, CONFIGURATION when a file or value is
     */
    public List<GateConfig> load(Path projectFolder, Options options) {
        Path project = projectFolder.toAbsolutePath().normalize();
        if (!Files.isDirectory(project)) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    projectFolder + (Files.exists(project) ? " is no folder" : ": there is no such folder"),
                    "Give the folder of the project that holds the migrations.");
        }
        GateFile.Content content = gateFile(project, options)
                .map(path -> GateFile.read(SourceFile.read(project, path)))
                .orElseGet(GateFile::none);
        Layer fromOptions = OptionSource.read(options);
        FlywaySources sources = new FlywaySources(project, environment);
        List<GateConfig> configs = new ArrayList<>();
        for (String name : wanted(content, options)) {
            configs.add(config(project, name, content, fromOptions, sources));
        }
        return List.copyOf(configs);
    }

    private GateConfig config(
            Path project, String name, GateFile.Content content, Layer fromOptions, FlywaySources sources) {
        GateFile.Part own = content.databases().getOrDefault(name, GateFile.Part.empty());
        Layer merged = new Layer();
        merged.addBelow(fromOptions);
        Optional.ofNullable(environment.get("FLYGATE_CACHE"))
                .filter(text -> !text.isBlank() && merged.find("cache").isEmpty())
                .ifPresent(text -> merged.put(Setting.text("cache", text, "environment FLYGATE_CACHE")));
        Bases.addBelow(merged, own.layer());
        Bases.addBelow(merged, content.all().layer());
        sources.addBelow(merged, name);
        List<Suppression> suppressions = Stream.concat(
                        own.suppressions().stream(), content.all().suppressions().stream())
                .toList();
        return new GateReader(project, new Effective(merged), environment).read(name, suppressions, sources.isSpring());
    }

    private static Optional<Path> gateFile(Path project, Options options) {
        if (options.configFile().isPresent()) {
            Path file = options.configFile().get();
            if (!Files.isRegularFile(file)) {
                throw new FlygateException(
                        ErrorCode.USAGE,
                        "option --config: there is no file " + file,
                        "Give the path of a flygate.yml.");
            }
            return Optional.of(file.toAbsolutePath().normalize());
        }
        List<Path> found = NAMES.stream()
                .map(project::resolve)
                .filter(Files::isRegularFile)
                .toList();
        if (found.size() > 1) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION, String.join(" and ", NAMES) + " are both there", "Keep one of them.");
        }
        return found.stream().findFirst();
    }

    private static Set<String> wanted(GateFile.Content content, Options options) {
        Set<String> known = content.databases().isEmpty()
                ? Set.of(GateFile.ONLY)
                : content.databases().keySet();
        for (String name : options.databases()) {
            if (!known.contains(name)) {
                throw new FlygateException(
                        ErrorCode.USAGE,
                        "option --database: unknown database \"" + name + "\"" + Suggestion.question(name, known),
                        "flygate.yml names " + String.join(", ", new TreeSet<>(known)) + ".");
            }
        }
        return options.databases().isEmpty() ? known : new TreeSet<>(options.databases());
    }
}
