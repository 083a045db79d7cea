package io.github.flygate.history;

import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.history.Forecast.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;

/** A row that Flyway's free edition cannot read, so that it refuses the whole history. */
final class UnknownType {
    /** What paid editions write when they undo a migration: {@code UNDO_SQL}, {@code UNDO_JDBC}, {@code UNDO_SCRIPT}. */
    private static final String UNDO = "UNDO_";

    private UnknownType() {}

    /** Present when a refusal is about the type of a row. Each type is put to Flyway alone. */
    static Optional<Problem> of(HistoryFile history, ForecastRequest request) {
        Set<String> asked = new HashSet<>();
        for (HistoryRow row : history.rows()) {
            if (row.installedRank() >= 0 && asked.add(row.type())) {
                Optional<Refusal> refusal =
                        Forecast.of(alone(row, request)).info().refusal();
                if (refusal.isPresent()) {
                    return Optional.of(problem(history, row, refusal.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static ForecastRequest alone(HistoryRow row, ForecastRequest request) {
        HistoryRow plain = new HistoryRow(1, "1", "", row.type(), "", Optional.empty(), true);
        return ForecastRequest.of(List.of(), List.of(plain), request.flyway());
    }

    private static Problem problem(HistoryFile history, HistoryRow row, Refusal refusal) {
        long more = history.rows().stream()
                        .filter(other ->
                                other.installedRank() >= 0 && other.type().equals(row.type()))
                        .count()
                - 1;
        String detail = "row " + row.installedRank() + " of " + history.file() + " ("
                + (row.version().isEmpty() ? "" : "version " + row.version() + ", ")
                + (row.script().isEmpty() ? row.description() : row.script()) + ") has the type " + row.type()
                + (more == 0 ? "" : ", as " + more + " more " + (more == 1 ? "has" : "have"))
                + "; nothing else in it was compared: "
                + KnownHistory.firstLine(refusal.message());
        return new Problem(
                new HistoryProblem(
                        "refused-there",
                        row.version(),
                        row.script().isEmpty() ? history.file() : row.script(),
                        row.type(),
                        "",
                        refusal.code(),
                        detail,
                        "every server with Flyway's free edition refuses to start",
                        row.type().startsWith(UNDO)
                                ? undone(history, row)
                                : "Correct the type in the row by hand, on every database."),
                history.file());
    }

    private static String undone(HistoryFile history, HistoryRow undo) {
        String pair = history.rows().stream()
                .filter(row -> row.installedRank() >= 0 && row.installedRank() < undo.installedRank())
                .filter(row -> !row.type().startsWith(UNDO) && sameVersion(row.version(), undo.version()))
                .reduce((first, second) -> second)
                .map(row -> "this row and the one that it undoes, " + row.installedRank())
                .orElse("this row");
        return "Only paid editions write it. If production has one, give an export without " + pair
                + "; else delete that from the table, on every database.";
    }

    private static boolean sameVersion(String one, String other) {
        return !one.isEmpty()
                && !other.isEmpty()
                && MigrationVersion.fromVersion(one).equals(MigrationVersion.fromVersion(other));
    }
}
