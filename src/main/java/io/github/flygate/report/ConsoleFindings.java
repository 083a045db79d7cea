package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Page.Ink;
import java.util.List;
import java.util.Set;

/** The findings of one database on the console, statement by statement. */
final class ConsoleFindings {
    private static final int INDENT = 2;
    private static final int LABEL = 10;
    private static final int MOST_SQL = 130;
    private static final int MOST_SQL_LINES = 4;
    private static final int MOST_INSTEAD_LINES = 6;
    private static final int MOST_INSTEAD_LINES_OF_WARNING = 4;

    private final Page page;
    private final DatabaseReport database;
    private final Set<RuleId> explained;

    /** @param explained rules whose safe alternative the report has already shown; added to */
    ConsoleFindings(Page page, DatabaseReport database, Set<RuleId> explained) {
        this.page = page;
        this.database = database;
        this.explained = explained;
    }

    void print(List<Finding> findings) {
        Section.of(database, findings).forEach(this::section);
    }

    private void section(Section section) {
        page.line(0, INDENT, Ink.BOLD, section.place(), "");
        section.site().ifPresent(this::statement);
        Evidence.observations(database, section).forEach(seen -> label(seen.label(), seen.text()));
        section.entries().forEach(entry -> entry(section, entry));
        page.blank();
    }

    private void statement(Site site) {
        StatementText text = StatementText.of(site);
        List<String> lines = text.lines();
        for (int i = 0; i < Math.min(lines.size(), MOST_SQL_LINES); i++) {
            sqlLine(text.first() == 0 ? "" : String.valueOf(text.first() + i), lines.get(i));
        }
        if (lines.size() > MOST_SQL_LINES) {
            sqlLine("", "... " + Words.count(lines.size() - MOST_SQL_LINES, "more line"));
        }
    }

    private void sqlLine(String number, String text) {
        page.cutLine(0, Ink.FAINT, " ".repeat(Math.max(0, LABEL - number.length())) + number + " | " + text);
    }

    private void entry(Section section, Entry entry) {
        Finding finding = entry.first();
        String severity = finding.severity().id();
        boolean again = !explained.add(finding.rule());
        page.line(
                INDENT,
                INDENT + LABEL,
                ink(finding.severity()),
                severity,
                Page.pad("", LABEL - severity.length()) + finding.rule() + " (" + Words.proof(finding) + ")  "
                        + entry.message() + (again ? " (instead: see above)" : ""));
        Trial.of(entry).stream().limit(1).forEach(this::trial);
        Evidence.unsaid(section, entry).ifPresent(evidence -> label("evidence", evidence));
        if (!again) {
            instead(finding);
        }
    }

    private void trial(Trial trial) {
        label(
                "statement",
                SafeText.cut(trial.statement(), MOST_SQL)
                        + (trial.origin().isEmpty() ? "" : " (" + trial.origin() + ")"));
        if (!trial.answer().isEmpty()) {
            label("gets", trial.answer());
        }
    }

    private void instead(Finding finding) {
        int most = finding.severity() == Severity.ERROR ? MOST_INSTEAD_LINES : MOST_INSTEAD_LINES_OF_WARNING;
        Excerpt excerpt = Excerpt.of(Prose.of(finding.instead()), page.width() - INDENT - LABEL, most);
        List<String> lines = excerpt.lines();
        for (int i = 0; i < lines.size(); i++) {
            String more = excerpt.cut() && i == lines.size() - 1 ? " ..." : "";
            page.cutLine(INDENT, Ink.NONE, Page.pad(i == 0 ? "instead" : "", LABEL) + lines.get(i) + more);
        }
        if (lines.isEmpty()) {
            label("more", finding.help());
        }
    }

    private void label(String label, String text) {
        page.labelled(INDENT, LABEL, label, text);
    }

    private static Ink ink(Severity severity) {
        return switch (severity) {
            case ERROR -> Ink.RED;
            case WARNING -> Ink.YELLOW;
            case INFO -> Ink.CYAN;
        };
    }
}
