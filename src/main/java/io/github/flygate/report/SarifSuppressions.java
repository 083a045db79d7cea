package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How findings were accepted, in SARIF's terms. */
final class SarifSuppressions {
    private static final String COMMENT = "flygate:ignore";

    private final Map<String, List<Site>> sites;

    SarifSuppressions(DatabaseReport database) {
        this.sites = Site.byFile(database);
    }

    /**
     * One acceptance.
     *
     * @param kind {@code inSource} for a comment on the statement, else {@code external}
     */
    record Suppression(String kind, String justification) {}

    /** Empty for a finding that counts. */
    Optional<Suppression> of(Finding finding) {
        if (finding.status() == Status.BASELINE) {
            return Optional.of(new Suppression("external", "in the baseline"));
        }
        if (finding.status() != Status.SUPPRESSED) {
            return Optional.empty();
        }
        boolean comment = Site.of(finding, sites)
                .filter(site -> site.statement().sql().contains(COMMENT))
                .isPresent();
        return Optional.of(new Suppression(comment ? "inSource" : "external", finding.reason()));
    }
}
