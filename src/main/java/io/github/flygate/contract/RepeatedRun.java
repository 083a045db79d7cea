package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.migration.Migration;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.TraceRequest.TracedScript;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import io.github.flygate.trace.Tracer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Repeatable files, run once more by Flyway as after the next change of their text: each alone, since those that did not
 * change are not run with it.
 */
final class RepeatedRun {
    private static final String MORE_SHOWN = "; …";
    private static final int MOST_SHOWN = 3;
    private static final String REMEDY =
            "write it so that a second run changes nothing: CREATE OR REPLACE, IF NOT EXISTS, ON CONFLICT";

    private final RerunRequest request;
    private final String history;

    RepeatedRun(RerunRequest request) {
        this.request = request;
        this.history = History.name(request.flyway());
    }

    static boolean concerns(TracedScript script) {
        return script.script().migration().kind().isRepeatable();
    }

    /**
     * The problems of each repeatable file, in Flyway's order.
     *
     * @param copy of the base; it is changed
     */
    Map<TracedScript, List<FactAt>> problems(Database copy) throws SQLException {
        Map<TracedScript, List<FactAt>> problems = new LinkedHashMap<>();
        List<Migration> all =
                request.scripts().stream().map(one -> one.script().migration()).toList();
        if (!new FlywayRuns(copy, request).apply(all)) {
            return problems; // The trace tells of it.
        }
        Definitions first = definitions(copy);
        for (TracedScript script : request.scripts()) {
            if (concerns(script)) {
                problems.put(script, again(copy, script, first));
            }
        }
        return problems;
    }

    private Definitions definitions(Database copy) throws SQLException {
        return Definitions.of(copy.superuser()).without(history);
    }

    /** @param first what the first runs have made: getting back to it puts right what another file has done */
    private List<FactAt> again(Database copy, TracedScript script, Definitions first) throws SQLException {
        RerunPlaces places = new RerunPlaces(request.flywayFact(), script, "repeatable");
        forget(copy, script.script().migration());
        Definitions before = definitions(copy);
        TableRows rows = TableRows.of(copy, history);
        ScriptTrace second = Tracer.run(copy, request.trace(script), Progress.none())
                .scripts()
                .get(0);
        if (!second.completed()) {
            SecondFailure failure = SecondFailure.of(second);
            return List.of(places.at(
                    failure.statement(), "", "fails", failure.sqlState(), "fails: " + failure.message(), REMEDY));
        }
        Definitions after = definitions(copy);
        List<String> changes = before.differencesTo(after);
        if (!changes.isEmpty() && !first.differencesTo(after).isEmpty()) {
            return List.of(places.at(-1, "", "changes-catalog", "", "makes a difference: " + shown(changes), REMEDY));
        }
        List<TableRows.Difference> differences = rows.differencesTo(TableRows.of(copy, history));
        if (differences.isEmpty()) {
            return List.of();
        }
        String detail = shown(differences.stream().map(String::valueOf).toList());
        return List.of(places.at(
                mostRows(second),
                differences.get(0).table(),
                "writes-rows",
                "",
                "makes a difference: " + detail,
                REMEDY));
    }

    /** Flyway runs a repeatable file that it does not know. */
    private void forget(Database copy, Migration migration) throws SQLException {
        try (Connection session = Sessions.owner(copy.owner(), "pg_catalog", "UTC");
                PreparedStatement delete = session.prepareStatement(
                        "delete from " + History.table(request.flyway()) + " where script = ?")) {
            delete.setString(1, migration.script());
            delete.executeUpdate();
        }
    }

    private static int mostRows(ScriptTrace run) {
        return run.statements().stream()
                .filter(statement -> statement.effects().rows() > 0)
                .max(Comparator.comparingLong(statement -> statement.effects().rows()))
                .map(StatementTrace::number)
                .orElse(-1);
    }

    private static String shown(List<String> sentences) {
        return sentences.stream().limit(MOST_SHOWN).collect(Collectors.joining("; "))
                + (sentences.size() > MOST_SHOWN ? MORE_SHOWN : "");
    }
}
