package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Page.Ink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The findings of one database on the console, file by file. */
final class ConsoleFindings {
    private static final int INDENT = 2;
    private static final int LABEL = 10;
    private static final int MOST_SQL_LINES = 8;
    private static final int MOST_INSTEAD_LINES = 12;

    private final Page page;
    private final DatabaseReport database;
    private final Map<String, List<Site>> sites;
    private Optional<Site> shown = Optional.empty();

    ConsoleFindings(Page page, DatabaseReport database) {
        this.page = page;
        this.database = database;
        this.sites = Site.byFile(database);
    }

    void print(List<Finding> findings) {
        byFile(findings).forEach((file, inFile) -> {
            if (inFile.isEmpty()) {
                return;
            }
            page.line(0, INDENT, Ink.BOLD, file, "");
            page.blank();
            inFile.forEach(this::finding);
        });
    }

    /** Pending migrations in the order in which Flyway runs them, then other files. */
    private Map<String, List<Finding>> byFile(List<Finding> findings) {
        Map<String, List<Finding>> files = new LinkedHashMap<>();
        for (MigrationReport migration : database.migrations()) {
            files.put(migration.file(), List.of());
        }
        files.putAll(findings.stream()
                .sorted(Words.BY_PLACE)
                .collect(Collectors.groupingBy(
                        (Finding finding) -> finding.span().file(), LinkedHashMap::new, Collectors.toList())));
        return files;
    }

    private void finding(Finding finding) {
        page.line(
                INDENT,
                INDENT + 4,
                ink(finding.severity()),
                finding.severity().id(),
                Page.pad("", 9 - finding.severity().id().length()) + finding.rule() + "  " + Words.shortPlace(finding));
        page.line(INDENT + 4, finding.message());
        site(finding);
        if (!finding.evidence().isEmpty()) {
            label("evidence", Words.pairs(finding.evidence(), ": "));
        }
        label("proof", Words.proof(finding));
        instead(finding);
        page.blank();
    }

    private void site(Finding finding) {
        Optional<Site> site = Site.of(finding, sites);
        if (site.isEmpty()) {
            return;
        }
        if (site.equals(shown)) {
            label("statement", "the same as above");
            return;
        }
        shown = site;
        statement(site.get());
        if (Words.ran(database)) {
            List<Observation> observations = Observation.of(site.get());
            observations.forEach(observation -> label(observation.label(), observation.text()));
            if (observations.isEmpty()) {
                label("result", "this statement was not run here");
            }
        }
    }

    private void statement(Site site) {
        List<String> lines =
                SafeText.block(site.statement().sql()).strip().lines().toList();
        boolean numbered = !site.migration().kind().equals("java");
        int first = site.statement().span().line();
        page.blank();
        for (int i = 0; i < Math.min(lines.size(), MOST_SQL_LINES); i++) {
            String number = numbered ? String.valueOf(first + i) : "";
            page.cutLine(0, Ink.FAINT, " ".repeat(Math.max(0, 8 - number.length())) + number + " | " + lines.get(i));
        }
        if (lines.size() > MOST_SQL_LINES) {
            page.cutLine(0, Ink.FAINT, "         | ... " + Words.count(lines.size() - MOST_SQL_LINES, "more line"));
        }
        page.blank();
    }

    private void instead(Finding finding) {
        Excerpt excerpt =
                Excerpt.of(Prose.of(finding.instead()), page.width() - INDENT - 4 - LABEL, MOST_INSTEAD_LINES);
        for (int i = 0; i < excerpt.lines().size(); i++) {
            page.cutLine(
                    INDENT + 4,
                    Ink.NONE,
                    Page.pad(i == 0 ? "instead" : "", LABEL) + excerpt.lines().get(i));
        }
        if (excerpt.lines().isEmpty() || excerpt.cut()) {
            label(excerpt.cut() ? "" : "more", (excerpt.cut() ? "... " : "") + finding.help());
        }
    }

    private void label(String label, String text) {
        page.labelled(INDENT + 4, LABEL, label, text);
    }

    private static Ink ink(Severity severity) {
        return switch (severity) {
            case ERROR -> Ink.RED;
            case WARNING -> Ink.YELLOW;
            case INFO -> Ink.CYAN;
        };
    }
}
