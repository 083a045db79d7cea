package io.github.flygate.model;

import java.util.List;

/**
 * What a report may say of a rule, whether or not it found anything.
 *
 * @param severity the rule's own; findings may have another that flygate.yml gives
 * @param status {@code preview}, {@code stable} or {@code deprecated}
 * @param why Markdown
 * @param instead the safe alternative, in Markdown; empty when there is none
 * @param links {@code https} addresses, the most telling first
 */
public record RuleCard(
        RuleId id,
        String title,
        Severity severity,
        Hazard hazard,
        String status,
        String why,
        String instead,
        List<String> links) {
    public RuleCard {
        links = List.copyOf(links);
    }
}
