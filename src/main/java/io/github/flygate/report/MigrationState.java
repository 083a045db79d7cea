package io.github.flygate.report;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.StatementReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Proof;
import java.util.Objects;
import java.util.stream.Stream;

/** How a pending migration ended. */
enum MigrationState {
    OK("ok"),
    FAILED("failed"),
    HUNG("hangs"),
    /** Flyway did not begin with any of its statements, and said why. */
    REFUSED("refused"),
    NOT_RUN("not run");

    private final String word;

    MigrationState(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static MigrationState of(MigrationReport migration, DatabaseReport database) {
        // One that hangs may have completed here, where it was repeated with another lock.
        if (effects(migration).anyMatch(Effects::hung) || measured(migration, database, Hazard.HANGS)) {
            return HUNG;
        }
        if (migration.completed()) {
            return OK;
        }
        if (migration.traced()) {
            return FAILED;
        }
        return measured(migration, database, Hazard.FAILS) ? REFUSED : NOT_RUN;
    }

    static Stream<Effects> effects(MigrationReport migration) {
        return migration.statements().stream().map(StatementReport::effects).filter(Objects::nonNull);
    }

    /** What went wrong outside of the statements only a finding tells. */
    private static boolean measured(MigrationReport migration, DatabaseReport database, Hazard hazard) {
        return database.findings().stream()
                .filter((Finding finding) -> finding.hazard() == hazard && finding.proof() == Proof.MEASURED)
                .anyMatch(finding -> finding.span().file().equals(migration.file()));
    }
}
