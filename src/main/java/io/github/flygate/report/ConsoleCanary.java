package io.github.flygate.report;

import io.github.flygate.model.Canary;
import io.github.flygate.model.Canary.Broken;
import io.github.flygate.model.Canary.Contract;
import io.github.flygate.model.Canary.NotCovered;
import io.github.flygate.model.Canary.Rerun;
import io.github.flygate.report.Page.Ink;
import java.util.List;

/** What was tried of the version that still runs, on the console in few lines. */
final class ConsoleCanary {
    private static final int INDENT = 2;
    private static final int LABEL = 10;
    private static final int MOST_BROKEN = 3;
    private static final int MOST_NOT_COVERED = 5;
    private static final int MOST_RERUN = 10;
    private static final int MOST_ERRORS = 3;
    private static final int MOST_REASONS = 4;
    private static final String IN_JSON = " more; all in the JSON report";

    private final Page page;

    ConsoleCanary(Page page) {
        this.page = page;
    }

    /** Nothing when nothing was tried. */
    void print(Canary canary) {
        if (canary.contract().isEmpty()
                && canary.restart().isEmpty()
                && canary.rerun().isEmpty()) {
            return;
        }
        page.line(0, 0, Ink.BOLD, "The running version", "");
        canary.contract().ifPresent(this::contract);
        canary.restart().ifPresent(restart -> label("restart", CanaryWords.restart(restart, MOST_ERRORS)));
        rerun(canary.rerun());
        page.blank();
    }

    /** Why the answer is what it is, below the answer. */
    void reasons(Canary canary) {
        List<String> reasons = canary.reasons();
        reasons.stream()
                .limit(MOST_REASONS)
                .forEach(reason -> page.line(INDENT, INDENT + 2, Ink.NONE, "", CanaryWords.cut(reason)));
        if (reasons.size() > MOST_REASONS) {
            page.line(INDENT, "and " + (reasons.size() - MOST_REASONS) + IN_JSON);
        }
    }

    private void contract(Contract contract) {
        label("checked", CanaryWords.checked(contract));
        List<Broken> broken = contract.broken();
        CanaryWords.varied(broken, MOST_BROKEN).forEach(this::broken);
        more(broken.size() - MOST_BROKEN);
        List<NotCovered> notCovered = contract.notCovered();
        if (!notCovered.isEmpty()) {
            label("untried", CanaryWords.notCovered(contract));
            notCovered.stream()
                    .limit(MOST_NOT_COVERED)
                    .forEach(one -> label("", CanaryWords.cut(one.what()) + ": " + CanaryWords.cut(one.reason())));
            more(notCovered.size() - MOST_NOT_COVERED);
        }
    }

    private void broken(Broken broken) {
        String place = CanaryWords.place(broken);
        String prepared = broken.prepared() ? " (" + CanaryWords.when(broken) + ")" : "";
        label(
                "breaks",
                (place.isEmpty() ? "" : place + "  ") + "SQLSTATE " + broken.sqlState() + ": "
                        + CanaryWords.cut(broken.message()) + prepared);
        page.cutLine(INDENT + LABEL, Ink.FAINT, SafeText.line(broken.origin()) + " | " + SafeText.line(broken.sql()));
    }

    private void rerun(List<Rerun> reruns) {
        CanaryWords.worstFirst(reruns).stream()
                .limit(MOST_RERUN)
                .forEach(rerun ->
                        label("rerun", Words.shortPlace(rerun.script()) + " " + CanaryWords.rerun(rerun, MOST_ERRORS)));
        more(reruns.size() - MOST_RERUN);
    }

    private void more(int number) {
        if (number > 0) {
            label("", "and " + number + IN_JSON);
        }
    }

    private void label(String label, String text) {
        page.labelled(INDENT, LABEL, label, text);
    }
}
