package io.github.flygate.history;

import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.history.Forecast.Entry;
import io.github.flygate.migration.Migration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;

/** What the next start of a server does without a word. */
final class Unsaid {
    private static final Set<String> BELOW_BASELINE = Set.of("BELOW_BASELINE", "BASELINE_IGNORED");
    private static final Set<String> FUTURE = Set.of("FUTURE_SUCCESS", "FUTURE_FAILED");
    private static final Set<String> MISSING = Set.of("MISSING_SUCCESS", "MISSING_FAILED");

    private final HistoryFile history;
    private final List<Entry> entries;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Unsaid(HistoryFile history, List<Entry> entries) {
        this.history = history;
        this.entries = entries;
    }

    /**
     * Looks for it.
     *
     * @param entries all that Flyway lists
     * @param here scripts that this branch adds
     * @param next what a start applies, in its order
     * @param told scripts of which something is said already
     */
    static Unsaid of(HistoryFile history, List<Entry> entries, Set<String> here, List<Entry> next, Set<String> told) {
        Unsaid unsaid = new Unsaid(history, entries);
        List<Entry> open =
                entries.stream().filter(entry -> !told.contains(entry.script())).toList();
        open.stream().filter(entry -> here.contains(entry.script())).forEach(unsaid::passedOver);
        next.forEach(unsaid::again);
        unsaid.rowsAlone(open);
        unsaid.belowBaseline(here);
        return unsaid;
    }

    List<Problem> problems() {
        return problems;
    }

    List<String> notes() {
        return notes;
    }

    /** The row by which {@code flyway repair} has marked what is applied under this version as deleted. */
    static Optional<HistoryRow> deletion(HistoryFile history, String version) {
        return history.rows().stream()
                .filter(row -> row.installedRank() >= 0 && row.type().equals("DELETE") && row.success())
                .filter(row -> !version.isEmpty() && !row.version().isEmpty())
                .filter(row ->
                        MigrationVersion.fromVersion(row.version()).equals(MigrationVersion.fromVersion(version)))
                .reduce((first, second) -> second);
    }

    private void passedOver(Entry entry) {
        boolean below = BELOW_BASELINE.contains(entry.state());
        Optional<Entry> over =
                highest(entries.stream().filter(one -> !below || one.type().endsWith("BASELINE")));
        if (!isStep(entry) || over.isEmpty() || !below && !entry.state().equals("IGNORED")) {
            return;
        }
        String above = over.get().version();
        String row = "row " + over.get().row().map(HistoryRow::installedRank).orElse(0) + " of " + history.file();
        String detail = "version " + entry.version()
                + (below
                        ? " is not above the baseline " + above + " (" + row + ")"
                        : " is below " + above + " (" + row + "), and ignoreMigrationPatterns lets that pass");
        String top = highest(entries.stream()).map(Entry::version).orElse(above);
        problems.add(new Problem(
                new HistoryProblem(
                        "passed-over",
                        entry.version(),
                        entry.script(),
                        above,
                        entry.version(),
                        "",
                        detail,
                        "there Flyway never runs it, and says nothing",
                        "Give it a version above " + top + "."),
                entry.file().map(Migration::file).orElse(history.file())));
    }

    private static Optional<Entry> highest(Stream<Entry> entries) {
        return entries.filter(
                        entry -> entry.row().isPresent() && !entry.version().isEmpty())
                .max(Comparator.comparing(entry -> MigrationVersion.fromVersion(entry.version())));
    }

    private static boolean isStep(Entry entry) {
        return entry.file()
                .filter(file -> file.kind() == Migration.Kind.SQL || file.kind() == Migration.Kind.JAVA)
                .isPresent();
    }

    private void again(Entry pending) {
        deletion(history, pending.version())
                .ifPresent(row -> problems.add(new Problem(
                        new HistoryProblem(
                                "applied-again",
                                pending.version(),
                                pending.script(),
                                "",
                                "",
                                "",
                                "row " + row.installedRank() + " of " + history.file() + " marks version "
                                        + pending.version()
                                        + " as deleted, as `flyway repair` does, and its file is here",
                                "Flyway applies it once more, on what its first run has made",
                                "Take the file away if it is not to run. If it is, see that it can run twice."),
                        pending.file().map(Migration::file).orElse(history.file()))));
    }

    private void rowsAlone(List<Entry> open) {
        List<Entry> alone = open.stream()
                .filter(entry -> entry.row().isPresent() && entry.file().isEmpty())
                .toList();
        note(
                alone,
                FUTURE,
                history.file() + " goes beyond these files, which Flyway ignores by ignoreMigrationPatterns:"
                        + " another branch was deployed, or the file is lost: ");
        note(
                alone,
                MISSING,
                history.file() + " has rows without a file here, which ignoreMigrationPatterns lets pass: ");
        note(
                alone,
                Set.of("DELETED"),
                history.file() + " has rows that `flyway repair` has marked as deleted, and no file is here: ");
    }

    private void belowBaseline(Set<String> here) {
        boolean baseline = entries.stream()
                .anyMatch(entry -> entry.row().isPresent() && entry.type().endsWith("BASELINE"));
        List<String> scripts = entries.stream()
                .filter(entry -> baseline && isStep(entry) && BELOW_BASELINE.contains(entry.state()))
                .map(Entry::script)
                .filter(script -> !here.contains(script))
                .toList();
        if (!scripts.isEmpty()) {
            notes.add("by " + history.file() + " at or below its baseline, never run or compared there: "
                    + KnownHistory.shown(scripts));
        }
    }

    private void note(List<Entry> alone, Set<String> states, String begin) {
        List<String> scripts = alone.stream()
                .filter(entry -> states.contains(entry.state()) && !entry.type().equals("DELETE"))
                .map(entry -> (entry.script().isEmpty() ? entry.description() : entry.script())
                        + (entry.state().endsWith("FAILED") ? " (failed)" : ""))
                .toList();
        if (!scripts.isEmpty()) {
            notes.add(begin + KnownHistory.shown(scripts));
        }
    }
}
