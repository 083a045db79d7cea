package io.github.flygate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig.Value;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A project folder on disk with an environment of its own. */
final class TestProject {
    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>(Map.of("HOME", "/home/somebody"));

    TestProject(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    TestProject file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestProject variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    List<GateConfig> load(Options options) {
        return new ConfigLoader(environment).load(folder, options);
    }

    List<GateConfig> loadAll() {
        return load(Options.none());
    }

    GateConfig load() {
        List<GateConfig> configs = loadAll();
        assertThat(configs).hasSize(1);
        return configs.get(0);
    }

    FlygateException failure() {
        return failure(Options.none());
    }

    FlygateException failure(Options options) {
        FlygateException failure = catchThrowableOfType(FlygateException.class, () -> load(options));
        assertThat(failure).as("an error").isNotNull();
        return failure;
    }

    /** The printed lines of a key: {@code value @ origin}. */
    static List<String> printed(GateConfig config, String key) {
        return config.values().stream()
                .filter(value -> value.key().equals(key))
                .map(TestProject::print)
                .toList();
    }

    private static String print(Value value) {
        return value.value() + " @ " + value.origin();
    }
}
