package io.github.flygate.config;

import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.Optional;

/** The command line as settings. */
final class OptionSource {
    private OptionSource() {}

    static Layer read(Options options) {
        if (options.baseRef().isPresent() && options.baseVersion().isPresent()) {
            throw new FlygateException(
                    ErrorCode.USAGE, "options --base and --base-version exclude each other", "Give one of them.");
        }
        Layer layer = new Layer();
        put(layer, "postgres", options.postgres(), "--postgres");
        put(layer, "base.ref", options.baseRef(), "--base");
        put(layer, "base.version", options.baseVersion(), "--base-version");
        put(layer, "failOn", options.failOn(), "--fail-on");
        put(layer, "timeLimit", options.timeLimit(), "--time-limit");
        put(layer, "cache", options.cache().map(path -> path.toAbsolutePath().toString()), "--cache");
        if (!options.locations().isEmpty()) {
            layer.put(Setting.list(
                    FlywayKey.LOCATIONS.path(),
                    options.locations().stream()
                            .map(text -> text.contains(":") ? text : "filesystem:" + text)
                            .toList(),
                    "option --location"));
        }
        options.placeholders()
                .forEach((name, value) ->
                        layer.put(Setting.text(FlywayKey.placeholderPath(name), value, "option --placeholder")));
        return layer;
    }

    private static void put(Layer layer, String key, Optional<String> value, String option) {
        value.ifPresent(text -> layer.put(Setting.text(key, text, "option " + option)));
    }
}
