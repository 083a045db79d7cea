package io.github.flygate.config;

import io.github.flygate.config.GateConfig.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What one source says: at most one setting per key, and what it says that is not used. */
final class Layer {
    private static final String NOT_USED = "not used";

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final List<Value> notes = new ArrayList<>();

    /** Adds a setting; a later one replaces an earlier one. */
    void put(Setting setting) {
        settings.put(identity(setting.key()), setting);
    }

    /** Adds what is not there yet: the layers are added in the order of their precedence. */
    void addBelow(Layer lower) {
        lower.settings.forEach(settings::putIfAbsent);
        notes.addAll(lower.notes);
    }

    /** Adds a value of Flyway's configuration: to the settings if flygate knows the key, else to the notes. */
    void putFlyway(String name, Optional<FlywayKey> key, Setting value) {
        Optional<String> placeholder = FlywayKey.placeholder(name);
        if (placeholder.isPresent()) {
            put(rename(value, FlywayKey.placeholderPath(placeholder.get())));
        } else if (key.isEmpty() || key.get().kind() == Kind.TEXTS) {
            note(rename(value, FlywayKey.ROOT + name), NOT_USED);
        } else if (!value.isEmptyText() || key.get().mayBeEmpty()) {
            put(rename(value, key.get().path()));
        }
    }

    /** A value that is there and counts for nothing. */
    void note(Setting setting, String why) {
        notes.add(new Value(
                setting.key(), Secrets.mask(setting.key(), setting.text()), setting.origin() + " (" + why + ")"));
    }

    /** A value that is used, and is no setting with a type of its own. */
    void show(Setting setting) {
        notes.add(new Value(setting.key(), Secrets.mask(setting.key(), setting.text()), setting.origin()));
    }

    /** A value in which a reference cannot be resolved here; it counts as not given. */
    void noteMissing(Setting setting, List<String> references) {
        note(setting, NOT_USED + ": nothing here defines " + String.join(", ", references));
    }

    Optional<Setting> find(String key) {
        return Optional.ofNullable(settings.get(identity(key)));
    }

    /** A copy that lacks some settings. */
    Layer without(Collection<String> keys) {
        Layer rest = new Layer();
        settings.values().stream()
                .filter(setting -> !keys.contains(setting.key()))
                .forEach(rest::put);
        rest.notes.addAll(notes);
        return rest;
    }

    Collection<Setting> all() {
        return Collections.unmodifiableCollection(settings.values());
    }

    List<Value> notes() {
        return Collections.unmodifiableList(notes);
    }

    private static Setting rename(Setting value, String key) {
        return new Setting(key, value.items(), value.list(), value.origin());
    }

    /** Flyway does not tell placeholders apart by case. */
    private static String identity(String key) {
        return key.startsWith(FlywayKey.placeholderPath("")) ? key.toLowerCase(Locale.ROOT) : key;
    }
}
