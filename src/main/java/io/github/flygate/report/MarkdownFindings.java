package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.RuleId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The findings of one database in Markdown: a table, and below it one folded block for each statement. */
final class MarkdownFindings {
    static final int MOST_NAME = 200;

    private static final int MOST_MESSAGE = 500;
    private static final int MOST_SQL = 4_000;

    private final DatabaseReport database;
    private final Detail detail;
    private final Set<RuleId> explained;
    private final Links links;

    /** @param explained rules whose safe alternative the report has already shown; added to */
    MarkdownFindings(DatabaseReport database, Detail detail, Set<RuleId> explained, Links links) {
        this.database = database;
        this.detail = detail;
        this.explained = explained;
        this.links = links;
    }

    void print(StringBuilder text, List<Finding> findings) {
        List<Section> sections = Section.of(database, findings);
        text.append("| Severity | Rule | Where | What |\n| --- | --- | --- | --- |\n");
        for (Section section : sections) {
            if (text.length() > MarkdownReport.BUDGET) {
                return;
            }
            section.entries().forEach(entry -> row(text, section, entry));
        }
        text.append('\n');
        if (detail.context()) {
            sections.stream()
                    .takeWhile(section -> text.length() <= MarkdownReport.BUDGET)
                    .forEach(section -> folded(text, section));
        }
    }

    private void row(StringBuilder text, Section section, Entry entry) {
        MarkdownReport.row(
                text,
                entry.first().severity().id(),
                MarkdownText.code(entry.first().rule().value()),
                MarkdownReport.place(links, section.file(), section.line()),
                MarkdownText.inline(SafeText.cut(entry.message(), MOST_MESSAGE)));
    }

    private void folded(StringBuilder text, Section section) {
        String rules = section.entries().stream()
                .map(entry -> entry.first().rule().value())
                .distinct()
                .map(MarkdownText::summaryCode)
                .collect(Collectors.joining(", "));
        text.append("<details><summary>")
                .append(MarkdownText.summaryCode(SafeText.cut(section.place(), MOST_NAME)))
                .append(": ")
                .append(rules)
                .append("</summary>\n\n");
        if (detail.sql() && section.site().isPresent()) {
            String sql =
                    String.join("\n", StatementText.of(section.site().get()).lines());
            text.append(MarkdownText.fenced(SafeText.cut(sql, MOST_SQL), "sql")).append('\n');
        }
        List<Observation> observations = Evidence.observations(database, section);
        observations.forEach(seen -> text.append("- **")
                .append(seen.label())
                .append(":** ")
                .append(MarkdownText.inline(seen.text()))
                .append('\n'));
        text.append(observations.isEmpty() ? "" : "\n");
        section.entries().forEach(entry -> entry(text, section, entry));
        text.append("</details>\n\n");
    }

    private void entry(StringBuilder text, Section section, Entry entry) {
        Finding finding = entry.first();
        text.append("**")
                .append(finding.severity().id())
                .append("** ")
                .append(MarkdownText.code(finding.rule().value()))
                .append(" (")
                .append(MarkdownText.inline(Words.proof(finding)))
                .append("): ")
                .append(MarkdownText.inline(SafeText.cut(entry.message(), MOST_MESSAGE)))
                .append('\n');
        Trial.of(entry).forEach(trial -> trial(text, trial));
        Evidence.unsaid(section, entry)
                .ifPresent(evidence -> text.append(Trial.of(entry).isEmpty() ? "Evidence: " : "- **evidence:** ")
                        .append(MarkdownText.inline(evidence))
                        .append('\n'));
        text.append('\n');
        if (!explained.add(finding.rule())) {
            text.append("Instead: see ")
                    .append(MarkdownText.code(finding.rule().value()))
                    .append(" above.\n\n");
            return;
        }
        if (detail.alternatives() && !finding.instead().isBlank()) {
            text.append("**Instead:** ").append(MarkdownText.prose(Prose.of(finding.instead())));
        }
        text.append("More: ").append(MarkdownText.code(finding.help())).append("\n\n");
    }

    private void trial(StringBuilder text, Trial trial) {
        if (detail.sql()) {
            text.append("- **statement:** ").append(MarkdownText.code(trial.statement()));
            text.append(trial.origin().isEmpty() ? "" : " (" + MarkdownText.inline(trial.origin()) + ")")
                    .append('\n');
        }
        if (!trial.answer().isEmpty()) {
            text.append("- **gets:** ")
                    .append(MarkdownText.inline(trial.answer()))
                    .append('\n');
        }
    }
}
