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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;

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
        Optional<GuardedFlyway.Failure> failure = apply(empty, request.head(), fromNothing);
        String seconds = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - started) / NANOS_PER_SECOND);
        if (failure.isPresent()) {
            return new FromNothingResult(List.of(failure(failure.get())), List.of());
        }
        progress.step("comparing it with base and pending migrations");
        Optional<GuardedFlyway.Failure> onBase = apply(base, request.plan().pending(), fromBase);
        if (onBase.isPresent()) {
            return new FromNothingResult(
                    List.of(),
                    List.of(notCompared("base and pending migrations fail when they are run without made-up rows: "
                            + wordsWithScript(onBase.get()))));
        }
        Built complete = built(base);
        List<FactAt> facts = Unlike.of(built(empty).namedAs(complete), complete.definitions()).stream()
                .map(this::difference)
                .toList();
        String outcome = facts.isEmpty()
                ? "the same catalog"
                : facts.size() + (facts.size() == 1 ? " difference" : " differences");
        return new FromNothingResult(facts, List.of("built from nothing in " + seconds + ": " + outcome));
    }

    private Optional<GuardedFlyway.Failure> apply(Database copy, List<Migration> migrations, Makers makers) {
        if (migrations.isEmpty()) {
            return Optional.empty();
        }
        Duration limit = request.timeLimit().multipliedBy(migrations.size());
        // CONCURRENTLY would wait for ever; that is told by whoever traced it.
        GuardedFlyway.Settings settings = new GuardedFlyway.Settings(
                request.project(), request.flyway().withTransactionalLock(false), request.timeZone(), limit, false);
        try (GuardedFlyway flyway =
                new GuardedFlyway(copy, settings, migrations, request.plan().callbacks(), List.of(makers))) {
            try {
                flyway.migrate();
                return Optional.empty();
            } catch (FlywayException e) {
                return Optional.of(flyway.failure(e));
            }
        }
    }

    private FactAt failure(GuardedFlyway.Failure failure) {
        Optional<Migration> named = files.script(failure.script());
        return named.map(migration ->
                        places.at(migration, failure.line(), new BuildFailure(failure.sqlState(), words(failure))))
                .orElseGet(
                        () -> places.at(files.last(), new BuildFailure(failure.sqlState(), wordsWithScript(failure))));
    }

    private static String words(GuardedFlyway.Failure failure) {
        String state = failure.sqlState().isEmpty() ? "" : " (" + failure.sqlState() + ")";
        return FlywayWords.firstSentence(failure.message()) + state;
    }

    private static String wordsWithScript(GuardedFlyway.Failure failure) {
        return (failure.script().isEmpty() ? "" : failure.script() + ": ") + words(failure);
    }

    private FactAt difference(Unlike unlike) {
        return places.at(
                files.of(unlike),
                new CatalogDifference(unlike.relation(), unlike.key(), unlike.here(), unlike.there()));
    }

    /** What was built, and the names that the engine may have chosen for this copy alone. */
    private record Built(Definitions definitions, String owner, String database) {
        /** The migrations did not choose those names, so that they are no difference. */
        Definitions namedAs(Built other) {
            return definitions.renamed(owner, other.owner).renamed(database, other.database);
        }
    }

    private Built built(Database copy) throws SQLException {
        try (Connection session = Sessions.observer(copy.superuser());
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("select pg_get_userbyid(datdba), datname from pg_database"
                        + " where datname = current_database()")) {
            row.next();
            return new Built(
                    Definitions.read(session).without(History.name(request.flyway())),
                    row.getString(1),
                    row.getString(2));
        }
    }
}
