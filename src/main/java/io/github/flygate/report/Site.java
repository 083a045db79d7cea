package io.github.flygate.report;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.StatementReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pending statement that a finding is about, with its migration.
 *
 * @param number of the statement in its migration, from 0
 */
record Site(MigrationReport migration, StatementReport statement, int number) {
    /** All statements of a database, by the file in which they stand. */
    static Map<String, List<Site>> byFile(DatabaseReport database) {
        return database.migrations().stream()
                .flatMap(migration -> IntStream.range(0, migration.statements().size())
                        .mapToObj(number ->
                                new Site(migration, migration.statements().get(number), number)))
                .collect(Collectors.groupingBy(site -> site.statement().span().file()));
    }

    /** Empty for findings about a file, a setting or an object that no pending statement names. */
    static Optional<Site> of(Finding finding, Map<String, List<Site>> byFile) {
        List<Site> sites = byFile.getOrDefault(finding.span().file(), List.of()).stream()
                .filter(site -> site.holds(finding.span()))
                .toList();
        List<Site> exact =
                sites.stream().filter(site -> site.startsAt(finding.span())).toList();
        List<Site> candidates = exact.isEmpty() ? sites : exact;
        // Statements of a Java migration often share one place; then take the one that did what the finding says.
        return candidates.stream()
                .filter(site -> site.executed(finding))
                .findFirst()
                .or(() -> candidates.stream()
                        .filter(site -> site.explains(finding))
                        .findFirst())
                .or(() -> candidates.stream().findFirst());
    }

    private boolean holds(Span place) {
        Span span = statement.span();
        return span.line() <= place.line() && place.line() <= span.endLine();
    }

    private boolean startsAt(Span place) {
        return statement.span().line() == place.line() && statement.span().column() == place.column();
    }

    private boolean executed(Finding finding) {
        String executed = finding.evidence().getOrDefault("executed", "");
        return !executed.isEmpty() && statement.sql().startsWith(executed);
    }

    private boolean explains(Finding finding) {
        Effects effects = statement.effects();
        if (effects == null) {
            return false;
        }
        if (finding.hazard() == Hazard.FAILS || finding.hazard() == Hazard.HANGS) {
            return effects.hung() || effects.failure().isPresent();
        }
        return effects.locks().stream().anyMatch(lock -> lock.relation().equals(finding.relation()));
    }
}
