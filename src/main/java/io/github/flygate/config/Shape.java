package io.github.flygate.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What may stand under a key of flygate.yml.
 *
 * @param children the keys of a section, in the order in which they are explained
 */
record Shape(Kind kind, Map<String, Shape> children) {
    Shape {
        children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
    }

    private static final Shape TEXT = new Shape(Kind.TEXT, Map.of());
    private static final Shape FLAG = new Shape(Kind.FLAG, Map.of());
    private static final Shape LIST = new Shape(Kind.LIST, Map.of());
    private static final Shape TEXTS = new Shape(Kind.TEXTS, Map.of());

    /** The whole file. */
    static Shape file() {
        Map<String, Shape> keys = database();
        keys.put("databases", new Shape(Kind.NAMED_SECTIONS, database()));
        return new Shape(Kind.SECTION, keys);
    }

    private static Map<String, Shape> database() {
        Map<String, Shape> keys = new LinkedHashMap<>();
        keys.put("postgres", TEXT);
        keys.put("image", TEXT);
        keys.put("engine", TEXT);
        keys.put("snapshot", section("image", TEXT, "pull", FLAG, "seed", LIST, "rows", TEXT));
        keys.put("server", section("url", TEXT, "user", TEXT, "databases", LIST, "spare", FLAG));
        keys.put("roles", LIST);
        keys.put("extensions", LIST);
        keys.put("settings", TEXTS);
        keys.put("applicationRole", TEXT);
        keys.put("base", section("ref", TEXT, "version", TEXT, "history", TEXT));
        keys.put("flyway", flyway());
        keys.put("contract", section("queries", LIST, "statements", LIST, "complete", FLAG));
        keys.put("rerun", section("rows", TEXT, "lock", TEXT));
        keys.put("history", section("fromNothing", FLAG, "also", LIST, "file", TEXT));
        keys.put("hotTables", LIST);
        keys.put("facts", TEXT);
        keys.put(
                "rules",
                section("folder", TEXT, "severity", TEXTS, "adjust", entries("rule", "severity", "path", "reason")));
        keys.put("suppress", entries("rule", "script", "reason", "until"));
        keys.put("baseline", TEXT);
        keys.put("failOn", TEXT);
        keys.put("timeLimit", TEXT);
        keys.put("cache", TEXT);
        return keys;
    }

    private static Shape flyway() {
        Map<String, Shape> keys = new LinkedHashMap<>();
        Arrays.stream(FlywayKey.values()).forEach(key -> keys.put(key.flywayName(), new Shape(key.kind(), Map.of())));
        return new Shape(Kind.SECTION, keys);
    }

    private static Shape entries(String... names) {
        Map<String, Shape> keys = new LinkedHashMap<>();
        Arrays.stream(names).forEach(name -> keys.put(name, TEXT));
        return new Shape(Kind.SECTIONS, keys);
    }

    private static Shape section(Object... namesAndShapes) {
        Map<String, Shape> keys = new LinkedHashMap<>();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            keys.put((String) namesAndShapes[i], (Shape) namesAndShapes[i + 1]);
        }
        return new Shape(Kind.SECTION, keys);
    }

    Optional<Shape> child(String key) {
        return Optional.ofNullable(children.get(key));
    }

    Collection<String> keys() {
        return children.keySet();
    }
}
