package io.github.flygate.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code spring.flyway.*} in a Spring Boot project's application files, with Spring's relaxed names. */
final class SpringSource {
    private static final String ROOT = "spring.flyway.";

    private final Map<String, Setting> properties;
    private final Map<String, Setting> byPlainName = new HashMap<>();
    private final Map<String, String> environment;
    private final References references;
    private final Layer layer = new Layer();

    private SpringSource(Map<String, Setting> properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = environment;
        this.references = new References(this::lookup, true);
        properties.forEach((name, setting) -> byPlainName.put(plain(name), setting));
    }

    /**
     * What Spring says.
     *
     * @param present whether the project has application files of Spring Boot
     */
    record Found(Layer layer, boolean present) {}

    static Found read(Path project, Map<String, String> environment) {
        return SpringFiles.read(project)
                .map(properties -> new Found(new SpringSource(properties, environment).read(), true))
                .orElseGet(() -> new Found(new Layer(), false));
    }

    private Layer read() {
        properties.forEach((name, setting) -> {
            if (plain(name).startsWith(ROOT)) {
                String rest = name.substring(ROOT.length());
                references.resolve(setting, layer, value -> put(rest, value));
            }
        });
        // Without a URL of its own Flyway migrates the application's data source.
        if (layer.find(FlywayKey.URL.path()).isEmpty()) {
            fallback(FlywayKey.URL, "spring.datasource.url");
            fallback(FlywayKey.USER, "spring.datasource.username");
        }
        return layer;
    }

    private void fallback(FlywayKey key, String property) {
        Setting setting = byPlainName.get(property);
        if (setting != null && layer.find(key.path()).isEmpty()) {
            Setting named = new Setting(key.path(), setting.items(), setting.list(), setting.origin());
            references.resolve(named, layer, value -> layer.putFlyway(key.flywayName(), Optional.of(key), value));
        }
    }

    private void put(String name, Setting value) {
        String plain = plain(name);
        if (plain.startsWith("placeholders.") || plain.startsWith("placeholders[")) {
            String placeholder = name.substring("placeholders".length()).replaceAll("^\\.|[\\[\\]]", "");
            layer.put(Setting.text(FlywayKey.placeholderPath(placeholder), value.text(), value.origin()));
        } else if (plain.equals("enabled")) {
            if (value.text().equalsIgnoreCase("false")) {
                layer.note(value, "the application does not run Flyway");
            }
        } else if (plain.equals("initsqls")) {
            // Spring Boot joins the statements by line ends.
            Setting sql = Setting.text(name, String.join("\n", value.asList()), value.origin());
            layer.putFlyway(FlywayKey.INIT_SQL.flywayName(), Optional.of(FlywayKey.INIT_SQL), sql);
        } else {
            Optional<FlywayKey> key = FlywayKey.relaxed(name).filter(found -> found != FlywayKey.CLASS_PATH);
            layer.putFlyway(name, key, key.equals(Optional.of(FlywayKey.LOCATIONS)) ? vendor(value) : value);
        }
    }

    private static Setting vendor(Setting locations) {
        List<String> items = locations.items().stream()
                .map(location -> location.replace("{vendor}", "postgresql"))
                .toList();
        return locations.withItems(items);
    }

    /** Variables of the environment go before the application files, as in Spring. */
    private Optional<String> lookup(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(
                        environment.get(name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT))))
                .or(() -> Optional.ofNullable(properties.get(name)).map(Setting::text))
                .or(() -> Optional.ofNullable(byPlainName.get(plain(name))).map(Setting::text));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
