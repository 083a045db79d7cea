package io.github.flygate.config;

import io.github.flygate.config.GateConfig.Suppression;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** The list of accepted findings in flygate.yml. */
final class SuppressReader {
    private static final String FORM =
            "Write { rule: drop-column, script: V42__x.sql, reason: \"unused since 3.1\", until: 2027-01-31 }.";

    private SuppressReader() {}

    static void read(EntryList list, YamlNode node, Layer layer, List<Suppression> into) {
        for (EntryList.Entry entry : list.read(node, FORM, List.of("rule", "script", "reason"))) {
            String rule = entry.text("rule");
            RuleNames.check(rule, list.file().at(entry.line()));
            Suppression suppression = new Suppression(
                    rule, entry.text("script"), entry.text("reason"), until(list.file(), entry), entry.line());
            into.add(suppression);
            layer.show(Setting.text("suppress", print(suppression), list.file().at(suppression.line())));
        }
    }

    private static String print(Suppression suppression) {
        String until = suppression.until().map(date -> ", until " + date).orElse("");
        return suppression.rule() + " in " + suppression.script() + until + ": " + suppression.reason();
    }

    private static Optional<LocalDate> until(SourceFile file, EntryList.Entry entry) {
        String text = entry.text("until");
        try {
            return entry.texts().containsKey("until") ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException e) {
            throw file.error(
                    entry.line("until"),
                    "suppress: until: \"" + text + "\" is no date",
                    "Write the date as year-month-day, such as 2027-01-31.");
        }
    }
}
