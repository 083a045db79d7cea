package io.github.flygate.report;

import io.github.flygate.model.Canary;
import io.github.flygate.model.Canary.Broken;
import io.github.flygate.model.Canary.Contract;
import io.github.flygate.model.Canary.NotCovered;
import io.github.flygate.model.Canary.Rerun;
import io.github.flygate.model.GateReport.DatabaseReport;
import java.util.List;

/** What was tried of the version that still runs, in Markdown. Its lists are the first to give way; counts stay. */
final class MarkdownCanary {
    private static final int MOST_BROKEN = 10;
    private static final int MOST_NOT_COVERED = 20;
    private static final int MOST_RERUN = 20;
    private static final int MOST_REASONS = 10;
    private static final int MOST_ERRORS = 10;
    private static final int MOST_SQL = 200;

    /** How many rows of each stay when lists give way. */
    private static final int FEW = 3;

    private final DatabaseReport database;
    private final Detail detail;
    private final int rows;
    private final Links links;

    /** @param rows more are not written, whatever the detail */
    MarkdownCanary(DatabaseReport database, Detail detail, int rows, Links links) {
        this.database = database;
        this.detail = detail;
        this.rows = rows;
        this.links = links;
    }

    /** Whether there is anything that {@link Detail#NO_LISTS} shortens. */
    static boolean hasLists(Canary canary) {
        boolean contract = canary.contract()
                .filter(tried ->
                        tried.broken().size() > FEW || !tried.notCovered().isEmpty())
                .isPresent();
        boolean restart =
                canary.restart().filter(tried -> tried.errors().size() > FEW).isPresent();
        return contract || restart || canary.rerun().size() > FEW;
    }

    /** The answer with its meaning, and why it is not yes. */
    void answer(StringBuilder text) {
        text.append("**Rolling update safe: ")
                .append(Words.answer(database.rollingUpdateSafe()))
                .append(".** ")
                .append(MarkdownText.inline(MarkdownReport.capital(CanaryWords.meaning(database))))
                .append(".\n\n");
        List<String> reasons = database.canary().reasons();
        int most = Math.min(MOST_REASONS, rows);
        reasons.stream().limit(most).forEach(reason -> text.append(MarkdownText.item(CanaryWords.cut(reason))));
        if (reasons.size() > most) {
            text.append("- and ").append(reasons.size() - most).append(" more\n");
        }
        text.append(reasons.isEmpty() ? "" : "\n");
    }

    /** Nothing when nothing was tried. */
    void print(StringBuilder text) {
        Canary canary = database.canary();
        canary.contract().ifPresent(contract -> contract(text, contract));
        int before = text.length();
        canary.restart()
                .ifPresent(restart -> text.append("- **Restart:** ")
                        .append(MarkdownText.inline(CanaryWords.restart(restart, most(MOST_ERRORS))))
                        .append('\n'));
        rerun(text, canary.rerun());
        text.append(text.length() == before ? "" : "\n");
    }

    private int most(int full) {
        return Math.min(rows, detail.lists() ? full : FEW);
    }

    private void contract(StringBuilder text, Contract contract) {
        text.append("**The running version:** checked ")
                .append(MarkdownText.inline(CanaryWords.checked(contract)))
                .append(".\n\n");
        List<Broken> shown = CanaryWords.varied(contract.broken(), most(MOST_BROKEN));
        if (!shown.isEmpty()) {
            text.append("| Statement of the old version | From | SQLSTATE | Message | Broken by | Fails |\n");
            text.append("| --- | --- | --- | --- | --- | --- |\n");
            shown.forEach(broken -> row(text, broken));
            text.append('\n');
        }
        if (contract.broken().size() > shown.size()) {
            text.append("And ")
                    .append(contract.broken().size() - shown.size())
                    .append(" more; the JSON report has all.\n\n");
        }
        notCovered(text, contract);
    }

    private void row(StringBuilder text, Broken broken) {
        String file = broken.file().isEmpty() ? broken.script() : broken.file();
        MarkdownReport.row(
                text,
                MarkdownText.code(SafeText.cut(SafeText.line(broken.sql()), MOST_SQL)),
                MarkdownText.inline(SafeText.cut(broken.origin(), MarkdownFindings.MOST_NAME)),
                MarkdownText.inline(broken.sqlState()),
                MarkdownText.inline(CanaryWords.cut(broken.message())),
                file.isEmpty() ? "not known" : MarkdownReport.place(links, file, broken.line()),
                CanaryWords.when(broken));
    }

    private void notCovered(StringBuilder text, Contract contract) {
        List<NotCovered> all = contract.notCovered();
        if (all.isEmpty()) {
            return;
        }
        String count = MarkdownReport.capital(CanaryWords.notCovered(contract));
        if (!detail.lists()) {
            text.append(count).append("; the JSON report names them.\n\n");
            return;
        }
        text.append("<details><summary>").append(count).append("</summary>\n\n");
        all.stream()
                .limit(MOST_NOT_COVERED)
                .forEach(one -> text.append("- ")
                        .append(MarkdownReport.name(one.what()))
                        .append(": ")
                        .append(MarkdownText.inline(CanaryWords.cut(one.reason())))
                        .append('\n'));
        if (all.size() > MOST_NOT_COVERED) {
            text.append("- and ").append(all.size() - MOST_NOT_COVERED).append(" more; the JSON report has all\n");
        }
        text.append("\n</details>\n\n");
    }

    private void rerun(StringBuilder text, List<Rerun> reruns) {
        int most = most(MOST_RERUN);
        CanaryWords.worstFirst(reruns).stream()
                .limit(most)
                .forEach(rerun -> text.append("- **Run again:** ")
                        .append(MarkdownReport.name(Words.shortPlace(rerun.script())))
                        .append(' ')
                        .append(MarkdownText.inline(CanaryWords.rerun(rerun, most(MOST_ERRORS))))
                        .append('\n'));
        if (reruns.size() > most) {
            text.append("- and ")
                    .append(Words.count(reruns.size() - most, "more file"))
                    .append(" run again\n");
        }
    }
}
