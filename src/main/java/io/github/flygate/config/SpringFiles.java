package io.github.flygate.config;

import io.github.flygate.config.PropertyLines.Property;
import io.github.flygate.config.YamlNode.Items;
import io.github.flygate.config.YamlNode.Scalar;
import io.github.flygate.config.YamlNode.ScalarType;
import io.github.flygate.config.YamlNode.Section;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spring Boot's application files as one flat list of properties, in the order in which Spring looks: a later place, and
 * {@code .properties} before YAML at the same place, wins. Documents under a condition (a profile, a cloud) are left
 * out.
 *
 * @see <a href="https://docs.spring.io/spring-boot/reference/features/external-config.html">Externalized Configuration</a>
 */
final class SpringFiles {
    private static final List<String> FOLDERS =
            List.of("src/main/resources", "src/main/resources/config", "", "config");
    private static final List<String> NAMES = List.of("application.yaml", "application.yml", "application.properties");
    private static final Pattern RELEVANT = Pattern.compile("flyway|data-?_?source", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILTERED = Pattern.compile("(?m)([:-][ \\t]+)(@[\\w.-]+@)(?=[ \\t\\r]*$)");
    private static final Pattern INDEX = Pattern.compile("(.+)\\[\\d+]");

    private final Map<String, Setting> properties = new LinkedHashMap<>();

    private SpringFiles() {}

    /** All properties by their names as written; nothing when the project has no application file. */
    static Optional<Map<String, Setting>> read(Path project) {
        List<SourceFile> found = FOLDERS.stream()
                .flatMap(folder ->
                        NAMES.stream().map(name -> project.resolve(folder).resolve(name)))
                .filter(Files::isRegularFile)
                .map(path -> SourceFile.read(project, path, charset(path)))
                .toList();
        SpringFiles files = new SpringFiles();
        // Most such files are long and say nothing of Flyway: then they need no parser.
        if (found.stream().anyMatch(file -> RELEVANT.matcher(file.text()).find())) {
            found.forEach(files::add);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(files.properties);
    }

    /** Spring Boot reads {@code .properties} files as Latin-1, YAML as UTF-8. */
    private static Charset charset(Path path) {
        return isProperties(path) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    private static boolean isProperties(Path path) {
        return path.toString().endsWith(".properties");
    }

    private void add(SourceFile file) {
        if (isProperties(file.path())) {
            PropertyLines.spring(file).forEach(document -> merge(flat(file, document)));
        } else {
            for (YamlNode document : YamlReader.documents(unfiltered(file))) {
                Map<String, Setting> flat = new LinkedHashMap<>();
                flatten(file, "", document, flat);
                merge(flat);
            }
        }
    }

    /** Maven replaces {@code @name@} at build time; as it stands in the source it is no YAML without quotes. */
    private static SourceFile unfiltered(SourceFile file) {
        return new SourceFile(
                file.path(), file.name(), FILTERED.matcher(file.text()).replaceAll("$1'$2'"));
    }

    private void merge(Map<String, Setting> document) {
        if (document.keySet().stream().noneMatch(SpringFiles::isCondition)) {
            document.forEach((key, setting) -> {
                // To the end, so that the last spelling of a name counts.
                properties.remove(key);
                properties.put(key, setting);
            });
        }
    }

    private static boolean isCondition(String key) {
        String plain = key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        return plain.startsWith("spring.config.activate.") || plain.equals("spring.profiles");
    }

    private static Map<String, Setting> flat(SourceFile file, List<Property> document) {
        Map<String, Setting> flat = new LinkedHashMap<>();
        for (Property property : document) {
            Matcher index = INDEX.matcher(property.key());
            String key = index.matches() ? index.group(1) : property.key();
            List<String> items = new ArrayList<>();
            if (index.matches() && flat.containsKey(key)) {
                items.addAll(flat.get(key).items());
            }
            items.add(property.value());
            flat.put(key, new Setting(key, items, index.matches(), file.at(property.line())));
        }
        return flat;
    }

    private static void flatten(SourceFile file, String key, YamlNode node, Map<String, Setting> flat) {
        if (node instanceof Section section) {
            section.entries().forEach(entry -> {
                String name = key.isEmpty() ? entry.key() : key + "." + entry.key();
                flatten(file, name, entry.value(), flat);
            });
        } else if (node instanceof Items items) {
            List<String> texts = items.items().stream()
                    .filter(Scalar.class::isInstance)
                    .map(item -> text((Scalar) item))
                    .toList();
            if (texts.size() == items.items().size()) {
                flat.put(key, Setting.list(key, texts, file.at(node.line())));
            }
        } else {
            flat.put(key, Setting.text(key, text((Scalar) node), file.at(node.line())));
        }
    }

    private static String text(Scalar scalar) {
        return scalar.type() == ScalarType.FLAG ? scalar.flag() : scalar.text();
    }
}
