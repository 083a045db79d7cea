package io.github.flygate.contract;

import io.github.flygate.fact.BuildFailure;
import io.github.flygate.fact.CatalogDifference;
import io.github.flygate.fact.FactAt;
import io.github.flygate.migration.Migration;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.GuardedFlyway;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Lets real Flyway apply all migrations of the head to an empty database and the pending ones to the base, and compares
 * the two catalogs: what tests run on with what production has.
 */
public final class FromNothingPass {
    private static final double NANOS_PER_SECOND = 1e9;

    private final FromNothingRequest request;
    private final Makers fromNothing;
    private final Makers fromBase;
    private final FilesOfObjects files;
    private final FactPlaces places;
    private final Building building;

    private FromNothingPass(FromNothingRequest request) {
        this.request = request;
        // Applied versioned files do the same in both, and there may be a thousand of them.
        this.fromNothing = makers(
                request.head(),
                migration -> migration.kind().isRepeatable()
                        || migration.kind() == Migration.Kind.BASELINE
                        || request.plan().pending().contains(migration));
        this.fromBase = makers(request.plan().pending(), migration -> true);
        this.files = new FilesOfObjects(request, fromBase, fromNothing);
        this.places = new FactPlaces(request.flywayFact());
        this.building = new Building(request);
    }

    private Makers makers(List<Migration> migrations, Predicate<Migration> watched) {
        Set<String> scripts =
                migrations.stream().filter(watched).map(Migration::script).collect(Collectors.toSet());
        return new Makers(request.flyway(), scripts);
    }

    /**
     * Builds both and compares them.
     *
     * @param empty a database without anything; it is changed
     * @param base a copy of the base, without made-up rows; it is changed
     * @throws FlygateException with code ENGINE when one of them cannot be read
     */
    public static FromNothingResult run(Database empty, Database base, FromNothingRequest request, Progress progress) {
        try {
            return new FromNothingPass(request).compare(empty, base, progress);
        } catch (SQLException e) {
            throw new FlygateException(
                    ErrorCode.ENGINE, "what was built from nothing cannot be read: " + e.getMessage(), "", e);
        }
    }

    /** What is said when there is nothing to compare with. */
    public static String notCompared(String reason) {
        return "not compared with a database built from nothing: " + reason;
    }

    private FromNothingResult compare(Database empty, Database base, Progress progress) throws SQLException {
        progress.step(
                "building the database from nothing with " + request.head().size() + " migrations");
        long started = System.nanoTime();
        Optional<GuardedFlyway.Failure> failure = building.apply(empty, request.head(), List.of(fromNothing));
        String seconds = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - started) / NANOS_PER_SECOND);
        if (failure.isPresent()) {
            return new FromNothingResult(List.of(failure(failure.get())), List.of());
        }
        progress.step("comparing it with base and pending migrations");
        Optional<GuardedFlyway.Failure> onBase =
                building.apply(base, request.plan().pending(), List.of(fromBase));
        if (onBase.isPresent()) {
            return new FromNothingResult(
                    List.of(),
                    List.of(notCompared("base and pending migrations fail when they are run without made-up rows: "
                            + Building.wordsWithScript(onBase.get()))));
        }
        List<FactAt> facts =
                building.differences(empty, base).stream().map(this::difference).toList();
        String outcome = facts.isEmpty()
                ? "the same catalog"
                : facts.size() + (facts.size() == 1 ? " difference" : " differences");
        return new FromNothingResult(facts, List.of("built from nothing in " + seconds + ": " + outcome));
    }

    private FactAt failure(GuardedFlyway.Failure failure) {
        Optional<Migration> named = files.script(failure.script());
        return named.map(migration -> places.at(
                        migration, failure.line(), new BuildFailure(failure.sqlState(), Building.words(failure))))
                .orElseGet(() -> places.at(
                        files.last(), new BuildFailure(failure.sqlState(), Building.wordsWithScript(failure))));
    }

    private FactAt difference(Unlike unlike) {
        return places.at(
                files.of(unlike),
                new CatalogDifference(unlike.relation(), unlike.key(), unlike.here(), unlike.there()));
    }
}
