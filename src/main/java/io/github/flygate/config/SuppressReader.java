package io.github.flygate.config;

import io.github.flygate.config.GateConfig.Suppression;
import io.github.flygate.config.YamlNode.Items;
import io.github.flygate.config.YamlNode.KeyValue;
import io.github.flygate.config.YamlNode.Scalar;
import io.github.flygate.config.YamlNode.ScalarType;
import io.github.flygate.config.YamlNode.Section;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of accepted findings in flygate.yml. */
final class SuppressReader {
    private static final String FORM =
            "Write { rule: drop-column, script: V42__x.sql, reason: \"unused since 3.1\", until: 2027-01-31 }.";

    private SuppressReader() {}

    static void read(SourceFile file, Shape shape, YamlNode node, Layer layer, List<Suppression> into) {
        if (!(node instanceof Items items)) {
            throw file.error(node.line(), "suppress: needs a list", FORM);
        }
        for (YamlNode item : items.items()) {
            if (!(item instanceof Section section)) {
                throw file.error(item.line(), "suppress: needs a list of entries with keys", FORM);
            }
            Suppression suppression = entry(file, shape, section);
            into.add(suppression);
            layer.show(Setting.text("suppress", print(suppression), file.at(suppression.line())));
        }
    }

    private static String print(Suppression suppression) {
        String until = suppression.until().map(date -> ", until " + date).orElse("");
        return suppression.rule() + " in " + suppression.script() + until + ": " + suppression.reason();
    }

    private static Suppression entry(SourceFile file, Shape shape, Section section) {
        Map<String, String> texts = new HashMap<>();
        int untilLine = section.line();
        for (KeyValue entry : section.entries()) {
            if (shape.child(entry.key()).isEmpty()) {
                throw GateFile.unknown(file, "suppress", shape, entry);
            }
            if (!(entry.value() instanceof Scalar scalar) || scalar.type() == ScalarType.NONE) {
                throw file.error(entry.line(), "suppress: " + entry.key() + " needs one value", FORM);
            }
            texts.put(entry.key(), scalar.text().strip());
            untilLine = entry.key().equals("until") ? entry.line() : untilLine;
        }
        for (String required : List.of("rule", "script", "reason")) {
            if (texts.getOrDefault(required, "").isEmpty()) {
                throw file.error(section.line(), "suppress: the entry has no " + required, FORM);
            }
        }
        String rule = texts.getOrDefault("rule", "");
        RuleNames.check(rule, file.at(section.line()));
        return new Suppression(
                rule,
                texts.getOrDefault("script", ""),
                texts.getOrDefault("reason", ""),
                until(file, untilLine, Optional.ofNullable(texts.get("until"))),
                section.line());
    }

    private static Optional<LocalDate> until(SourceFile file, int line, Optional<String> text) {
        try {
            return text.map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            throw file.error(
                    line,
                    "suppress: until: \"" + text.orElse("") + "\" is no date",
                    "Write the date as year-month-day, such as 2027-01-31.");
        }
    }
}
