package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.StatementReport;
import io.github.flygate.model.Status;
import io.github.flygate.report.JunitCase.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The test cases of one database: what was looked at, each pending script, each rule that speaks of a file. */
final class JunitCases {
    private static final int MOST_MESSAGE = 500;
    private static final int MOST_SQL = 2_000;
    private static final int MOST_FINDINGS = 50;

    private final GateReport report;
    private final DatabaseReport database;
    private final Ordinals names;
    private final RepositoryFiles files;
    private final Map<String, List<Site>> sites;
    private final String group;

    /** @param names of all test cases so far; servers ignore the second one of a name */
    JunitCases(GateReport report, DatabaseReport database, Ordinals names) {
        this.report = report;
        this.database = database;
        this.names = names;
        this.files = new RepositoryFiles(report.folder());
        this.sites = Site.byFile(database);
        this.group = group(database);
    }

    /** Servers take what stands before the last point for a package. */
    static String group(DatabaseReport database) {
        return "flygate." + JunitCase.name(database.name()).replace('.', '_');
    }

    List<JunitCase> all() {
        List<JunitCase> cases = new ArrayList<>(List.of(looked()));
        Map<String, Map<String, List<Finding>>> findings = database.findings().stream()
                .filter(finding -> finding.status() != Status.REFUTED)
                .collect(Collectors.groupingBy(
                        finding -> finding.span().file(),
                        LinkedHashMap::new,
                        Collectors.groupingBy(
                                finding -> finding.rule().value(), LinkedHashMap::new, Collectors.toList())));
        for (MigrationReport migration : database.migrations()) {
            cases.add(Words.ran(database) ? ran(migration) : read(migration));
            cases.addAll(rules(migration.file(), findings.getOrDefault(migration.file(), Map.of())));
            findings.remove(migration.file());
        }
        findings.forEach((file, rules) -> cases.addAll(rules(file, rules)));
        return cases;
    }

    /** Always there, so that no suite is empty; says what the others do not. */
    private JunitCase looked() {
        List<String> lines = new ArrayList<>();
        Counts counts = Counts.of(database.findings(), report.failOn());
        if (database.migrations().isEmpty()) {
            lines.add(Words.nothingPending(database));
        }
        lines.add(MarkdownReport.capital(Words.coverage(database, counts, database.coverage())) + ".");
        lines.add("Rolling update safe: " + Words.answer(database.rollingUpdateSafe()) + ", "
                + CanaryWords.meaning(database) + ".");
        Stream.concat(database.canary().reasons().stream(), database.notes().stream())
                .map(note -> "- " + SafeText.line(note))
                .forEach(lines::add);
        return named("what was looked at", Outcome.PASSED, 0, "", String.join("\n", lines));
    }

    private JunitCase ran(MigrationReport migration) {
        MigrationState state = MigrationState.of(migration, database);
        String why = switch (state) {
            case OK -> "";
            case NOT_RUN -> "not run here";
            default -> state.word() + "; the other test cases of this file say why";
        };
        return named(
                name(migration.file()) + ": run by Flyway",
                state == MigrationState.OK ? Outcome.PASSED : Outcome.SKIPPED,
                migration.durationMs(),
                why,
                why);
    }

    private JunitCase read(MigrationReport migration) {
        int all = migration.statements().size();
        int read = (int)
                migration.statements().stream().filter(StatementReport::parsed).count();
        String why = read == all ? "" : (all - read) + " of " + Words.count(all, "statement") + " could not be read";
        return named(name(migration.file()) + ": read", why.isEmpty() ? Outcome.PASSED : Outcome.SKIPPED, 0, why, why);
    }

    private List<JunitCase> rules(String file, Map<String, List<Finding>> rules) {
        return rules.entrySet().stream()
                .map(rule -> rule(name(file) + ": " + rule.getKey(), rule.getValue()))
                .toList();
    }

    private JunitCase rule(String name, List<Finding> findings) {
        String text = findings.stream().limit(MOST_FINDINGS).map(this::text).collect(Collectors.joining("\n\n"))
                + (findings.size() > MOST_FINDINGS
                        ? "\n\nand " + Words.count(findings.size() - MOST_FINDINGS, "more finding")
                        : "");
        List<Finding> failing = findings.stream()
                .filter(finding -> finding.fails(report.failOn()))
                .toList();
        if (!failing.isEmpty()) {
            return named(name, Outcome.FAILED, 0, summary(failing), text);
        }
        boolean counts = findings.stream().anyMatch(finding -> finding.status().counts());
        return counts
                ? named(name, Outcome.PASSED, 0, "", text)
                : named(name, Outcome.SKIPPED, 0, accepted(findings.get(0)), text);
    }

    private static String summary(List<Finding> failing) {
        String first = SafeText.cut(SafeText.line(failing.get(0).message()), MOST_MESSAGE);
        return failing.size() == 1 ? first : first + " (and " + (failing.size() - 1) + " more)";
    }

    private static String accepted(Finding finding) {
        return finding.status() == Status.BASELINE
                ? "in the baseline"
                : "suppressed: " + SafeText.cut(finding.reason(), MOST_MESSAGE);
    }

    /** Servers show this text and not the summary, so that it says all. */
    private String text(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add(files.path(finding.span().file()) + ":" + finding.span().line());
        lines.add(finding.severity().id() + " " + finding.rule() + " (" + Words.proof(finding) + "): "
                + SafeText.cut(SafeText.line(finding.message()), MOST_MESSAGE));
        if (!finding.status().counts()) {
            lines.add(accepted(finding));
        }
        Site.of(finding, sites)
                .ifPresent(site -> lines.add(
                        SafeText.cut(String.join("\n", StatementText.of(site).lines()), MOST_SQL)));
        if (!finding.evidence().isEmpty()) {
            lines.add("evidence: " + SafeText.cut(SafeText.line(Words.pairs(finding.evidence(), ": ")), MOST_SQL));
        }
        lines.add("the safe way: " + finding.help());
        return String.join("\n", lines);
    }

    /** The file is cut where it is too long, not what was checked. */
    private String name(String file) {
        return JunitCase.name(files.path(file));
    }

    private JunitCase named(String name, Outcome outcome, double durationMs, String summary, String text) {
        String unique = names.unique(group + ": ", name);
        return new JunitCase(group, unique, outcome, durationMs, summary, text);
    }
}
