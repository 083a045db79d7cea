package io.github.flygate.github;

import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.report.Format;
import io.github.flygate.report.Links;
import io.github.flygate.report.Reports;
import io.github.flygate.report.Reports.Style;
import java.util.regex.Pattern;

/** The text of a comment: a marker by which it is found again, and the Markdown report. */
final class CommentText {
    /** Times and sizes, in the text and in the chart. */
    private static final Pattern MEASURE =
            Pattern.compile("\\b\\d[\\d.,]*\\s?(?:ms|s|min|B|kB|MB|GB)\\b|(?<=:(?:crit|active)), \\d+, \\d+");

    private static final int ANY_WIDTH = 100;
    private static final String RESOLVED =
            "**Resolved:** what an earlier version of this pull request was told is gone.\n\n";

    private CommentText() {}

    /** On a line of its own, the first: whatever shortens a text takes its end away. */
    static String marker(String tag) {
        return "<!-- flygate:" + tag + " -->";
    }

    /** @param resolved whether to say that an earlier comment stood here with more */
    static String of(GateReport report, Links links, String tag, boolean resolved) {
        StringBuilder text = new StringBuilder(marker(tag)).append('\n');
        text.append(resolved ? RESOLVED : "");
        Reports.write(report, Format.MARKDOWN, text, new Style(ANY_WIDTH, false, links));
        return text.toString();
    }

    /** Whether there is anything that somebody should read: a finding that counts, or a release that is not safe. */
    static boolean tells(GateReport report) {
        return report.databases().stream()
                .anyMatch(database -> database.rollingUpdateSafe() == Answer.NO
                        || database.findings().stream()
                                .anyMatch(finding -> finding.status().counts()));
    }

    /**
     * Whether they tell the same. Two runs never take the same time and write the same bytes, which is worth no write;
     * GitHub keeps line ends as browsers send them, and drops white space at the end.
     */
    static boolean same(String one, String other) {
        return unified(one).equals(unified(other));
    }

    private static String unified(String text) {
        return MEASURE.matcher(text.replace("\r\n", "\n")).replaceAll("").strip();
    }
}
