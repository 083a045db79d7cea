package io.github.flygate.contract;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.RepeatableFlip;
import io.github.flygate.fact.RestartFailure;
import io.github.flygate.migration.Migration;
import io.github.flygate.model.Canary;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.GuardedFlyway;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.ValidateOutput;

/**
 * Lets a server of the old version start on the migrated database: Flyway's validate and migrate with the base's files
 * and the project's settings.
 */
public final class RestartPass {
    private final RestartRequest request;
    private final Culprits culprits;
    private final List<String> errors = new ArrayList<>();
    private final List<String> reapplied = new ArrayList<>();
    private final List<FactAt> facts = new ArrayList<>();
    private final List<String> untold = new ArrayList<>();

    private RestartPass(RestartRequest request) {
        this.request = request;
        this.culprits = new Culprits(request);
    }

    /**
     * Starts the old version's Flyway.
     *
     * @param migrated a copy on which the pending migrations are applied; it is changed
     * @throws FlygateException with code ENGINE when the copy cannot be read
     */
    public static RestartResult run(Database migrated, RestartRequest request, Progress progress) {
        RestartPass pass = new RestartPass(request);
        if (!request.plan().applied().isEmpty() && !request.pending().isEmpty()) {
            progress.step("starting the old version on the migrated database");
            try {
                pass.start(migrated);
            } catch (SQLException e) {
                throw new FlygateException(
                        ErrorCode.ENGINE, "the migrated database cannot be read: " + e.getMessage(), "", e);
            }
        }
        return new RestartResult(
                new Canary.Restart(pass.errors.isEmpty(), pass.errors, pass.reapplied), pass.facts, pass.notes());
    }

    private List<String> notes() {
        return untold.isEmpty()
                ? List.of()
                : List.of("whether the old version has the repeatable "
                        + (untold.size() == 1 ? "migration " : "migrations ") + String.join(", ", untold)
                        + " cannot be told from a base that is given as a version");
    }

    private void start(Database migrated) throws SQLException {
        List<String> repaired = RepairedHistory.of(migrated.owner(), request);
        GuardedFlyway.Settings settings = new GuardedFlyway.Settings(
                request.project(), request.flyway(), request.timeZone(), request.timeLimit(), true);
        FlipObserver flips = new FlipObserver(request.flyway());
        try (GuardedFlyway flyway = new GuardedFlyway(
                migrated, settings, request.plan().applied(), request.plan().baseCallbacks(), List.of(flips))) {
            validate(flyway, repaired);
            if (request.plan().applied().stream()
                    .anyMatch(migration -> migration.kind().isRepeatable())) {
                flips.readBefore(migrated.superuser());
            }
            migrate(flyway);
            flips.flips().forEach(this::flip);
        }
    }

    private void validate(GuardedFlyway flyway, List<String> repaired) {
        try {
            for (ValidateOutput output : flyway.validate().invalidMigrations) {
                invalid(output, repaired);
            }
        } catch (FlywayException e) {
            GuardedFlyway.Failure failure = flyway.failure(e);
            add("validate", "", words(failure), culprits.ofScript(failure.script()));
        }
    }

    private void invalid(ValidateOutput output, List<String> repaired) {
        String version = Objects.requireNonNullElse(output.version, "");
        if (version.isEmpty() && unknownRepeatables() && culprits.isPendingRepeatable(output.description)) {
            untold.add(output.description);
            return;
        }
        Culprits.Culprit culprit = culprits.of(version, output.description);
        String error = FlywayWords.firstSentence(output.errorDetails.errorMessage);
        if (repaired.contains(culprit.script())) {
            error += " (after the repair without which the edited file cannot be deployed)";
        }
        add("validate", String.valueOf(output.errorDetails.errorCode), error, culprit);
    }

    /** A base that is a version has versioned migrations only. */
    private boolean unknownRepeatables() {
        return request.plan().base().commit().isEmpty()
                && request.plan().applied().stream()
                        .noneMatch(migration -> migration.kind().isRepeatable());
    }

    private void migrate(GuardedFlyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            if (errors.isEmpty() && untold.isEmpty()) {
                add("migrate", "", words(flyway.failure(e)), culprits.first());
            }
        } catch (FlywayException e) {
            GuardedFlyway.Failure failure = flyway.failure(e);
            add("migrate", "", words(failure), culprits.ofScript(failure.script()));
        }
    }

    private static String words(GuardedFlyway.Failure failure) {
        String script = failure.script().isEmpty() ? "" : failure.script() + ": ";
        String state = failure.sqlState().isEmpty() ? "" : " (" + failure.sqlState() + ")";
        return script + FlywayWords.firstSentence(failure.message()) + state;
    }

    private void add(String command, String code, String error, Culprits.Culprit culprit) {
        errors.add(error);
        facts.add(culprit.at(new RestartFailure(command, code, error)));
    }

    private void flip(FlipObserver.Flip flip) {
        Migration old = request.plan().applied().stream()
                .filter(migration -> migration.script().equals(flip.script()))
                .findFirst()
                .orElseThrow();
        reapplied.add(old.file());
        Fact fact = new RepeatableFlip(old.file(), String.join("; ", flip.differences()));
        facts.add(culprits.ofScript(old.script()).at(fact));
    }
}
