package io.github.flygate.sql;

import io.github.flygate.fact.FactAt;
import io.github.flygate.migration.Script;
import java.util.List;

/**
 * What a script's text says.
 *
 * @param facts about the script as a whole
 */
public record ScriptReading(Script script, List<FactAt> facts, List<StatementReading> statements) {
    public ScriptReading {
        facts = List.copyOf(facts);
        statements = List.copyOf(statements);
    }
}
