package io.github.flygate.config;

import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;

/** The command line as settings. */
final class OptionSource {
    private OptionSource() {}

    static Layer read(Options options) {
        if (gives(options, "base.ref") && gives(options, "base.version")) {
            throw new FlygateException(
                    ErrorCode.USAGE, "options --base and --base-version exclude each other", "Give one of them.");
        }
        Layer layer = new Layer();
        options.values()
                .forEach(given -> layer.put(Setting.text(given.key(), given.value(), "option " + given.option())));
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

    private static boolean gives(Options options, String key) {
        return options.values().stream().anyMatch(given -> given.key().equals(key));
    }
}
