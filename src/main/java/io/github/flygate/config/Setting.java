package io.github.flygate.config;

import java.util.Arrays;
import java.util.List;

/**
 * One value as a source gives it.
 *
 * @param key full name, such as {@code postgres} or {@code flyway.outOfOrder}
 * @param items one for a text
 * @param list whether the source gave a list, so that commas in it separate nothing
 * @param origin where it stands, as printed
 */
record Setting(String key, List<String> items, boolean list, String origin) {
    Setting {
        items = List.copyOf(items);
    }

    static Setting text(String key, String value, String origin) {
        return new Setting(key, List.of(value), false, origin);
    }

    static Setting list(String key, List<String> values, String origin) {
        return new Setting(key, values, true, origin);
    }

    String text() {
        return String.join(",", items);
    }

    /** As a list; a text is one with commas between its items, as in Flyway and Spring. */
    List<String> asList() {
        return list
                ? items
                : Arrays.stream(text().split(",", -1))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }

    /** Without the value, which may be a password. */
    @Override
    public String toString() {
        return key + " at " + origin;
    }

    boolean isEmptyText() {
        return !list && text().isEmpty();
    }

    Setting withItems(List<String> others) {
        return new Setting(key, others, list, origin);
    }
}
