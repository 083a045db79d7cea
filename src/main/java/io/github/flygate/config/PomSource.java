package io.github.flygate.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code flyway-maven-plugin} in pom.xml. The plug-in itself puts its configuration files before Maven properties
 * ({@code flyway.url}) and those before {@code <configuration>}. Fact
 * from its source: {@code AbstractFlywayMojo.execute}.
 */
final class PomSource {
    private static final Set<String> GROUPS = Set.of("org.flywaydb", "com.redgate.flyway");
    private static final String PLUGIN = "flyway-maven-plugin";

    private final Pom pom;
    private final References references;
    private final Layer layer = new Layer();

    private PomSource(Pom pom) {
        this.pom = pom;
        this.references = pom.references();
    }

    static Layer read(Path project, Map<String, String> environment) {
        return Pom.read(project, environment)
                .map(pom -> new PomSource(pom).merge(project, environment))
                .orElseGet(Layer::new);
    }

    private Layer merge(Path project, Map<String, String> environment) {
        // From the weakest to the strongest: a later value replaces an earlier one.
        List<Plugin> plugins = plugins();
        for (int i = plugins.size() - 1; i >= 0; i--) {
            Plugin plugin = plugins.get(i);
            plugin.configurations().forEach(configuration -> add(plugin.file(), configuration));
        }
        for (int i = pom.levels().size() - 1; i >= 0; i--) {
            properties(pom.levels().get(i));
        }
        Layer all = new Layer();
        layer.find(FlywayKey.CONFIG_FILES.path())
                .map(setting -> ConfigFiles.explicit(project, setting))
                .ifPresent(files -> files.read(project, GateFile.ONLY, environment, all));
        all.addBelow(layer.without(List.of(FlywayKey.CONFIG_FILES.path())));
        return all;
    }

    /** The plug-in's configuration, then that of its execution: the later one wins. */
    private record Plugin(SourceFile file, List<XmlElement> configurations) {}

    /** Strongest first: Maven inherits plug-ins before it fills in what plug-in management says. */
    private List<Plugin> plugins() {
        List<Plugin> found = new ArrayList<>();
        pom.levels().forEach(level -> collect(level, found, "build", "plugins", "plugin"));
        pom.levels().forEach(level -> collect(level, found, "build", "pluginManagement", "plugins", "plugin"));
        return found;
    }

    private static void collect(Pom.Level level, List<Plugin> into, String... path) {
        for (XmlElement plugin : level.project().all(path)) {
            String group = plugin.childText("groupId").orElse("");
            if (GROUPS.contains(group)
                    && plugin.childText("artifactId").orElse("").equals(PLUGIN)) {
                List<XmlElement> configurations = new ArrayList<>(plugin.all("configuration"));
                List<XmlElement> migrating = plugin.all("executions", "execution").stream()
                        .filter(execution -> execution.all("goals", "goal").stream()
                                .anyMatch(goal -> goal.text().equals("migrate")))
                        .toList();
                // With several executions it is unknown which of them is meant.
                if (migrating.size() == 1) {
                    configurations.addAll(migrating.get(0).all("configuration"));
                }
                into.add(new Plugin(level.file(), configurations));
            }
        }
    }

    private void add(SourceFile file, XmlElement configuration) {
        for (XmlElement element : configuration.children()) {
            switch (element.name()) {
                case "placeholders" ->
                    element.children()
                            .forEach(child -> put("placeholders." + child.name(), Optional.empty(), file, child));
                case "pluginConfiguration" ->
                    element.children().forEach(child -> {
                        Optional<FlywayKey> key = FlywayKey.relaxed(child.name());
                        put(key.map(FlywayKey::flywayName).orElse(child.name()), key, file, child);
                    });
                default -> put(element.name(), key(element.name()), file, element);
            }
        }
    }

    private void properties(Pom.Level level) {
        for (XmlElement property : level.project().all("properties").stream()
                .flatMap(properties -> properties.children().stream())
                .filter(child -> child.name().startsWith(FlywayKey.ROOT))
                .toList()) {
            String name = property.name().substring(FlywayKey.ROOT.length());
            // flyway.version and the like belong to the pom, not to Flyway.
            if (key(name).isPresent() || FlywayKey.placeholder(name).isPresent()) {
                put(name, key(name), level.file(), property);
            }
        }
    }

    private static Optional<FlywayKey> key(String name) {
        return FlywayKey.exact(name).filter(key -> key != FlywayKey.CLASS_PATH);
    }

    private void put(String name, Optional<FlywayKey> key, SourceFile file, XmlElement element) {
        String origin = file.at(element.line());
        List<String> items = element.children().stream().map(XmlElement::text).toList();
        Setting setting = items.isEmpty()
                ? Setting.text(FlywayKey.ROOT + name, element.text(), origin)
                : Setting.list(FlywayKey.ROOT + name, items, origin);
        references.resolve(setting, layer, value -> layer.putFlyway(name, key, value));
    }
}
