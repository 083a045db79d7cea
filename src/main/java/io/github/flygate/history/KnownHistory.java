package io.github.flygate.history;

import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.history.Forecast.Entry;
import io.github.flygate.history.Forecast.Invalid;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.FlywaySettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The head's files against a history that somebody has exported, such as production's. */
public final class KnownHistory {
    private static final int MOST_ROWS_SHOWN = 3;

    private final HistoryFile history;
    private final MigrationPlan plan;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private KnownHistory(HistoryFile history, MigrationPlan plan) {
        this.history = history;
        this.plan = plan;
    }

    /**
     * What the next start of a server would say.
     *
     * @param notes sentences about what was compared and what could not be
     */
    public record Result(List<Problem> problems, List<String> notes) {
        public Result {
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Compares.
     *
     * @param head all migrations of the working tree
     * @param told scripts of which git has told already what is wrong
     */
    public static Result compare(
            HistoryFile history, List<Migration> head, MigrationPlan plan, FlywaySettings flyway, Set<String> told) {
        ForecastRequest request = ForecastRequest.of(head, history.rows(), flyway);
        Forecast.Migrate next = Forecast.of(history.knowsChecksums() ? request : request.withoutChecksums())
                .migrate();
        KnownHistory compared = new KnownHistory(history, plan);
        for (Invalid invalid : next.invalid()) {
            if (!told.contains(invalid.entry().script())) {
                compared.invalid(invalid);
            }
        }
        if (next.invalid().isEmpty()) {
            next.refusal().ifPresent(compared::refused);
        }
        if (next.refusal().isEmpty()) {
            compared.order(next.pending());
        }
        compared.notes.add("compared with " + history.says());
        return new Result(compared.problems, compared.notes);
    }

    private void invalid(Invalid invalid) {
        Entry entry = invalid.entry();
        String file = entry.file().map(Migration::file).orElse(history.file());
        String was = entry.row()
                .map(row -> row.checksum().map(String::valueOf).orElse(row.description()))
                .orElse("");
        problems.add(new Problem(
                new HistoryProblem(
                        "refused-there",
                        entry.version(),
                        entry.script(),
                        was,
                        entry.file()
                                .map(one -> Integer.toString(one.checksum()))
                                .orElse(""),
                        invalid.code(),
                        "in " + history.file() + " it is " + entry.state() + ": " + firstLine(invalid.message()),
                        "every server refuses to start: migrate validates first",
                        remedy(invalid.code())),
                file));
    }

    private static String remedy(String code) {
        if (code.startsWith("FAILED_")) {
            return "Undo by hand what the failed migration has done, then `flyway repair` removes its row.";
        }
        if (code.endsWith("_MISMATCH")) {
            return "Put the file back as it was applied; `flyway repair` only where both texts make the same.";
        }
        if (code.endsWith("_NOT_RESOLVED")) {
            return "Bring the file that was applied into this branch.";
        }
        return "Give the file a version above the highest that is applied.";
    }

    private void refused(Forecast.Refusal refusal) {
        problems.add(new Problem(
                new HistoryProblem(
                        "refused-there",
                        "",
                        history.file(),
                        "",
                        "",
                        refusal.code(),
                        "the history is refused: " + firstLine(refusal.message()),
                        "every server refuses to start",
                        "See what the row says; `flyway repair` removes failed rows, on purpose."),
                history.file()));
    }

    /** What was looked at here is what is pending there, or the copy was another database than production. */
    private void order(List<Entry> pending) {
        Set<String> here = new HashSet<>();
        plan.pending().forEach(migration -> here.add(migration.script()));
        List<String> more = pending.stream()
                .map(Entry::script)
                .filter(script -> !here.contains(script))
                .toList();
        List<String> there = pending.stream().map(Entry::script).toList();
        List<String> done = plan.pending().stream()
                .filter(migration -> !there.contains(migration.script()))
                .map(Migration::script)
                .toList();
        if (!more.isEmpty()) {
            notes.add("not checked: by " + history.file() + " these migrations of the base are pending there too: "
                    + shown(more) + "; --base-version checks them as well");
        }
        if (!done.isEmpty()) {
            notes.add("by " + history.file() + " applied there already: " + shown(done));
        }
    }

    private static String shown(List<String> scripts) {
        return String.join(", ", scripts.subList(0, Math.min(MOST_ROWS_SHOWN, scripts.size())))
                + (scripts.size() > MOST_ROWS_SHOWN ? ", …" : "");
    }

    private static String firstLine(String message) {
        return message.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .strip();
    }
}
