package io.github.flygate.config;

import io.github.flygate.config.GateConfig.Value;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the merged settings with their types and keeps a record of every value it hands out. */
final class Effective {
    private static final String DEFAULT = "default";

    private final Layer settings;
    private final List<Value> values = new ArrayList<>();

    Effective(Layer settings) {
        this.settings = settings;
    }

    String text(String key, String fallback) {
        return text(key, fallback, DEFAULT, Setting::text);
    }

    /** A text that passes a check, which throws or returns what is to be handed out. */
    String text(String key, String fallback, String fallbackOrigin, Function<Setting, String> check) {
        Optional<Setting> found = settings.find(key);
        String value = found.map(check).orElse(fallback);
        record(key, value, found, fallbackOrigin);
        return value;
    }

    /** A value without a default; not printed when it is not there. */
    Optional<String> optional(String key) {
        return settings.find(key).map(setting -> {
            record(key, setting.text(), Optional.of(setting), DEFAULT);
            return setting.text();
        });
    }

    boolean flag(String key, boolean fallback) {
        return Boolean.parseBoolean(text(key, String.valueOf(fallback), DEFAULT, Effective::checkFlag));
    }

    private static String checkFlag(Setting setting) {
        String text = setting.text().strip();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.toLowerCase(Locale.ROOT);
        }
        throw wrong(setting, "is neither true nor false", "");
    }

    List<String> list(String key, List<String> fallback) {
        return list(key, fallback, DEFAULT, Function.identity());
    }

    List<String> list(
            String key, List<String> fallback, String fallbackOrigin, Function<List<String>, List<String>> adapt) {
        Optional<Setting> found = settings.find(key);
        List<String> value = found.map(Setting::asList).map(adapt).orElse(fallback);
        record(key, String.join(", ", value), found, fallbackOrigin);
        return value;
    }

    /** All texts under a key, by their last names. */
    SortedMap<String, String> texts(String key) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Setting setting : settings.all()) {
            if (setting.key().startsWith(key + ".")) {
                texts.put(setting.key().substring(key.length() + 1), setting.text());
            }
        }
        texts.forEach((name, text) -> record(key + "." + name, text, settings.find(key + "." + name), DEFAULT));
        return texts;
    }

    Optional<Setting> setting(String key) {
        return settings.find(key);
    }

    void record(String key, String value, String origin) {
        values.add(new Value(key, Secrets.mask(key, value), origin));
    }

    private void record(String key, String value, Optional<Setting> setting, String fallbackOrigin) {
        record(key, value, setting.map(Setting::origin).orElse(fallbackOrigin));
    }

    /** Everything handed out so far, then what was found and not used. */
    List<Value> values() {
        List<Value> all = new ArrayList<>(values);
        all.addAll(settings.notes());
        return all;
    }

    static FlygateException wrong(Setting setting, String problem, String hint) {
        return new FlygateException(
                ErrorCode.CONFIGURATION,
                setting.origin() + ": " + setting.key() + ": \"" + Secrets.mask(setting.key(), setting.text()) + "\" "
                        + problem,
                hint);
    }
}
