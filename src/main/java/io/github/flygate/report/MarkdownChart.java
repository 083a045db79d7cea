package io.github.flygate.report;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When which lock was held, as a Gantt chart that GitHub draws from Mermaid text.
 *
 * @see <a href="https://mermaid.js.org/syntax/gantt.html">Mermaid: Gantt diagrams</a>
 */
final class MarkdownChart {
    private static final int MOST_BARS = 16;
    private static final int MOST_LABEL = 100;
    private static final int MOST_RELATIONS = 2;

    /** All that a label may hold: Mermaid gives colons, semicolons, hashes and percent signs a meaning. */
    private static final Pattern NOT_IN_LABELS = Pattern.compile("[^\\p{L}\\p{N}_. -]");

    private MarkdownChart() {}

    /** @param locks in the order in which they were taken, at least one */
    static void print(StringBuilder text, List<HeldLock> locks) {
        Set<HeldLock> longest = locks.stream()
                .sorted(Comparator.comparing(HeldLock::heldMs, Comparator.reverseOrder()))
                .limit(MOST_BARS)
                .collect(Collectors.toSet());
        text.append("<details><summary>When which lock is held");
        text.append(locks.size() > MOST_BARS ? ", the " + MOST_BARS + " longest" : "")
                .append("</summary>\n\n```mermaid\ngantt\n");
        text.append("    title Locks that block, in ms since the first statement\n");
        text.append("    dateFormat x\n    axisFormat %Q\n");
        String section = "";
        for (HeldLock lock : locks.stream().filter(longest::contains).toList()) {
            String name = label(Words.shortName(lock.migration()));
            if (!name.equals(section)) {
                section = name;
                text.append("    section ").append(name).append('\n');
            }
            text.append("    ").append(bar(lock)).append('\n');
        }
        text.append("```\n\n</details>\n\n");
    }

    private static String bar(HeldLock lock) {
        long from = Math.round(lock.fromMs());
        long to = Math.max(from + 1, Math.round(lock.fromMs() + lock.heldMs()));
        String label =
                "Line " + lock.statement().span().line() + " " + lock.mode().pgName() + " "
                        + Words.names(lock.relations(), MOST_RELATIONS).replace(",", " and");
        return label(label) + " :" + (lock.mode().blocksReads() ? "crit, " : "active, ") + from + ", " + to;
    }

    private static String label(String text) {
        return NOT_IN_LABELS
                .matcher(SafeText.cut(SafeText.line(text), MOST_LABEL))
                .replaceAll("_");
    }
}
