package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.Verdict;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Status;
import io.github.flygate.report.Page.Ink;
import io.github.flygate.report.Reports.Style;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The report for somebody who meets flygate for the first time at the end of a CI log: the verdict comes last, where
 * the eye is.
 */
final class ConsoleReport {
    private static final int MOST_NAMED = 20;

    private final GateReport report;
    private final Page page;
    private final Set<RuleId> explained = new HashSet<>();

    ConsoleReport(GateReport report, Style style) {
        this.report = report;
        this.page = new Page(style);
    }

    String render() {
        for (DatabaseReport database : report.databases()) {
            database(database);
            page.blank();
        }
        verdict();
        return page.toString();
    }

    private void database(DatabaseReport database) {
        page.line(
                0,
                2,
                Ink.BOLD,
                "flygate " + report.toolVersion(),
                ": database " + database.name() + ", " + Words.server(database));
        String here = Words.ran(database) && !database.migrations().isEmpty() ? "; " + Words.HERE : "";
        page.line(0, 2, Ink.NONE, "", Words.scope(database) + here);
        page.blank();
        if (database.migrations().isEmpty()) {
            nothingPending(database);
        }
        findings(database);
        if (Words.ran(database) && !database.migrations().isEmpty()) {
            migrations(database);
        }
        new ConsoleCanary(page).print(database.canary());
        closing(database);
    }

    private void nothingPending(DatabaseReport database) {
        page.line(0, Words.nothingPending(database));
        page.blank();
    }

    private void findings(DatabaseReport database) {
        List<Finding> counting = database.findings().stream()
                .filter(finding -> finding.status().counts())
                .toList();
        if (counting.isEmpty()) {
            if (!database.migrations().isEmpty()) {
                page.line(
                        0,
                        "No findings: no rule objects to what these migrations "
                                + (Words.ran(database) ? "say and did here." : "say."));
                page.blank();
            }
            return;
        }
        List<Finding> shown = counting.stream()
                .filter(finding -> finding.severity() != Severity.INFO || finding.fails(report.failOn()))
                .toList();
        new ConsoleFindings(page, database, explained).print(shown);
        if (shown.size() < counting.size()) {
            page.line(0, 2, Ink.NONE, "mentioned", " in the JSON report: " + mentioned(counting, shown));
            page.blank();
        }
    }

    /** What nobody has to do anything about, by rule. */
    private static String mentioned(List<Finding> counting, List<Finding> shown) {
        Map<RuleId, Long> rules = new TreeMap<>(Comparator.comparing(RuleId::value));
        counting.stream()
                .filter(finding -> !shown.contains(finding))
                .forEach(finding -> rules.merge(finding.rule(), 1L, Long::sum));
        return rules.entrySet().stream()
                .map(rule -> rule.getKey() + " (" + rule.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private void migrations(DatabaseReport database) {
        page.line(0, 0, Ink.BOLD, "Migrations", "");
        TextTable table = new TextTable("script", "in tx", "strongest lock on existing", "time", "state");
        for (MigrationReport migration : database.migrations()) {
            table.row(
                    Words.script(migration),
                    migration.transactional() ? "yes" : "no",
                    Observation.strongestLock(MigrationState.effects(migration))
                            .map(lock -> lock.mode().pgName() + " " + lock.relation())
                            .orElse("-"),
                    migration.traced() ? Words.duration(migration.durationMs()) : "-",
                    MigrationState.of(migration, database).word());
        }
        table.print(page, 2);
        page.blank();
    }

    private void closing(DatabaseReport database) {
        page.line(0, 2, Ink.NONE, "", coverage(database));
        String refuted = Words.refuted(database);
        if (!refuted.isEmpty()) {
            page.line(0, 2, Ink.NONE, "", "refuted, the server did not do it: " + refuted);
        }
        for (Finding finding : database.findings()) {
            if (finding.status() == Status.SUPPRESSED) {
                String why = finding.reason().isEmpty() ? "" : ": " + finding.reason();
                page.line(
                        0, 2, Ink.NONE, "", "suppressed: " + finding.rule() + " at " + Words.shortPlace(finding) + why);
            }
        }
        if (!database.settings().isEmpty()) {
            page.line(0, 2, Ink.NONE, "", "settings: " + Words.pairs(database.settings(), " = "));
        }
        database.notes().forEach(note -> page.line(0, 2, Ink.NONE, "", "note: " + note));
    }

    private String coverage(DatabaseReport database) {
        Coverage coverage = database.coverage();
        return Words.coverage(database, Counts.of(database.findings(), report.failOn()), coverage);
    }

    private void verdict() {
        List<Finding> findings = report.databases().stream()
                .flatMap(db -> db.findings().stream())
                .toList();
        Counts counts = Counts.of(findings, report.failOn());
        if (report.verdict() == Verdict.FAIL) {
            page.line(0, "what fails:");
            report.databases().forEach(this::failing);
            page.line(0, 2, Ink.NONE, "", "what to do: " + Words.toDo(report.failOn()));
        }
        report.databases().forEach(this::rollingUpdate);
        boolean pass = report.verdict() == Verdict.PASS;
        String detail = pass && counts.errors() + counts.warnings() + counts.infos() > 0
                ? "; only " + Words.failOn(report.failOn()) + " fails"
                : "";
        page.line(
                0,
                2,
                pass ? Ink.GREEN : Ink.RED,
                pass ? "PASS" : "FAIL",
                ": " + counts.severities() + detail + "  (exit code " + (pass ? 0 : 1) + ")");
    }

    private void rollingUpdate(DatabaseReport database) {
        String of = report.databases().size() == 1 ? "" : " for " + database.name();
        page.line(
                0,
                2,
                Ink.NONE,
                "",
                "rolling update safe" + of + ": " + Words.answer(database.rollingUpdateSafe()) + " ("
                        + CanaryWords.meaning(database) + ")");
        new ConsoleCanary(page).reasons(database.canary());
    }

    private void failing(DatabaseReport database) {
        List<Finding> failing = database.findings().stream()
                .filter(finding -> finding.fails(report.failOn()))
                .toList();
        Map<String, Set<String>> places = new LinkedHashMap<>();
        for (Section section : Section.of(database, failing)) {
            Set<String> rules = places.computeIfAbsent(section.place(), place -> new LinkedHashSet<>());
            section.entries().forEach(entry -> rules.add(entry.first().rule().value()));
        }
        places.entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(place -> page.line(
                        2,
                        4,
                        Ink.NONE,
                        "",
                        Words.shortPlace(place.getKey()) + "  " + String.join(", ", place.getValue())));
        if (places.size() > MOST_NAMED) {
            page.line(2, "and " + Words.count(places.size() - MOST_NAMED, "more place"));
        }
    }
}
