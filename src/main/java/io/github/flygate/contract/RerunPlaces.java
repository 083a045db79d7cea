package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.FlywayFact;
import io.github.flygate.fact.RerunProblem;
import io.github.flygate.trace.TraceRequest.TracedScript;

/** Puts the problems of one file to its statements. */
final class RerunPlaces {
    private final FactPlaces places;
    private final TracedScript script;
    private final String kind;

    RerunPlaces(FlywayFact flyway, TracedScript script, String kind) {
        this.places = new FactPlaces(flyway);
        this.script = script;
        this.kind = kind;
    }

    /** @param statement number in the script, from 0; anything that is no statement of the text is the whole script */
    FactAt at(int statement, String relation, String problem, String sqlState, String detail, String recovery) {
        RerunProblem fact = new RerunProblem(relation, kind, problem, sqlState, detail, recovery);
        if (statement < 0 || statement >= script.script().statements().size()) {
            return places.at(script.script(), fact);
        }
        return places.at(
                script.script(),
                script.script().statements().get(statement),
                script.hints().get(statement),
                fact);
    }
}
