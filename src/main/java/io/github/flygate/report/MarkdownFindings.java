package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The findings of one database in Markdown: a table, and below it one folded block for each. */
final class MarkdownFindings {
    static final int MOST_NAME = 200;

    private static final int MOST_MESSAGE = 500;
    private static final int MOST_SQL = 4_000;

    private final DatabaseReport database;
    private final Map<String, List<Site>> sites;
    private final Detail detail;
    private Optional<Site> shown = Optional.empty();

    MarkdownFindings(DatabaseReport database, Detail detail) {
        this.database = database;
        this.sites = Site.byFile(database);
        this.detail = detail;
    }

    void print(StringBuilder text, List<Finding> findings) {
        text.append("| Severity | Rule | Where | What |\n| --- | --- | --- | --- |\n");
        for (Finding finding : findings) {
            if (text.length() > MarkdownReport.BUDGET) {
                return;
            }
            MarkdownReport.row(
                    text,
                    finding.severity().id(),
                    MarkdownText.code(finding.rule().value()),
                    MarkdownReport.name(finding.span().toString()),
                    MarkdownText.inline(SafeText.cut(finding.message(), MOST_MESSAGE)));
        }
        text.append('\n');
        if (detail.context()) {
            findings.stream()
                    .takeWhile(finding -> text.length() <= MarkdownReport.BUDGET)
                    .forEach(finding -> folded(text, finding));
        }
    }

    private void folded(StringBuilder text, Finding finding) {
        text.append("<details><summary>")
                .append(finding.severity().id())
                .append(' ')
                .append(MarkdownText.summaryCode(finding.rule().value()))
                .append(" at ")
                .append(MarkdownText.summaryCode(SafeText.cut(finding.span().toString(), MOST_NAME)))
                .append("</summary>\n\n");
        Optional<Site> site = Site.of(finding, sites);
        if (site.isPresent() && site.equals(shown)) {
            item(text, "statement", "the same as above");
        } else {
            site.ifPresent(found -> statement(text, found));
            shown = site;
        }
        if (!finding.evidence().isEmpty()) {
            text.append("- **evidence:** ").append(evidence(finding)).append('\n');
        }
        item(text, "proof", Words.proof(finding));
        text.append('\n');
        if (detail.alternatives() && !finding.instead().isBlank()) {
            text.append("**Instead**\n\n").append(MarkdownText.prose(Prose.of(finding.instead())));
        }
        text.append("More: ").append(MarkdownText.code(finding.help())).append("\n\n</details>\n\n");
    }

    private void statement(StringBuilder text, Site site) {
        if (detail.sql()) {
            text.append(MarkdownText.fenced(SafeText.cut(site.statement().sql(), MOST_SQL), "sql"))
                    .append('\n');
        }
        observations(site).forEach(observation -> item(text, observation.label(), observation.text()));
    }

    private List<Observation> observations(Site site) {
        if (!Words.ran(database)) {
            return List.of();
        }
        List<Observation> seen = Observation.of(site);
        return seen.isEmpty() ? List.of(new Observation("result", "this statement was not run here")) : seen;
    }

    private static void item(StringBuilder text, String label, String sentence) {
        text.append("- **")
                .append(label)
                .append(":** ")
                .append(MarkdownText.inline(sentence))
                .append('\n');
    }

    private static String evidence(Finding finding) {
        return finding.evidence().entrySet().stream()
                .map(pair -> MarkdownText.inline(pair.getKey()) + " " + MarkdownText.code(pair.getValue()))
                .collect(Collectors.joining("; "));
    }
}
