package io.github.flygate;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Base;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.StatementReport;
import io.github.flygate.model.GateReport.Timings;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives every value of a report that changes from run to run or with a release a fixed one, each by its name: {@code
 * toolVersion}, {@code postgres}, {@code flyway}, {@code commit}, {@code durationMs}, {@code heldMs}, {@code walBytes},
 * the {@code timings}. All else must be the same in every run.
 */
public final class Pinned {
    private static final double DURATION_MS = 1;
    private static final double HELD_MS = 2;
    private static final long WAL_BYTES = 1_024;
    private static final Timings TIMINGS = new Timings(1, 1, 0, 2);
    private static final String COMMIT = "0".repeat(40);

    private Pinned() {}

    public static GateReport report(GateReport report) {
        return new GateReport(
                "0.0.0",
                report.failOn(),
                report.folder(),
                report.rules(),
                report.databases().stream().map(Pinned::database).toList());
    }

    private static DatabaseReport database(DatabaseReport database) {
        return new DatabaseReport(
                database.name(),
                database.engine(),
                database.postgres().isEmpty() ? "" : major(database.postgres()),
                major(database.flyway()),
                base(database.base()),
                database.migrations().stream().map(Pinned::migration).toList(),
                database.canary(),
                database.history(),
                database.findings().stream().map(Pinned::finding).toList(),
                database.coverage(),
                database.settings(),
                database.notes(),
                TIMINGS);
    }

    /** Another major version may well do something else, so that it belongs to the result. */
    private static String major(String version) {
        return version.split("\\.", 2)[0] + ".x";
    }

    private static Base base(Base base) {
        return new Base(base.ref(), base.commit().isEmpty() ? "" : COMMIT, base.version(), base.migrations());
    }

    private static MigrationReport migration(MigrationReport migration) {
        return new MigrationReport(
                migration.script(),
                migration.file(),
                migration.version(),
                migration.description(),
                migration.kind(),
                migration.transactional(),
                migration.traced(),
                migration.completed(),
                DURATION_MS,
                migration.statements().stream().map(Pinned::statement).toList());
    }

    private static StatementReport statement(StatementReport statement) {
        Effects effects = statement.effects();
        return new StatementReport(
                statement.span(),
                statement.sql(),
                statement.kind(),
                statement.parsed(),
                effects == null ? null : effects(effects));
    }

    private static Effects effects(Effects effects) {
        return new Effects(
                DURATION_MS,
                effects.rows(),
                WAL_BYTES,
                effects.locks().stream().map(Pinned::lock).toList(),
                effects.rewrites(),
                effects.scans(),
                effects.indexBuilds(),
                effects.validations(),
                effects.skipped(),
                effects.invalidIndexes(),
                effects.notValid(),
                effects.lockTimeoutMs(),
                effects.error(),
                effects.hung());
    }

    private static Lock lock(Lock lock) {
        return new Lock(lock.relation(), lock.relationKind(), lock.mode(), lock.existing(), lock.acquired(), HELD_MS);
    }

    private static Finding finding(Finding finding) {
        SortedMap<String, String> evidence = new TreeMap<>(finding.evidence());
        evidence.computeIfPresent("heldMs", (name, measured) -> "2.0");
        return finding.withEvidence(evidence);
    }
}
