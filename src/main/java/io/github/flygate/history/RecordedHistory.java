package io.github.flygate.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationPattern;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.output.RepairResult;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.extensibility.AppliedMigration;
import org.flywaydb.core.extensibility.MigrationType;
import org.flywaydb.core.internal.exception.FlywayUnknownMigrationTypeException;
import org.flywaydb.core.internal.schemahistory.SchemaHistory;
import org.jspecify.annotations.Nullable;

/** Rows as Flyway's history table, read as Flyway reads the table. What is added stays in memory. */
final class RecordedHistory extends SchemaHistory {
    /** Flyway asks for the ranks above this one. */
    private static final int BELOW_EVERY_RANK = -1;

    private final ForecastRequest request;
    private final Configuration flyway;
    private final FileSet files;
    private final List<AppliedMigration> applied = new ArrayList<>();
    private final IdentityHashMap<AppliedMigration, HistoryRow> rows = new IdentityHashMap<>();
    private final List<HistoryRow> written = new ArrayList<>();
    private boolean read;
    private boolean exists;

    RecordedHistory(ForecastRequest request, Configuration flyway, FileSet files) {
        this.request = request;
        this.flyway = flyway;
        this.files = files;
        this.exists = request.schema() == ForecastRequest.Schema.WITH_HISTORY;
    }

    @Override
    public List<AppliedMigration> allAppliedMigrations() {
        if (!read && exists) {
            List<AppliedMigration> all = new ArrayList<>();
            request.history().stream()
                    .filter(row -> row.installedRank() > BELOW_EVERY_RANK)
                    .sorted(Comparator.comparingInt(HistoryRow::installedRank))
                    .forEach(row -> all.add(read(row)));
            applied.addAll(0, all);
            read = true;
        }
        return applied;
    }

    private AppliedMigration read(HistoryRow row) {
        AppliedMigration asWritten = applied(row, row.checksum());
        Optional<Integer> checksum = files.checksum(asWritten);
        AppliedMigration one = checksum.equals(row.checksum()) ? asWritten : applied(row, checksum);
        rows.put(one, row);
        return one;
    }

    private AppliedMigration applied(HistoryRow row, Optional<Integer> checksum) {
        return flyway.getPluginRegister().getInstancesOf(AppliedMigration.class).stream()
                .filter(kind -> kind.handlesType(row.type()))
                .findFirst()
                .orElseThrow(() -> new FlywayUnknownMigrationTypeException(row.type()))
                .create(
                        row.installedRank(),
                        row.version().isEmpty() ? null : MigrationVersion.fromVersion(row.version()),
                        row.description(),
                        row.type(),
                        row.script(),
                        checksum.orElse(null),
                        null,
                        "",
                        0,
                        row.success());
    }

    Optional<HistoryRow> row(@Nullable AppliedMigration migration) {
        return migration == null ? Optional.empty() : Optional.ofNullable(rows.get(migration));
    }

    /** What was added, in its order. */
    List<HistoryRow> written() {
        return written;
    }

    @Override
    public boolean exists() {
        return exists;
    }

    @Override
    public void create(boolean baseline) {
        exists = true;
        read = true;
        if (baseline) {
            addAppliedMigration(
                    flyway.getBaselineVersion(),
                    flyway.getBaselineDescription(),
                    CoreMigrationType.BASELINE,
                    flyway.getBaselineDescription(),
                    null,
                    0,
                    true);
        }
    }

    /** @param schema as Flyway quotes it */
    void addSchemaMarker(String schema) {
        addAppliedMigration(null, "<< Flyway Schema Creation >>", CoreMigrationType.SCHEMA, schema, null, 0, true);
    }

    @Override
    protected void doAddAppliedMigration(
            int installedRank,
            @Nullable MigrationVersion version,
            String description,
            MigrationType type,
            String script,
            @Nullable Integer checksum,
            int executionTime,
            boolean success) {
        HistoryRow row = new HistoryRow(
                installedRank,
                version == null ? "" : version.toString(),
                description,
                type.name(),
                script,
                Optional.ofNullable(checksum),
                success);
        AppliedMigration one = applied(row, row.checksum());
        applied.add(one);
        rows.put(one, row);
        written.add(row);
    }

    @Override
    public <T> T lock(Callable<T> work) {
        throw new UnsupportedOperationException("nothing else writes here");
    }

    @Override
    public boolean removeFailedMigrations(RepairResult result, MigrationPattern[] filter) {
        throw new UnsupportedOperationException("repair is not foreseen");
    }

    @Override
    public void update(AppliedMigration row, ResolvedMigration file) {
        throw new UnsupportedOperationException("repair is not foreseen");
    }

    @Override
    public void delete(AppliedMigration row) {
        throw new UnsupportedOperationException("repair is not foreseen");
    }
}
