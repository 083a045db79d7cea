package io.github.flygate.gate;

import io.github.flygate.fact.FactAt;
import io.github.flygate.sql.ScriptReading;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import java.util.ArrayList;
import java.util.List;

/** All facts of a script in one list. */
final class StatementFacts {
    private StatementFacts() {}

    static List<FactAt> read(ScriptReading reading) {
        List<FactAt> facts = new ArrayList<>(reading.facts());
        reading.statements().forEach(statement -> facts.addAll(statement.facts()));
        return facts;
    }

    static List<FactAt> measured(ScriptTrace trace) {
        List<FactAt> facts = new ArrayList<>(trace.facts());
        trace.statements().forEach(statement -> facts.addAll(statement.facts()));
        return facts;
    }
}
