package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.RerunProblem;
import io.github.flygate.migration.Migration;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.Database.Login;
import io.github.flygate.trace.GuardedFlyway;
import io.github.flygate.trace.TraceRequest.TracedScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;

/** A file without a transaction: cut short by one deployment, run again by the next. */
final class InterruptedRun {
    private final Supplier<Database> copies;
    private final RerunRequest request;
    private final TracedScript script;
    private final RerunPlaces places;
    private final String history;
    private final List<FactAt> problems = new ArrayList<>();

    InterruptedRun(Supplier<Database> copies, RerunRequest request, TracedScript script) {
        this.copies = copies;
        this.request = request;
        this.script = script;
        this.places = new RerunPlaces(request.flywayFact(), script, "interrupted");
        this.history = History.name(request.flyway());
    }

    /** Whether Flyway runs it without a transaction, and it can be cut short where that matters. */
    static boolean concerns(TracedScript script) {
        return !script.script().transactional()
                && !script.script().migration().kind().isJava()
                && !Interruption.of(script).isEmpty();
    }

    /** Empty when the next deployment gets where an uninterrupted one gets. */
    List<FactAt> problems() throws SQLException {
        Optional<State> whole = uninterrupted();
        for (Interruption point : Interruption.of(script)) {
            boolean known = point.doubles() && isKnown(point.statement());
            if (!known) {
                interrupt(point, whole);
            }
        }
        return problems;
    }

    private boolean isKnown(int statement) {
        return problems.stream().anyMatch(problem -> problem.statement() == statement);
    }

    private Optional<State> uninterrupted() throws SQLException {
        try (Database copy = copies.get()) {
            List<Migration> files = new ArrayList<>(request.before(script));
            files.add(script.script().migration());
            return new FlywayRuns(copy, request).apply(files) ? Optional.of(State.of(copy, history)) : Optional.empty();
        }
    }

    private void interrupt(Interruption point, Optional<State> whole) throws SQLException {
        try (Database copy = copies.get()) {
            FlywayRuns flyway = new FlywayRuns(copy, request);
            if (!flyway.apply(request.before(script))) {
                return; // The trace tells of it.
            }
            if (cut(copy, flyway, point)) {
                again(copy, flyway, point, whole);
            }
        }
    }

    /** Whether the run was cut short at that point, rather than before or not at all. */
    private boolean cut(Database copy, FlywayRuns flyway, Interruption point) throws SQLException {
        State before = State.of(copy, history);
        List<String> tables = point.tables(script, before.catalog());
        Optional<DoubledRow> doubled = Optional.empty();
        if (point.doubles()) {
            doubled =
                    tables.stream().findFirst().flatMap(table -> DoubledRow.in(table, before.catalog(), copy.owner()));
            if (doubled.isEmpty()) {
                return false;
            }
        }
        // With the transaction's lock CONCURRENTLY never comes as far as to meet doubled rows.
        boolean projectsLock = !point.doubles();
        boolean failed;
        try (Interrupter interrupter = new Interrupter(copy.superuser(), point, tables);
                GuardedFlyway run =
                        flyway.open(List.of(script.script().migration()), List.of(interrupter), projectsLock)) {
            interrupter.stopsIn(run);
            failed = fails(run) && interrupter.reached();
        }
        if (doubled.isPresent()) {
            doubled.get().remove();
        }
        return failed;
    }

    private static boolean fails(GuardedFlyway run) {
        try {
            run.migrate();
            return false;
        } catch (FlywayException e) {
            return true;
        }
    }

    private void again(Database copy, FlywayRuns flyway, Interruption point, Optional<State> whole)
            throws SQLException {
        State left = State.of(copy, history);
        List<String> invalid = new ArrayList<>(left.invalidIndexes());
        whole.ifPresent(state -> invalid.removeAll(state.invalidIndexes()));
        boolean repair = forgetFailure(copy.owner());
        List<String> byHand = new ArrayList<>(point.doubles() ? List.of("remove the doubled rows") : List.of());
        Optional<GuardedFlyway.Failure> failure = migrate(flyway);
        if (failure.isPresent()) {
            if (!goesOn(copy, flyway, invalid)) {
                byHand.add(point.takeBack(script));
            }
            String message = FlywayWords.firstSentence(failure.get().message());
            String recovery = Recovery.afterInterruption(byHand, invalid, repair);
            add(point, "", "fails", failure.get().sqlState(), "the next deployment fails: " + message, recovery);
            return;
        }
        String recovery = Recovery.afterInterruption(byHand, invalid, repair);
        State after = State.of(copy, history);
        List<String> still = new ArrayList<>(after.invalidIndexes());
        whole.ifPresent(state -> still.removeAll(state.invalidIndexes()));
        for (String index : still) {
            String detail = "the next deployment succeeds and leaves index " + index + " invalid";
            add(point, index, "invalid-index", "", detail, recovery);
        }
        List<String> differences = whole.map(state -> state.definitions().differencesTo(after.definitions()))
                .orElse(List.of());
        if (still.isEmpty() && !differences.isEmpty()) {
            String detail = "the next deployment succeeds with another result: " + String.join("; ", differences);
            add(point, "", "changes-catalog", "", detail, recovery);
        } else if (still.isEmpty() && repair) {
            add(point, "", "needs-repair", "", "the next deployment is refused until flyway repair", recovery);
        }
    }

    /** Whether it is enough to drop what is invalid. */
    private boolean goesOn(Database copy, FlywayRuns flyway, List<String> invalid) throws SQLException {
        try (Connection session = Sessions.owner(copy.owner(), "pg_catalog", "UTC");
                Statement statement = session.createStatement()) {
            for (String index : invalid) {
                statement.execute(Recovery.drop(index));
            }
        }
        forgetFailure(copy.owner());
        return migrate(flyway).isEmpty();
    }

    private Optional<GuardedFlyway.Failure> migrate(FlywayRuns flyway) {
        try (GuardedFlyway run = flyway.open(List.of(script.script().migration()), List.of(), false)) {
            try {
                run.migrate();
                return Optional.empty();
            } catch (FlywayException e) {
                return Optional.of(run.failure(e));
            }
        }
    }

    /** What Flyway's repair does to a failed entry, with which migrate is refused; whether there was one. */
    private boolean forgetFailure(Login owner) throws SQLException {
        try (Connection session = Sessions.owner(owner, "pg_catalog", "UTC");
                Statement statement = session.createStatement()) {
            return statement.executeUpdate("delete from " + History.table(request.flyway()) + " where not success") > 0;
        }
    }

    private void add(
            Interruption point, String relation, String problem, String sqlState, String detail, String recovery) {
        int line = script.script().statements().get(point.statement()).span().line();
        FactAt found =
                places.at(point.statement(), relation, problem, sqlState, point.when(line) + ": " + detail, recovery);
        boolean said = problems.stream()
                .anyMatch(other -> other.statement() == found.statement()
                        && other.fact() instanceof RerunProblem same
                        && same.problem().equals(problem)
                        && same.relation().equals(relation));
        if (!said) {
            problems.add(found);
        }
    }
}
