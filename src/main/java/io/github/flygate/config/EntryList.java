package io.github.flygate.config;

import io.github.flygate.config.YamlNode.Items;
import io.github.flygate.config.YamlNode.KeyValue;
import io.github.flygate.config.YamlNode.Scalar;
import io.github.flygate.config.YamlNode.ScalarType;
import io.github.flygate.config.YamlNode.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A list of entries with the same keys, each with one value. */
record EntryList(SourceFile file, String key, Shape shape) {
    /**
     * One entry.
     *
     * @param lines of its keys
     */
    record Entry(int line, Map<String, String> texts, Map<String, Integer> lines) {
        String text(String name) {
            return texts.getOrDefault(name, "");
        }

        int line(String name) {
            return lines.getOrDefault(name, line);
        }
    }

    /**
     * @param form an entry as it should be
     * @param required keys that may not be missing or empty
     */
    List<Entry> read(YamlNode node, String form, List<String> required) {
        if (!(node instanceof Items items)) {
            throw file.error(node.line(), key + ": needs a list", form);
        }
        List<Entry> entries = new ArrayList<>();
        for (YamlNode item : items.items()) {
            if (!(item instanceof Section section)) {
                throw file.error(item.line(), key + ": needs a list of entries with keys", form);
            }
            entries.add(entry(section, form, required));
        }
        return entries;
    }

    private Entry entry(Section section, String form, List<String> required) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (KeyValue entry : section.entries()) {
            if (shape.child(entry.key()).isEmpty()) {
                throw GateFile.unknown(file, key, shape, entry);
            }
            if (!(entry.value() instanceof Scalar scalar) || scalar.type() == ScalarType.NONE) {
                throw file.error(entry.line(), key + ": " + entry.key() + " needs one value", form);
            }
            texts.put(entry.key(), scalar.text().strip());
            lines.put(entry.key(), entry.line());
        }
        for (String name : required) {
            if (texts.getOrDefault(name, "").isEmpty()) {
                throw file.error(section.line(), key + ": the entry has no " + name, form);
            }
        }
        return new Entry(section.line(), texts, lines);
    }
}
