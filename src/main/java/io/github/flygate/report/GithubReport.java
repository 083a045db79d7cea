package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Commands for the log of a GitHub workflow that put findings beside the changed lines. GitHub shows ten errors, ten
 * warnings and ten notices of a step and drops the rest, so that no more are printed; the last line counts the others.
 */
final class GithubReport {
    private static final int MOST_OF_EACH = 10;
    private static final int MOST_MESSAGE = 1_000;
    private static final int MOST_NAME = 120;

    private final GateReport report;
    private final RepositoryFiles files;

    GithubReport(GateReport report) {
        this.report = report;
        this.files = new RepositoryFiles(report.folder());
    }

    /** One annotation: findings that differ only in the relation share one. */
    private record Note(DatabaseReport database, Entry entry) {
        Finding finding() {
            return entry.first();
        }
    }

    String render() {
        List<Note> notes = report.databases().stream()
                .flatMap(GithubReport::notes)
                .sorted(Comparator.comparing(Note::finding, OpenFindings.MOST_IMPORTANT_FIRST))
                .toList();
        StringBuilder text = new StringBuilder();
        int leftOut = 0;
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.INFO)) {
            List<Note> all = notes.stream()
                    .filter(note -> note.finding().severity() == severity)
                    .toList();
            all.stream()
                    .limit(MOST_OF_EACH)
                    .forEach(note -> text.append(command(note)).append('\n'));
            leftOut += all.stream()
                    .skip(MOST_OF_EACH)
                    .mapToInt(note -> note.entry().findings().size())
                    .sum();
        }
        return text.append(lastLine(leftOut)).append('\n').toString();
    }

    private static Stream<Note> notes(DatabaseReport database) {
        List<Finding> open = database.findings().stream()
                .filter(finding -> finding.status().counts())
                .toList();
        return Section.of(database, open).stream()
                .flatMap(section -> section.entries().stream())
                .map(entry -> new Note(database, entry));
    }

    private String command(Note note) {
        Finding finding = note.finding();
        List<String> properties = new ArrayList<>();
        properties.add("file=" + property(files.path(finding.span().file())));
        properties.add("line=" + finding.span().line());
        properties.add("col=" + finding.span().column());
        properties.add("title=" + property(harmless("flygate: " + finding.rule())));
        String of = report.databases().size() == 1
                ? ""
                : " (database " + SafeText.cut(note.database().name(), MOST_NAME) + ")";
        String message = harmless(SafeText.cut(note.entry().message(), MOST_MESSAGE) + of) + "\n"
                + harmless(MarkdownReport.capital(Words.proof(finding)) + ". More: " + finding.help());
        return "::" + name(finding.severity()) + " " + String.join(",", properties) + "::" + data(message);
    }

    private static String name(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
    }

    private String lastLine(int leftOut) {
        Counts counts = Counts.of(
                report.databases().stream()
                        .flatMap(database -> database.findings().stream())
                        .toList(),
                report.failOn());
        String others = leftOut == 0
                ? ""
                : "; " + Words.count(leftOut, "more finding") + " not shown as annotations, the other reports have all";
        return "flygate: " + report.verdict().id() + ", " + counts.severities() + others;
    }

    /** An annotation without a place: what kept flygate from looking. */
    static String failure(String text) {
        return "::error title=flygate could not look::" + data(SafeText.cut(harmless(text), MOST_MESSAGE));
    }

    private static String harmless(String text) {
        return Page.disarmTail(SafeText.line(text));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** Other invisible characters are shown as text: a file that has one in its name is not worth finding. */
    private static String property(String text) {
        return data(Page.disarmTail(SafeText.block(text))).replace(":", "%3A").replace(",", "%2C");
    }
}
