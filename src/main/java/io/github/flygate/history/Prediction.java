package io.github.flygate.history;

import io.github.flygate.migration.FlywayConfigurations;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.pattern.ValidatePattern;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.internal.info.MigrationInfoImpl;
import org.flywaydb.core.internal.info.MigrationInfoServiceImpl;
import org.flywaydb.core.internal.resolver.CompositeMigrationResolver;
import org.flywaydb.core.internal.util.ValidatePatternUtils;
import org.jspecify.annotations.Nullable;

/**
 * The commands of Flyway's classes {@code Flyway}, {@code DbInfo}, {@code DbValidate} and {@code DbMigrate}, step by step as
 * they stand there, with the server left out. What a step decides is asked of Flyway.
 */
final class Prediction {
    private final ForecastRequest request;
    private final FluentConfiguration flyway;
    private final FileSet files;
    private final CompositeMigrationResolver resolver;
    private final String schema;

    private Prediction(ForecastRequest request) {
        this.request = request;
        this.flyway = configuration(request);
        this.files = new FileSet(request);
        this.resolver = new CompositeMigrationResolver(null, null, flyway, null, null, null, null, files);
        this.schema = "\"" + request.flyway().effectiveSchema().replace("\"", "\"\"") + "\"";
    }

    static Prediction of(ForecastRequest request) {
        return new Prediction(request);
    }

    private static FluentConfiguration configuration(ForecastRequest request) {
        FluentConfiguration flyway = FlywayConfigurations.of(request.flyway(), Prediction.class.getClassLoader());
        try {
            flyway.skipDefaultResolvers(true);
            flyway.target(request.target());
            flyway.getTarget();
            return flyway;
        } catch (FlywayException e) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    "flyway.target is " + request.target() + ": " + e.getMessage(),
                    "Use latest, current, next or a version.",
                    e);
        }
    }

    Forecast forecast() {
        return new Forecast(info(), validate(), migrate());
    }

    private Forecast.Info info() {
        List<Forecast.Entry> entries = new ArrayList<>();
        Optional<Forecast.Refusal> refusal = refusal(() -> {
            RecordedHistory history = history();
            MigrationInfoServiceImpl service = service(history, ValidatePatternUtils.getIgnoreAllPattern());
            if (flyway.isBaselineOnMigrate() && request.schema() == ForecastRequest.Schema.NOT_EMPTY) {
                service.setBaselineOnMigrateVersion(flyway.getBaselineVersion());
            }
            service.refresh();
            for (MigrationInfo info : service.all()) {
                entries.add(entry(info, history));
            }
            return Optional.empty();
        });
        return new Forecast.Info(entries, refusal);
    }

    private Forecast.Validate validate() {
        List<Forecast.Invalid> invalid = new ArrayList<>();
        return new Forecast.Validate(
                invalid,
                refusal(() -> validation(history(), flyway.getIgnoreMigrationPatterns(), invalid)
                        .map(Prediction::refusal)));
    }

    private Forecast.Migrate migrate() {
        List<Forecast.Invalid> invalid = new ArrayList<>();
        List<Forecast.Entry> pending = new ArrayList<>();
        RecordedHistory history = history();
        Optional<Forecast.Refusal> refusal = refusal(() -> {
            validateBefore(history, invalid);
            prepare(history);
            apply(history, pending);
            return Optional.empty();
        });
        return new Forecast.Migrate(refusal.isPresent() ? List.of() : pending, history.written(), invalid, refusal);
    }

    private void validateBefore(RecordedHistory history, List<Forecast.Invalid> invalid) {
        List<ValidatePattern> patterns = new ArrayList<>(Arrays.asList(flyway.getIgnoreMigrationPatterns()));
        patterns.add(ValidatePattern.fromPattern("*:pending"));
        validation(history, patterns.toArray(ValidatePattern[]::new), invalid).ifPresent(error -> {
            String messages = invalid.stream().map(Forecast.Invalid::message).collect(Collectors.joining("\n"));
            throw new FlywayValidateException(error, messages);
        });
    }

    private Optional<ErrorDetails> validation(
            RecordedHistory history, ValidatePattern[] patterns, List<Forecast.Invalid> invalid) {
        if (request.schema() == ForecastRequest.Schema.MISSING) {
            return resolver.resolveMigrations(flyway).isEmpty() || ValidatePatternUtils.isPendingIgnored(patterns)
                    ? Optional.empty()
                    : Optional.of(new ErrorDetails(
                            CoreErrorCode.SCHEMA_DOES_NOT_EXIST, "Schema " + schema + " doesn't exist yet"));
        }
        MigrationInfoServiceImpl service = service(history, patterns);
        service.refresh();
        for (MigrationInfo info : service.all()) {
            @Nullable ErrorDetails error = ((MigrationInfoImpl) info).validate();
            if (error != null) {
                invalid.add(new Forecast.Invalid(
                        entry(info, history), String.valueOf(error.errorCode), error.errorMessage));
            }
        }
        return invalid.isEmpty()
                ? Optional.empty()
                : Optional.of(new ErrorDetails(CoreErrorCode.VALIDATE_ERROR, "Migrations have failed validation"));
    }

    /** Schema, history table and baseline, as migrate makes them before it looks for what is pending. */
    private void prepare(RecordedHistory history) {
        if (request.schema() == ForecastRequest.Schema.MISSING) {
            if (!flyway.isCreateSchemas()) {
                throw new FlywayException("Schema " + schema + " does not exist, and createSchemas is false");
            }
            history.create(false);
            history.addSchemaMarker(schema);
        }
        if (!history.exists()) {
            boolean empty = request.schema() == ForecastRequest.Schema.EMPTY;
            if (!empty && !flyway.isBaselineOnMigrate()) {
                throw new FlywayException(
                        "Found non-empty schema(s) " + schema + " but no schema history table. Use baseline() or set"
                                + " baselineOnMigrate to true to initialize the schema history table.",
                        CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE);
            }
            history.create(!empty);
        }
    }

    /**
     * Flyway asks again after each migration, at a cost that grows with the square of their number. What is pending at
     * first is all applied, in that order; what an answer after that may add comes in the next round.
     */
    @SuppressWarnings("ReferenceEquality") // as Flyway does: V-3 is equal to NEXT
    private void apply(RecordedHistory history, List<Forecast.Entry> pending) {
        Set<ResolvedMigration> done = new HashSet<>();
        boolean more = true;
        while (more) {
            MigrationInfoServiceImpl service = service(history, ValidatePatternUtils.getIgnoreAllPattern());
            service.refresh();
            refuseFailed(service.failed());
            boolean one = flyway.getTarget() == MigrationVersion.NEXT;
            List<MigrationInfoImpl> next = new ArrayList<>();
            for (MigrationInfoImpl info : service.pending()) {
                if (done.add(info.getResolvedMigration())) {
                    next.add(info);
                }
            }
            if (one && !flyway.isGroup() && !next.isEmpty()) {
                next = next.subList(0, 1);
            }
            for (MigrationInfoImpl info : next) {
                pending.add(entry(info, history));
                history.addAppliedMigration(
                        info.getVersion(),
                        info.getDescription(),
                        info.getType(),
                        info.getScript(),
                        info.getResolvedMigration().getChecksum(),
                        0,
                        true);
            }
            more = !next.isEmpty() && !one;
        }
    }

    private void refuseFailed(MigrationInfoImpl[] failed) {
        boolean future = failed.length == 1
                && failed[0].getState() == MigrationState.FUTURE_FAILED
                && ValidatePatternUtils.isFutureIgnored(flyway.getIgnoreMigrationPatterns());
        if (failed.length > 0 && !future) {
            @Nullable MigrationVersion version = failed[0].getVersion();
            String which = version == null
                    ? "repeatable migration (\"" + failed[0].getDescription() + "\")"
                    : "migration to version " + version;
            throw new FlywayException("Schema " + schema + " contains a failed " + which + " !");
        }
    }

    private RecordedHistory history() {
        return new RecordedHistory(request, flyway, files);
    }

    private MigrationInfoServiceImpl service(RecordedHistory history, ValidatePattern[] patterns) {
        return new MigrationInfoServiceImpl(
                resolver, history, null, flyway, flyway.getTarget(), flyway.isOutOfOrder(), patterns);
    }

    private Forecast.Entry entry(MigrationInfo info, RecordedHistory history) {
        MigrationInfoImpl both = (MigrationInfoImpl) info;
        @Nullable MigrationVersion version = info.getVersion();
        return new Forecast.Entry(
                files.file(both.getResolvedMigration()),
                history.row(both.getAppliedMigration()),
                version == null || version.getVersion() == null ? "" : version.getVersion(),
                info.getDescription(),
                info.getType().name(),
                info.getScript(),
                info.getState().name());
    }

    private static Optional<Forecast.Refusal> refusal(Supplier<Optional<Forecast.Refusal>> command) {
        try {
            return command.get();
        } catch (FlywayException e) {
            return Optional.of(new Forecast.Refusal(String.valueOf(e.getErrorCode()), String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException e) {
            // A type in small letters is taken by Flyway's plug-ins and not known to its own list.
            return Optional.of(new Forecast.Refusal(CoreErrorCode.FAULT.name(), String.valueOf(e.getMessage())));
        }
    }

    private static Forecast.Refusal refusal(ErrorDetails error) {
        return new Forecast.Refusal(String.valueOf(error.errorCode), error.errorMessage);
    }
}
