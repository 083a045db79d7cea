package io.github.flygate.config;

import io.github.flygate.config.YamlNode.Items;
import io.github.flygate.config.YamlNode.KeyValue;
import io.github.flygate.config.YamlNode.Scalar;
import io.github.flygate.config.YamlNode.ScalarType;
import io.github.flygate.config.YamlNode.Section;
import io.github.flygate.model.FlygateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** flygate.yml: refuses what it does not know and turns the rest into settings. */
final class GateFile {
    /** Name of the only database of a project that names none. */
    static final String ONLY = "default";

    private static final Shape SHAPE = Shape.file();

    private final SourceFile file;

    private GateFile(SourceFile file) {
        this.file = file;
    }

    /** What stands in the file for one database, or for all of them. */
    record Part(Layer layer, Listed listed) {
        static Part empty() {
            return new Part(new Layer(), Listed.empty());
        }
    }

    /** The whole file; without databases when it names none. */
    record Content(Part all, SortedMap<String, Part> databases) {}

    static Content none() {
        return new Content(Part.empty(), new TreeMap<>());
    }

    static Content read(SourceFile file) {
        List<YamlNode> documents = YamlReader.documents(file);
        if (documents.isEmpty()) {
            return none();
        }
        if (documents.size() > 1) {
            throw file.error(documents.get(1).line(), "a second document", "Keep one document, without \"---\".");
        }
        return new GateFile(file).content(documents.get(0));
    }

    private Content content(YamlNode root) {
        Section top = asSection("", root);
        Part all = part("", SHAPE, top);
        SortedMap<String, Part> databases = new TreeMap<>();
        top.find("databases").ifPresent(node -> {
            Section named = asSection("databases", node);
            if (named.entries().isEmpty()) {
                throw file.error(node.line(), "databases: names no database", "Name one, or remove the key.");
            }
            Shape shape = new Shape(
                    Kind.SECTION, SHAPE.child("databases").map(Shape::children).orElse(Map.of()));
            for (KeyValue entry : named.entries()) {
                String path = "databases." + entry.key();
                databases.put(entry.key(), part(path, shape, asSection(path, entry.value())));
            }
        });
        return new Content(all, databases);
    }

    private Part part(String path, Shape shape, Section section) {
        Layer layer = new Layer();
        Listed listed = Listed.empty();
        collect(path, "", shape, section, layer, listed);
        return new Part(layer, listed);
    }

    /**
     * Walks through a section.
     *
     * @param path where it stands in the file, for messages
     * @param key where it stands under its database, for settings
     */
    private void collect(String path, String key, Shape shape, Section section, Layer layer, Listed listed) {
        for (KeyValue entry : section.entries()) {
            Shape child = shape.child(entry.key()).orElseThrow(() -> unknown(path, shape, entry));
            String childPath = join(path, entry.key());
            String childKey = join(key, entry.key());
            switch (child.kind()) {
                case TEXT, FLAG -> layer.put(Setting.text(childKey, scalar(childPath, child, entry), at(entry)));
                case LIST -> layer.put(Setting.list(childKey, list(childPath, entry.value()), at(entry)));
                case TEXTS ->
                    asSection(childPath, entry.value())
                            .entries()
                            .forEach(text -> layer.put(Setting.text(
                                    join(childKey, text.key()),
                                    scalar(join(childPath, text.key()), child, text),
                                    at(text))));
                case SECTION -> collect(childPath, childKey, child, asSection(childPath, entry.value()), layer, listed);
                case SECTIONS -> {
                    EntryList entries = new EntryList(file, childKey, child);
                    if (childKey.equals("suppress")) {
                        SuppressReader.read(entries, entry.value(), layer, listed.suppressions());
                    } else {
                        AdjustReader.read(entries, entry.value(), layer, listed.adjustments());
                    }
                }
                case NAMED_SECTIONS -> {
                    // The databases are walked through one by one.
                }
            }
        }
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private String at(KeyValue entry) {
        return file.at(entry.line());
    }

    private FlygateException unknown(String path, Shape shape, KeyValue entry) {
        return unknown(file, path, shape, entry);
    }

    static FlygateException unknown(SourceFile file, String path, Shape shape, KeyValue entry) {
        String question = Suggestion.question(entry.key(), shape.keys());
        if (question.isEmpty()
                && FlywayKey.exact(entry.key()).isPresent()
                && shape.child("flyway").isPresent()) {
            question = "; did you mean \"flyway: { " + entry.key() + ": … }\"?";
        }
        return file.error(
                entry.line(),
                "unknown key \"" + entry.key() + "\"" + (path.isEmpty() ? "" : " in " + path) + question,
                "Known here: " + String.join(", ", shape.keys()) + ".");
    }

    private Section asSection(String path, YamlNode node) {
        if (node instanceof Section section) {
            return section;
        }
        throw wrong(node.line(), path.isEmpty() ? "flygate.yml" : path, "keys with values", node);
    }

    private String scalar(String path, Shape shape, KeyValue entry) {
        boolean flag = shape.kind() == Kind.FLAG;
        if (entry.value() instanceof Scalar scalar
                && (flag ? scalar.type() == ScalarType.FLAG : scalar.type() != ScalarType.NONE)) {
            return flag ? scalar.flag() : scalar.text();
        }
        throw wrong(entry.line(), path, flag ? "true or false" : "one value", entry.value());
    }

    private List<String> list(String path, YamlNode node) {
        if (!(node instanceof Items items)) {
            throw wrong(node.line(), path, "a list, such as [a, b]", node);
        }
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items.items()) {
            if (!(item instanceof Scalar scalar) || scalar.text().isBlank()) {
                throw wrong(item.line(), path, "a list of single values", item);
            }
            texts.add(scalar.text());
        }
        return texts;
    }

    private FlygateException wrong(int line, String path, String wanted, YamlNode node) {
        String found = node instanceof Section
                ? "keys with values"
                : node instanceof Items ? "a list" : found(path, (Scalar) node);
        return file.error(line, path + ": needs " + wanted + ", not " + found, "");
    }

    private static String found(String path, Scalar scalar) {
        return scalar.type() == ScalarType.NONE ? "nothing" : "\"" + Secrets.mask(path, scalar.text()) + "\"";
    }
}
