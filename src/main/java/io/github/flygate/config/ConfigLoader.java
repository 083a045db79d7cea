package io.github.flygate.config;

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
     * The command line's options; what is not given is not there.
     *
     * @param configFile instead of the project's flygate.yml
     * @param values for keys of flygate.yml, before which they go
     * @param locations without a prefix a folder, relative to the project
     * @param placeholders values for Flyway's placeholders
     * @param databases names of the databases to check; empty for all
     */
    public record Options(
            Optional<Path> configFile,
            List<Given> values,
            List<String> locations,
            Map<String, String> placeholders,
            List<String> databases) {
        public Options {
            values = List.copyOf(values);
            locations = List.copyOf(locations);
            placeholders = Map.copyOf(placeholders);
            databases = List.copyOf(databases);
        }

        /**
         * A value that an option gives.
         *
         * @param key its name in flygate.yml, such as {@code base.ref}
         * @param option its name on the command line
         */
        public record Given(String key, String value, String option) {
            /** Without the value, which may be a password. */
            @Override
            public String toString() {
                return option;
            }
        }

        /** Without the values of placeholders, which may be passwords. */
        @Override
        public String toString() {
            return "Options[configFile=" + configFile + ", values=" + values + ", databases=" + databases
                    + ", placeholders=" + placeholders.keySet() + "]";
        }

        /** No option at all. */
        public static Options none() {
            return new Options(Optional.empty(), List.of(), List.of(), Map.of(), List.of());
        }

        /** These and one more. */
        public Options with(String key, String value, String option) {
            return new Options(
                    configFile,
                    Stream.concat(values.stream(), Stream.of(new Given(key, value, option)))
                            .toList(),
                    locations,
                    placeholders,
                    databases);
        }
    }

    /**
     * The configuration of each database, sorted by name; one named {@code default} when flygate.yml names none.
     *
     * @throws FlygateException USAGE when the folder or an option is wrong, CONFIGURATION when a file or value is
     */
    public List<GateConfig> load(Path projectFolder, Options options) {
        Path project = folder(projectFolder);
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

    /** What a project says without its flygate.yml: Flyway's own configuration, the environment and the defaults. */
    public GateConfig withoutFile(Path projectFolder) {
        Path project = folder(projectFolder);
        FlywaySources sources = new FlywaySources(project, environment);
        return config(project, GateFile.ONLY, GateFile.none(), OptionSource.read(Options.none()), sources);
    }

    private static Path folder(Path given) {
        if (!Files.isDirectory(given)) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    given + (Files.exists(given) ? " is no folder" : ": there is no such folder"),
                    "Give the folder of the project that holds the migrations.");
        }
        return given.toAbsolutePath().normalize();
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
        Listed listed = own.listed().and(content.all().listed());
        return new GateReader(project, new Effective(merged), environment).read(name, listed, sources.isSpring());
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
