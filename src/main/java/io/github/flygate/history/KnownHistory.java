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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The head's files against a history that somebody has exported, such as production's. */
public final class KnownHistory {
    private static final int MOST_ROWS_SHOWN = 3;
    /** Findings; what Flyway objects to beyond them is counted. */
    private static final int MOST_INVALID = 20;

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
     * @param told scripts of which git has told already what is wrong
     */
    public static Result compare(HistoryFile history, MigrationPlan plan, FlywaySettings flyway, Set<String> told) {
        ForecastRequest request = ForecastRequest.of(plan.head(), history, flyway);
        Forecast forecast = Forecast.of(request);
        KnownHistory compared = new KnownHistory(history, plan);
        compared.compare(request, forecast, told);
        compared.notes.add("compared with " + history.says());
        return new Result(compared.problems, compared.notes);
    }

    private void compare(ForecastRequest request, Forecast forecast, Set<String> told) {
        Forecast.Migrate next = forecast.migrate();
        Optional<Forecast.Refusal> unreadable = forecast.info().refusal();
        if (unreadable.isPresent()) {
            UnknownType.of(history, request).ifPresentOrElse(problems::add, () -> refused(unreadable.get()));
            return;
        }
        List<Entry> entries = forecast.info().migrations();
        Optional<Problem> other = OtherProject.of(history.file(), entries, plan);
        if (other.isPresent()) {
            problems.add(other.get());
            return;
        }
        invalid(next.invalid().stream()
                .filter(invalid -> !told.contains(invalid.entry().script()))
                .toList());
        if (next.invalid().isEmpty()) {
            next.refusal().ifPresent(this::refused);
        }
        Set<String> said = new HashSet<>(told);
        next.invalid().forEach(invalid -> said.add(invalid.entry().script()));
        plan.edited().forEach(change -> said.add(change.script()));
        Set<String> here = plan.pending().stream().map(Migration::script).collect(Collectors.toSet());
        Unsaid unsaid = Unsaid.of(history, entries, here, next.pending(), said);
        problems.addAll(unsaid.problems());
        notes.addAll(unsaid.notes());
        if (next.refusal().isEmpty()) {
            order(entries, next.pending(), here);
        }
    }

    private void invalid(List<Invalid> all) {
        all.stream().limit(MOST_INVALID).forEach(this::invalid);
        if (all.size() > MOST_INVALID) {
            List<String> more = all.stream()
                    .skip(MOST_INVALID)
                    .map(invalid -> invalid.entry().script())
                    .toList();
            problems.add(new Problem(
                    new HistoryProblem(
                            "refused-there",
                            "",
                            history.file(),
                            "",
                            "",
                            "VALIDATE_ERROR",
                            more.size() + " more are refused by " + history.file() + ": " + shown(more),
                            "every server refuses to start",
                            "`flyway validate` lists them all."),
                    history.file()));
        }
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
                        "in " + history.file()
                                + entry.row()
                                        .map(row -> " (row " + row.installedRank() + ")")
                                        .orElse("")
                                + " it is " + entry.state() + ": " + firstLine(invalid.message()),
                        "every server refuses to start: migrate validates first",
                        remedy(invalid.code(), entry)),
                file));
    }

    private String remedy(String code, Entry entry) {
        if (code.startsWith("FAILED_")) {
            return "Undo by hand what the failed migration has done, then `flyway repair` removes its row.";
        }
        if (code.endsWith("_MISMATCH")) {
            return "Put the file back as it was applied; `flyway repair` only where both texts make the same.";
        }
        if (code.endsWith("_NOT_RESOLVED")) {
            return "Bring the file that was applied into this branch."
                    + (entry.state().startsWith("FUTURE")
                            ? " Flyway lets rows above the highest file pass unless ignoreMigrationPatterns says"
                                    + " something else: a list replaces `*:future`."
                            : " If it is gone on purpose: `flyway repair` marks the row as deleted, and"
                                    + " ignoreMigrationPatterns with `*:missing` lets it pass.");
        }
        return Unsaid.deletion(history, entry.version())
                .map(row -> "`flyway repair` has marked it as deleted there (row " + row.installedRank()
                        + "). Without that row it counts as applied; with outOfOrder it is applied once more.")
                .orElse("Give the file a version above the highest that is applied.");
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
    private void order(List<Entry> entries, List<Entry> pending, Set<String> here) {
        List<String> there = pending.stream().map(Entry::script).toList();
        List<String> more =
                there.stream().filter(script -> !here.contains(script)).toList();
        List<String> done = entries.stream()
                .filter(entry -> entry.row().isPresent() && !entry.state().equals("DELETED"))
                .flatMap(entry -> entry.file().stream())
                .map(Migration::script)
                .filter(script -> here.contains(script) && !there.contains(script))
                .distinct()
                .toList();
        if (!more.isEmpty()) {
            notes.add("not checked: by " + history.file() + " these migrations of the base are pending there too: "
                    + shown(more) + "; `base: { history: " + history.file() + " }` in flygate.yml checks them as well");
        }
        if (!done.isEmpty()) {
            notes.add("by " + history.file() + " applied there already: " + shown(done));
        }
    }

    static String shown(List<String> scripts) {
        return String.join(", ", scripts.subList(0, Math.min(MOST_ROWS_SHOWN, scripts.size())))
                + (scripts.size() > MOST_ROWS_SHOWN ? ", …" : "");
    }

    /** Without the period, as a part of a sentence. */
    static String firstLine(String message) {
        return message.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .strip()
                .replaceFirst("\\.$", "");
    }
}
