package io.github.flygate.config;

import io.github.flygate.config.GateConfig.Adjustment;
import io.github.flygate.model.Severity;
import java.util.Arrays;
import java.util.List;

/** The list of other severities for some files in flygate.yml. */
final class AdjustReader {
    private static final String OFF = "off";
    private static final String FORM =
            "Write { rule: index-create-blocking, severity: info, path: \"db/archive/**\", reason: \"small tables\" }.";

    private AdjustReader() {}

    static void read(EntryList list, YamlNode node, Layer layer, List<Adjustment> into) {
        for (EntryList.Entry entry : list.read(node, FORM, List.of("rule", "severity", "path", "reason"))) {
            String rule = entry.text("rule");
            RuleNames.check(rule, list.file().at(entry.line()));
            Adjustment adjustment = new Adjustment(
                    rule, severity(list.file(), entry), entry.text("path"), entry.text("reason"), entry.line());
            into.add(adjustment);
            layer.show(
                    Setting.text("rules.adjust", print(adjustment), list.file().at(adjustment.line())));
        }
    }

    private static String print(Adjustment adjustment) {
        return adjustment.rule() + " is " + adjustment.severity() + " in " + adjustment.path() + ": "
                + adjustment.reason();
    }

    /** YAML 1.1 reads off as false. */
    private static String severity(SourceFile file, EntryList.Entry entry) {
        String text = entry.text("severity").equals("false") ? OFF : entry.text("severity");
        if (!text.equals(OFF)
                && Arrays.stream(Severity.values())
                        .noneMatch(severity -> severity.id().equals(text))) {
            throw file.error(
                    entry.line("severity"),
                    "rules.adjust: severity: \"" + text + "\" is no severity",
                    "Use one of info, warning, error, or off.");
        }
        return text;
    }
}
