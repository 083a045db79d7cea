package io.github.flygate.cli;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.GateConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that go into the configuration, for every command that reads it. */
final class ProjectOptions {
    @Option(
            names = "--base",
            paramLabel = "REF",
            description = {
                "The git ref that the pending migrations are added to; its merge base with HEAD counts.",
                "Default: the pull request's base in CI, else the remote's default branch."
            })
    private Optional<String> base = Optional.empty();

    @Option(
            names = "--base-version",
            paramLabel = "VERSION",
            description = "Take the migrations up to this version for applied, instead of asking git.")
    private Optional<String> baseVersion = Optional.empty();

    @Option(
            names = "--postgres",
            paramLabel = "VERSION",
            description = "Major version of production, 12 to 18. Default: 18.")
    private Optional<String> postgres = Optional.empty();

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "Where the snapshot lives: embedded, docker or server. Default: embedded.")
    private Optional<String> engine = Optional.empty();

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "With engine docker: the committed image, such as registry/app-db:main.")
    private Optional<String> image = Optional.empty();

    @Option(names = "--pull", description = "With engine docker: ask the registry for a newer image first.")
    private boolean pull;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "Weakest severity that fails: error, warning or info. Default: error.")
    private Optional<String> failOn = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", description = "Instead of flygate.yml in the project's folder.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--cache", paramLabel = "DIR", description = "flygate's cache. Default: the user's cache folder.")
    private Optional<Path> cache = Optional.empty();

    @Option(
            names = "--location",
            paramLabel = "LOCATION",
            description = "A Flyway location, such as filesystem:db. Repeatable.")
    private List<String> locations = List.of();

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE",
            description = "A value for a Flyway placeholder. Repeatable.")
    private Map<String, String> placeholders = Map.of();

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description = "How long one migration may take, such as 90s or 5m. Default: 5m.")
    private Optional<String> timeLimit = Optional.empty();

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "One of the databases in flygate.yml. Repeatable. Default: all.")
    private List<String> databases = List.of();

    List<GateConfig> load(Terminal terminal, Path project) {
        return load(terminal, project, List.of());
    }

    /** @param own what the command's own options say */
    List<GateConfig> load(Terminal terminal, Path project, List<ConfigLoader.Options.Given> own) {
        return new ConfigLoader(terminal.environment()).load(project, options(own));
    }

    private ConfigLoader.Options options(List<ConfigLoader.Options.Given> own) {
        List<ConfigLoader.Options.Given> values = new ArrayList<>(own);
        give(values, "postgres", postgres, "--postgres");
        give(values, "engine", engine, "--engine");
        give(values, "base.ref", base, "--base");
        give(values, "base.version", baseVersion, "--base-version");
        give(values, "failOn", failOn, "--fail-on");
        give(values, "timeLimit", timeLimit, "--time-limit");
        give(values, "cache", cache.map(path -> path.toAbsolutePath().toString()), "--cache");
        give(values, "snapshot.image", image, "--image");
        give(values, "snapshot.pull", pull ? Optional.of("true") : Optional.empty(), "--pull");
        return new ConfigLoader.Options(config, values, locations, placeholders, databases);
    }

    private static void give(
            List<ConfigLoader.Options.Given> values, String key, Optional<String> value, String option) {
        value.ifPresent(text -> values.add(new ConfigLoader.Options.Given(key, text, option)));
    }
}
