package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.migration.Migration;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.TraceRequest.TracedScript;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import io.github.flygate.trace.Tracer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;

/** A combined file: run by hand, then by Flyway, which must find nothing to do. */
final class CombinedRun {
    private static final String GUARD =
            "guard the statement so that it does nothing when it was run by hand: IF NOT EXISTS, or a condition on what is there";

    private final Supplier<Database> copies;
    private final RerunRequest request;
    private final TracedScript script;
    private final RerunPlaces places;
    private final String history;
    private final List<FactAt> problems = new ArrayList<>();

    CombinedRun(Supplier<Database> copies, RerunRequest request, TracedScript script) {
        this.copies = copies;
        this.request = request;
        this.script = script;
        this.places = new RerunPlaces(request.flywayFact(), script, "combined");
        this.history = History.name(request.flyway());
    }

    /** Empty when the second run finds nothing to do. */
    List<FactAt> problems() throws SQLException {
        Optional<State> twice = twice();
        if (twice.isPresent() && problems.isEmpty()) {
            Optional<State> alone = alone();
            if (alone.isPresent()) {
                compare(twice.get(), alone.get());
            }
        }
        return problems;
    }

    /** The state after both runs; empty when one of them failed. */
    private Optional<State> twice() throws SQLException {
        try (Database copy = copies.get()) {
            FlywayRuns flyway = new FlywayRuns(copy, request);
            if (!flyway.apply(request.before(script))) {
                return Optional.empty(); // The trace tells of it.
            }
            Optional<HandRun.Failure> byHand = new HandRun(request, copy).run(script.script());
            if (byHand.isPresent()) {
                HandRun.Failure failure = byHand.get();
                problems.add(places.at(
                        failure.statement(),
                        "",
                        "fails",
                        failure.sqlState(),
                        "by hand, before Flyway: " + failure.message(),
                        "make it run outside Flyway too"));
                return Optional.empty();
            }
            State before = State.of(copy, history);
            RowCount rows = RowCount.of(copy);
            ScriptTrace second = Tracer.run(copy, request.trace(script), Progress.none())
                    .scripts()
                    .get(0);
            if (!second.completed()) {
                problems.add(failed(second));
                return Optional.empty();
            }
            State after = State.of(copy, history);
            changes(before, after, second);
            rows(second, script.script().transactional() ? 0 : rows.writtenSince(copy, history));
            locks(second);
            return Optional.of(after);
        }
    }

    private FactAt failed(ScriptTrace second) {
        SecondFailure failure = SecondFailure.of(second);
        return places.at(failure.statement(), "", "fails", failure.sqlState(), failure.message(), GUARD);
    }

    private void changes(State before, State after, ScriptTrace second) {
        List<String> changes = before.changesTo(after);
        if (!changes.isEmpty()) {
            List<StatementTrace> suspects = second.statements().stream()
                    .filter(CombinedRun::changesSchema)
                    .toList();
            problems.add(places.at(
                    suspects.size() == 1 ? suspects.get(0).number() : -1,
                    "",
                    "changes-catalog",
                    "",
                    String.join("; ", changes),
                    GUARD));
        }
    }

    /** Facts about columns, indexes, constraints and relations name what they changed; others are about the run. */
    private static boolean changesSchema(StatementTrace statement) {
        return statement.facts().stream()
                .map(fact -> fact.fact().getClass().getSimpleName())
                .anyMatch(name -> Stream.of("Add", "Alter", "Create", "Drop", "Rename", "SetNotNull", "Truncate")
                        .anyMatch(name::startsWith));
    }

    private void rows(ScriptTrace second, long outsideTransaction) {
        long written = outsideTransaction
                + second.statements().stream()
                        .mapToLong(statement -> statement.effects().rows())
                        .sum();
        if (written > request.rows()) {
            int number = second.statements().stream()
                    .max(Comparator.comparingLong(
                            statement -> statement.effects().rows()))
                    .filter(statement -> statement.effects().rows() > 0)
                    .map(StatementTrace::number)
                    .orElse(-1);
            String many = written + (written == 1 ? " row is" : " rows are");
            problems.add(places.at(
                    number, "", "writes-rows", "", many + " written again", "change only rows that still need it"));
        }
    }

    private void locks(ScriptTrace second) {
        for (StatementTrace statement : second.statements()) {
            for (Effects.Lock lock : statement.effects().locks()) {
                if (lock.acquired()
                        && lock.existing()
                        && lock.mode().blocksWrites()
                        && lock.heldMs() > request.lock().toMillis()
                        && !lock.relation().equals(history)) {
                    problems.add(places.at(
                            statement.number(),
                            lock.relation(),
                            "holds-lock",
                            "",
                            lock.mode().pgName() + " on " + lock.relation() + " for " + Math.round(lock.heldMs())
                                    + " ms",
                            GUARD));
                }
            }
        }
    }

    /** What Flyway makes of the file where nobody ran it by hand. */
    private Optional<State> alone() throws SQLException {
        try (Database copy = copies.get()) {
            List<Migration> files = new ArrayList<>(request.before(script));
            files.add(script.script().migration());
            try {
                new FlywayRuns(copy, request).migrate(files, List.of());
            } catch (FlywayException e) {
                return Optional.empty();
            }
            return Optional.of(State.of(copy, history));
        }
    }

    private void compare(State twice, State alone) {
        for (String index : twice.invalidIndexes()) {
            if (!alone.invalidIndexes().contains(index)) {
                problems.add(places.at(
                        -1, index, "invalid-index", "", "index " + index + " is invalid", Recovery.drop(index)));
            }
        }
        List<String> differences = alone.definitions().differencesTo(twice.definitions());
        if (!differences.isEmpty() && problems.isEmpty()) {
            problems.add(places.at(
                    -1,
                    "",
                    "changes-catalog",
                    "",
                    "compared with a database where it was not run by hand: " + String.join("; ", differences),
                    GUARD));
        }
    }
}
