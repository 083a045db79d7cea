package io.github.flygate.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A piece of a YAML document with its place. */
sealed interface YamlNode {
    /** From 1. */
    int line();

    /** One value, its text as written: {@code 1.10} stays {@code 1.10} and {@code off} stays {@code off}. */
    record Scalar(String text, ScalarType type, int line) implements YamlNode {
        /** The text as Java's YAML users see it: {@code yes} and {@code on} are {@code true}. */
        String flag() {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "yes", "on", "true" -> "true";
                default -> "false";
            };
        }
    }

    record Items(List<YamlNode> items, int line) implements YamlNode {}

    record Section(List<KeyValue> entries, int line) implements YamlNode {
        Optional<YamlNode> find(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .map(KeyValue::value)
                    .findFirst();
        }
    }

    /** A key and what stands under it. */
    record KeyValue(String key, int line, YamlNode value) {}

    /** What an unquoted scalar looks like. */
    enum ScalarType {
        TEXT,
        FLAG,
        NONE
    }
}
