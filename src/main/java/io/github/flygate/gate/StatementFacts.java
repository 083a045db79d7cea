package io.github.flygate.gate;

import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.LockTaken;
import io.github.flygate.sql.ScriptReading;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All facts of a script in one list, with what the configuration knows of their relations.
 *
 * @param hotTables {@code schema.name}
 */
record StatementFacts(Set<String> hotTables) {
    StatementFacts {
        hotTables = Set.copyOf(hotTables);
    }

    List<FactAt> read(ScriptReading reading) {
        List<FactAt> facts = new ArrayList<>(reading.facts());
        reading.statements().forEach(statement -> facts.addAll(statement.facts()));
        return known(facts);
    }

    List<FactAt> measured(ScriptTrace trace) {
        List<FactAt> facts = new ArrayList<>(trace.facts());
        trace.statements().forEach(statement -> facts.addAll(statement.facts()));
        return known(facts);
    }

    private List<FactAt> known(List<FactAt> facts) {
        facts.replaceAll(fact -> fact.fact() instanceof LockTaken lock
                        && hotTables.contains(lock.table().name())
                ? fact.with(lock.withHot(true))
                : fact);
        return facts;
    }
}
