package io.github.flygate.rule;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return text + dangers(rules);
    }

    /** Which rules tell what, and the PostgreSQL versions that their examples are run on. */
    private static String dangers(List<Rule> rules) {
        StringBuilder text = new StringBuilder("""

                # Dangers

                What can go wrong, and what tells it. The examples of every rule are run on the versions named here; `check` must see there what the rule claims.
                """);
        for (Danger danger : Danger.all()) {
            if (danger.begins()) {
                text.append("\n## ")
                        .append(danger.group())
                        .append("\n\n| Danger | Rules | Examples on PostgreSQL | |\n| --- | --- | --- | --- |\n");
            }
            String names = danger.rules().stream()
                    .map(id -> "[%s](%s.md)".formatted(id, id))
                    .collect(Collectors.joining(", "));
            text.append("| ")
                    .append(danger.title())
                    .append(" | ")
                    .append(names)
                    .append(" | ")
                    .append(versions(danger, rules))
                    .append(" | ")
                    .append(danger.note())
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String versions(Danger danger, List<Rule> rules) {
        return Stream.of(12, 15, 18)
                .filter(version -> rules.stream()
                        .anyMatch(rule -> danger.rules().contains(rule.id().value()) && rule.appliesTo(version)))
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
