package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.Verdict;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The report for a pull request comment, at most {@value #BUDGET} characters long. What has to give way goes in the
 * order of {@link Detail}; the verdict, its reasons and the counts always stay.
 */
final class MarkdownReport {
    /** GitHub refuses comments above 65,536 characters; the rest is room for who posts it. */
    static final int BUDGET = 60_000;

    private static final Pattern VERSION = Pattern.compile("(V\\d[0-9._]*?)__");
    private static final int MOST_ROWS = 200;

    /** So many rows do not fit anyway; a report from elsewhere may hold any number. */
    private static final int MOST_FINDINGS = 2_000;

    private final GateReport report;
    private final Links links;
    private final Counts counts;
    private final String top;
    private final boolean lists;
    private final int budget;

    MarkdownReport(GateReport report, Links links) {
        this(report, links, BUDGET);
    }

    /** @param budget most characters, for what is no comment */
    MarkdownReport(GateReport report, Links links, int budget) {
        this.budget = budget;
        this.report = report;
        this.links = links;
        this.counts = Counts.of(
                report.databases().stream()
                        .flatMap(db -> db.findings().stream())
                        .toList(),
                report.failOn());
        this.top = MarkdownVerdict.lines(report) + heading() + "\n" + MarkdownOverview.table(report);
        this.lists = report.databases().stream()
                .anyMatch(database -> MarkdownCanary.hasLists(database.canary()) || MarkdownLocks.hasLists(database));
    }

    String render() {
        for (Detail detail : Detail.values()) {
            if (detail != Detail.BARE && (detail != Detail.NO_LISTS || lists)) {
                String text = render(detail, Integer.MAX_VALUE);
                if (text.length() <= budget) {
                    return text;
                }
            }
        }
        for (int rows = MOST_ROWS; rows > 0; rows /= 2) {
            String text = render(Detail.BARE, rows);
            if (text.length() <= budget) {
                return text;
            }
        }
        return top + shortened(Detail.BARE);
    }

    /** Whoever writes a part stops as soon as the text is too long: it will not be used then. */
    private String render(Detail detail, int rows) {
        StringBuilder text = new StringBuilder(top);
        Set<RuleId> explained = new HashSet<>();
        for (DatabaseReport database : report.databases()) {
            if (text.length() <= budget) {
                database(text, database, detail, rows, explained);
            }
        }
        return text.append(shortened(detail)).toString();
    }

    private String heading() {
        boolean pass = report.verdict() == Verdict.PASS;
        String fails = pass
                ? ""
                : "\n" + Words.count(counts.failing(), "finding") + " at or above severity "
                        + report.failOn().id()
                        + " must be changed or accepted: `flygate explain RULE` shows the safe way, `-- flygate:ignore"
                        + " RULE reason: ...` on a statement accepts it.\n";
        return "## flygate: " + (pass ? "pass" : "fail") + ", " + counts.severities() + "\n" + fails;
    }

    private String shortened(Detail detail) {
        String leftOut = detail.leftOut(lists);
        return leftOut.isEmpty()
                ? ""
                : "\nShortened to fit into a comment; left out: " + leftOut + ". The JSON report has all"
                        + (links.run().isEmpty() ? "" : ", see [the run](" + links.run() + ")") + ".\n";
    }

    private void database(StringBuilder text, DatabaseReport database, Detail detail, int rows, Set<RuleId> explained) {
        text.append("\n**Database ").append(name(database.name())).append(":** ");
        text.append(MarkdownText.inline(Words.server(database) + "; " + Words.scope(database)))
                .append(".\n");
        MarkdownCanary canary = new MarkdownCanary(database, detail, rows, links);
        canary.answer(text);
        new MarkdownLocks(database, detail, rows, links).print(text);
        canary.print(text);
        findings(text, database, detail, rows, explained);
        if (detail.context() && Words.ran(database) && !database.migrations().isEmpty()) {
            migrations(text, database);
        }
        text.append(capital(
                        Words.coverage(database, Counts.of(database.findings(), report.failOn()), database.coverage())))
                .append(".\n");
        if (detail.context()) {
            context(text, database);
        }
    }

    private void findings(StringBuilder text, DatabaseReport database, Detail detail, int rows, Set<RuleId> explained) {
        List<Finding> counting = database.findings().stream()
                .filter(finding -> finding.status().counts())
                .toList();
        if (database.migrations().isEmpty()) {
            text.append(MarkdownText.inline(Words.nothingPending(database))).append("\n\n");
        } else if (counting.isEmpty()) {
            text.append("No findings: no rule objects to what these migrations say")
                    .append(Words.ran(database) ? " and did here" : "")
                    .append(".\n\n");
        }
        List<Finding> shown = counting.stream()
                .filter(finding -> detail.shows(finding.severity()))
                .limit(Math.min(rows, MOST_FINDINGS))
                .toList();
        if (!shown.isEmpty()) {
            new MarkdownFindings(database, detail, explained, links).print(text, shown);
        }
        if (shown.size() < counting.size()) {
            text.append(Words.count(counting.size() - shown.size(), "more finding"))
                    .append(" not shown.\n\n");
        }
    }

    private static void migrations(StringBuilder text, DatabaseReport database) {
        text.append("<details><summary>")
                .append(Words.count(database.migrations().size(), "pending migration"))
                .append("</summary>\n\n");
        text.append("| Script | In transaction | Statements | Strongest lock on existing | Time | State |\n");
        text.append("| --- | --- | ---: | --- | ---: | --- |\n");
        for (MigrationReport migration : database.migrations()) {
            if (text.length() > BUDGET) {
                return;
            }
            String lock = Observation.strongestLock(MigrationState.effects(migration))
                    .map(strongest -> strongest.mode().pgName() + " " + name(strongest.relation()))
                    .orElse("");
            row(
                    text,
                    name(Words.script(migration)),
                    migration.transactional() ? "yes" : "no",
                    String.valueOf(migration.statements().size()),
                    lock,
                    migration.traced() ? Words.duration(migration.durationMs()).replace("<", "&lt;") : "",
                    MigrationState.of(migration, database).word());
        }
        text.append('\n');
        text.append(capital(Words.HERE)).append(".\n\n</details>\n\n");
    }

    private static void context(StringBuilder text, DatabaseReport database) {
        List<String> lines = Stream.of(
                        database.findings().stream()
                                .filter(finding -> finding.status() == Status.SUPPRESSED)
                                .map(MarkdownReport::suppressed),
                        Stream.of(Words.refuted(database))
                                .filter(rules -> !rules.isEmpty())
                                .map(rules -> "Refuted, the server did not do it: " + MarkdownText.inline(rules)),
                        database.settings().entrySet().stream()
                                .map(setting -> "Setting " + name(setting.getKey()) + " = " + name(setting.getValue())),
                        database.notes().stream().map(note -> "Note: " + MarkdownText.inline(note)))
                .flatMap(found -> found)
                .toList();
        if (!lines.isEmpty()) {
            text.append("\n<details><summary>Suppressions, settings and notes</summary>\n\n");
            lines.forEach(line -> text.append("- ").append(line).append('\n'));
            text.append("\n</details>\n");
        }
    }

    private static String suppressed(Finding finding) {
        return "Suppressed: " + MarkdownText.code(finding.rule().value()) + " at "
                + name(finding.span().toString()) + ": " + MarkdownText.inline(finding.reason());
    }

    static void row(StringBuilder text, String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    static String name(String name) {
        return MarkdownText.code(SafeText.cut(name, MarkdownFindings.MOST_NAME));
    }

    /** File name and line, linked where that can be. */
    static String place(Links links, String file, int line) {
        return place(links, file, line, Words.shortPlace(file));
    }

    /**
     * Version and line of a versioned migration: in a table with many columns a whole name pushes the others out of
     * sight.
     */
    static String versionPlace(Links links, String file, int line) {
        Matcher version = VERSION.matcher(Words.shortPlace(file));
        return place(links, file, line, version.lookingAt() ? version.group(1) : Words.shortPlace(file));
    }

    private static String place(Links links, String file, int line, String label) {
        String code = name(line > 0 ? label + ":" + line : label);
        return links.file(file, line)
                .map(address -> "[" + code + "](" + address + ")")
                .orElse(code);
    }

    static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sentence.substring(1);
    }
}
