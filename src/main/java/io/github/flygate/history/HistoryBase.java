package io.github.flygate.history;

import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.history.Forecast.Entry;
import io.github.flygate.history.Forecast.Refusal;
import io.github.flygate.migration.Migration;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;

/** A history as the base: what it has applied. */
public final class HistoryBase {
    /** A failed file runs once more when it is mended; an ignored one where Flyway is told not to refuse it. */
    private static final Set<String> OPEN = Set.of("PENDING", "IGNORED", "FAILED");

    private HistoryBase() {}

    /**
     * The scripts of the files that are not applied there. Files at or below a baseline are: what they make stood there
     * before. A baseline migration is when a version is that it stands for.
     *
     * @param head all migrations of the working tree
     * @throws FlygateException HISTORY when Flyway cannot read the rows
     */
    public static Set<String> pending(HistoryFile history, List<Migration> head, FlywaySettings flyway) {
        ForecastRequest request = ForecastRequest.of(head, history, flyway);
        Forecast.Info info = Forecast.of(request).info();
        info.refusal().ifPresent(refusal -> {
            throw unreadable(history, request, refusal);
        });
        Optional<MigrationVersion> highest = info.migrations().stream()
                .filter(entry -> entry.row().isPresent() && !entry.version().isEmpty())
                .map(entry -> MigrationVersion.fromVersion(entry.version()))
                .max(MigrationVersion::compareTo);
        Set<String> pending = new HashSet<>();
        for (Entry entry : info.migrations()) {
            entry.file()
                    .filter(file -> isPending(file, entry.state(), highest))
                    .ifPresent(file -> pending.add(file.script()));
        }
        return pending;
    }

    /** Where no version is applied, what Flyway passes over is below a baseline migration that it would begin with. */
    private static boolean isPending(Migration file, String state, Optional<MigrationVersion> highest) {
        if (file.kind().isRepeatable() || highest.isPresent() && file.kind() != Migration.Kind.BASELINE) {
            return OPEN.contains(state);
        }
        return highest.isEmpty() || MigrationVersion.fromVersion(file.version()).compareTo(highest.get()) > 0;
    }

    private static FlygateException unreadable(HistoryFile history, ForecastRequest request, Refusal refusal) {
        Optional<HistoryProblem> row = UnknownType.of(history, request).map(Problem::fact);
        return new FlygateException(
                ErrorCode.HISTORY,
                "the base cannot be what " + history.file() + " says: "
                        + row.map(HistoryProblem::detail).orElse(KnownHistory.firstLine(refusal.message())),
                row.map(HistoryProblem::remedy).orElse("Export it again, or name the base by ref or version."));
    }
}
