package io.github.flygate.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Flyway's {@code flyway.toml} and {@code flyway.user.toml}: {@code [flyway]}, and of {@code [environments]} the one
 * named like the database, else the one that {@code flyway.environment} chooses.
 */
final class TomlSource {
    private static final String FLYWAY = "flyway";
    private static final String ENVIRONMENTS = "environments";
    private static final String USUAL = "default";

    private final References references;
    private final Layer layer;

    private TomlSource(Map<String, String> environment, Layer layer) {
        this.references = new References(
                name -> Optional.ofNullable(name.startsWith("env.") ? environment.get(name.substring(4)) : null),
                false);
        this.layer = layer;
    }

    /** Adds what the files say for a database; a later file goes before an earlier one. */
    static void read(List<SourceFile> files, String database, Map<String, String> environment, Layer layer) {
        TomlSource source = new TomlSource(environment, layer);
        List<Parsed> parsed = files.stream().map(TomlSource::parse).toList();
        parsed.forEach(toml -> source.add(toml, List.of(FLYWAY), false));
        String chosen = chosen(parsed, database);
        parsed.forEach(toml -> source.add(toml, List.of(ENVIRONMENTS, chosen), true));
        parsed.forEach(toml -> source.add(toml, List.of(ENVIRONMENTS, chosen, FLYWAY), true));
    }

    private record Parsed(SourceFile file, TomlTable table) {}

    private static Parsed parse(SourceFile file) {
        TomlParseResult result = Toml.parse(file.text());
        if (result.hasErrors()) {
            TomlParseError error = result.errors().get(0);
            throw file.syntaxError(
                    error.position().line(), "TOML", error.getMessage() == null ? "" : error.getMessage());
        }
        return new Parsed(file, result);
    }

    private static String chosen(List<Parsed> files, String database) {
        if (files.stream().anyMatch(toml -> toml.table().isTable(List.of(ENVIRONMENTS, database)))) {
            return database;
        }
        String chosen = USUAL;
        for (Parsed toml : files) {
            if (toml.table().get(List.of(FLYWAY, "environment")) instanceof String name) {
                chosen = name;
            }
        }
        return chosen;
    }

    private void add(Parsed toml, List<String> path, boolean environment) {
        if (!toml.table().isTable(path)) {
            return;
        }
        TomlTable table = toml.table().getTableOrEmpty(path);
        for (List<String> key : table.keyPathSet(false)) {
            String name = String.join(".", key);
            boolean elsewhere = path.size() == 2 && key.get(0).equals(FLYWAY) && key.size() > 1;
            if (elsewhere || (!environment && name.equals("environment"))) {
                continue;
            }
            TomlPosition position = table.inputPositionOf(key);
            String origin = toml.file().at(position == null ? 1 : position.line());
            Setting setting = setting(FlywayKey.ROOT + name, table.get(key), origin);
            if (environment) {
                references.resolve(setting, layer, value -> layer.putFlyway(name, FlywayKey.exact(name), value));
            } else {
                layer.putFlyway(name, FlywayKey.exact(name), setting);
            }
        }
    }

    private static Setting setting(String key, @Nullable Object value, String origin) {
        if (value instanceof TomlArray array) {
            List<String> items = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                items.add(String.valueOf(array.get(i)));
            }
            return Setting.list(key, items, origin);
        }
        return Setting.text(key, String.valueOf(value), origin);
    }
}
