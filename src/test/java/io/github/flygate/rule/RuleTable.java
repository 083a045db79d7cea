package io.github.flygate.rule;

import java.util.Comparator;
import java.util.List;

/** The text of {@code rules/README.md}. */
final class RuleTable {
    private RuleTable() {}

    static String of(List<Rule> rules) {
        StringBuilder text = new StringBuilder("""
                # Rules

                One file per rule; the file's name is the rule's id. This table is generated from them; to bring it up to date:
                `./mvnw test -Dtest=RuleFilesTest -Dgolden.update=true`

                | Rule | Severity | Hazard | What it finds |
                | --- | --- | --- | --- |
                """);
        rules.stream()
                .sorted(Comparator.comparing(Rule::id))
                .forEach(rule -> text.append("| [%s](%s.md) | %s | %s | %s |%n"
                        .formatted(
                                rule.id(),
                                rule.id(),
                                rule.severity().id(),
                                rule.hazard().id(),
                                rule.title().replace("|", "\\|"))
                        .replace(System.lineSeparator(), "\n")));
        return text.toString();
    }
}
