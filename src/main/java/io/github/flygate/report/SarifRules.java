package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.RuleCard;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Prose.Block;
import io.github.flygate.report.Prose.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rules of a SARIF run: all of them, whether or not they found anything. */
final class SarifRules {
    /** GitHub's limit for descriptions. */
    private static final int MOST_DESCRIPTION = 1_024;

    private final JsonFields json;
    private final List<RuleCard> rules;
    private final Map<RuleId, Integer> indexes = new HashMap<>();

    SarifRules(JsonFields json, GateReport report) {
        SortedMap<RuleId, RuleCard> cards = new TreeMap<>();
        report.rules().forEach(card -> cards.put(card.id(), card));
        report.databases().stream()
                .flatMap(database -> database.findings().stream())
                .forEach(finding -> cards.computeIfAbsent(finding.rule(), id -> unknown(finding)));
        this.json = json;
        this.rules = List.copyOf(cards.values());
        rules.forEach(card -> indexes.put(card.id(), indexes.size()));
    }

    /** For a report that came without its rules. */
    private static RuleCard unknown(Finding finding) {
        String title = finding.rule().value().replace('-', ' ');
        return new RuleCard(
                finding.rule(),
                title,
                finding.severity(),
                finding.hazard(),
                "stable",
                finding.help(),
                finding.instead(),
                List.of());
    }

    int index(Finding finding) {
        return Optional.ofNullable(indexes.get(finding.rule())).orElseThrow();
    }

    static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    void write() throws IOException {
        json.list("rules", rules, this::rule);
    }

    private void rule(RuleCard card) throws IOException {
        List<Block> why = Prose.of(card.why());
        json.open();
        json.text("id", card.id().value());
        message("shortDescription", SafeText.line(card.title()));
        message("fullDescription", description(card, why));
        json.open("help");
        json.text("text", plain(card));
        json.text("markdown", markdown(card));
        json.close();
        Optional<String> link = card.links().stream().filter(SarifRules::isUri).findFirst();
        if (link.isPresent()) {
            json.text("helpUri", link.get());
        }
        json.open("defaultConfiguration");
        json.text("level", level(card.severity()));
        json.close();
        json.open("properties");
        json.text(
                "problem.severity",
                card.severity() == Severity.INFO
                        ? "recommendation"
                        : card.severity().id());
        json.texts("tags", List.of(card.hazard().id(), card.status()));
        json.close();
        json.close();
    }

    private void message(String key, String text) throws IOException {
        json.open(key);
        json.text("text", SafeText.cut(text, MOST_DESCRIPTION));
        json.close();
    }

    /** The first paragraph of why. */
    private static String description(RuleCard card, List<Block> why) {
        return why.stream()
                .filter(block -> block.kind() != Kind.CODE)
                .map(block -> SafeText.line(block.text()))
                .findFirst()
                .orElse(SafeText.line(card.title()));
    }

    private static String plain(RuleCard card) {
        List<String> parts = new ArrayList<>(List.of(card.title(), card.why()));
        if (!card.instead().isBlank()) {
            parts.add("Instead:");
            parts.add(card.instead());
        }
        parts.addAll(card.links());
        return parts.stream().map(part -> SafeText.block(part).strip()).collect(Collectors.joining("\n\n"));
    }

    private static String markdown(RuleCard card) {
        String text = MarkdownText.prose(Prose.of(card.why()));
        String instead =
                card.instead().isBlank() ? "" : "## Instead\n\n" + MarkdownText.prose(Prose.of(card.instead()));
        return text + instead + "More: " + MarkdownText.code("flygate explain " + card.id()) + "\n";
    }

    private static boolean isUri(String link) {
        try {
            return new URI(link).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
