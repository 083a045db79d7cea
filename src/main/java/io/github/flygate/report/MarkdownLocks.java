package io.github.flygate.report;

import io.github.flygate.model.GateReport.DatabaseReport;
import java.util.Comparator;
import java.util.List;

/** What blocks: the locks that were measured, as a table, the strongest first. */
final class MarkdownLocks {
    private static final int MOST_LOCKS = 20;
    private static final int MOST_RELATIONS = 4;
    private static final int MOST_SQL = 80;

    /** How many rows stay when lists give way. */
    private static final int FEW = 3;

    private final List<HeldLock> locks;
    private final Detail detail;
    private final int rows;
    private final Links links;

    /** @param rows more are not written, whatever the detail */
    MarkdownLocks(DatabaseReport database, Detail detail, int rows, Links links) {
        this.locks = HeldLock.of(database);
        this.detail = detail;
        this.rows = rows;
        this.links = links;
    }

    /** Whether there is anything that {@link Detail#NO_LISTS} shortens. */
    static boolean hasLists(DatabaseReport database) {
        return !HeldLock.of(database).isEmpty();
    }

    /** Nothing when nothing was seen to block. */
    void print(StringBuilder text) {
        if (locks.isEmpty()) {
            return;
        }
        List<HeldLock> shown = locks.stream()
                .sorted(Comparator.comparing(HeldLock::mode, Comparator.reverseOrder()))
                .limit(Math.min(rows, detail.lists() ? MOST_LOCKS : FEW))
                .toList();
        text.append("**What blocks**, as measured here:\n\n");
        text.append("| Where | Statement | Lock | Held | Who waits |\n| --- | --- | --- | --- | --- |\n");
        shown.forEach(lock -> row(text, lock));
        text.append('\n');
        if (locks.size() > shown.size()) {
            text.append("And ").append(locks.size() - shown.size()).append(" more; the JSON report has all.\n\n");
        }
        if (detail.lists()) {
            MarkdownChart.print(text, locks);
        }
    }

    private void row(StringBuilder text, HeldLock lock) {
        String file = lock.statement().span().file();
        int line = lock.statement().span().line();
        String end = lock.migration().transactional()
                ? ", until the end of " + Words.shortName(lock.migration())
                : ", until the statement ends";
        MarkdownReport.row(
                text,
                MarkdownReport.place(links, file, line),
                detail.sql() ? statement(lock) : "",
                lock.mode().pgName() + " on "
                        + MarkdownText.inline(SafeText.cut(
                                Words.names(lock.relations(), MOST_RELATIONS), MarkdownFindings.MOST_NAME)),
                MarkdownText.inline(SafeText.cut(Words.duration(lock.heldMs()) + end, MarkdownFindings.MOST_NAME)),
                Words.whoWaits(lock.mode()));
    }

    private static String statement(HeldLock lock) {
        String sql = String.join(
                " ",
                StatementText.of(new Site(lock.migration(), lock.statement(), 0))
                        .lines());
        return MarkdownText.code(SafeText.cut(SafeText.line(sql.replaceAll("\\s+", " ")), MOST_SQL));
    }
}
