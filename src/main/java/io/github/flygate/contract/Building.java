package io.github.flygate.contract;

import io.github.flygate.migration.Migration;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.GuardedFlyway;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;

/** Lets real Flyway build databases, to compare what came of it. */
record Building(FromNothingRequest request) {
    /** Why it did not go through; empty when it did. */
    Optional<GuardedFlyway.Failure> apply(Database copy, List<Migration> migrations, List<Callback> observers) {
        if (migrations.isEmpty()) {
            return Optional.empty();
        }
        Duration limit = request.timeLimit().multipliedBy(migrations.size());
        // CONCURRENTLY would wait for ever; that is told by whoever traced it.
        GuardedFlyway.Settings settings = new GuardedFlyway.Settings(
                request.project(), request.flyway().withTransactionalLock(false), request.timeZone(), limit, false);
        try (GuardedFlyway flyway =
                new GuardedFlyway(copy, settings, migrations, request.plan().callbacks(), observers)) {
            try {
                flyway.migrate();
                return Optional.empty();
            } catch (FlywayException e) {
                return Optional.of(flyway.failure(e));
            }
        }
    }

    /** What the first has otherwise than the second. */
    List<Unlike> differences(Database first, Database second) throws SQLException {
        Built complete = built(second);
        return Unlike.of(built(first).namedAs(complete), complete.definitions());
    }

    static String words(GuardedFlyway.Failure failure) {
        String state = failure.sqlState().isEmpty() ? "" : " (" + failure.sqlState() + ")";
        return FlywayWords.firstSentence(failure.message()) + state;
    }

    static String wordsWithScript(GuardedFlyway.Failure failure) {
        return (failure.script().isEmpty() ? "" : failure.script() + ": ") + words(failure);
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
