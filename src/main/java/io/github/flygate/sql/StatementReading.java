package io.github.flygate.sql;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.StatementFact;
import io.github.flygate.migration.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What one statement's text says.
 *
 * @param relations the relations it names, {@code schema.name}, unqualified names in the default schema
 * @param suppressions inline suppressions written above or behind it
 * @param problem why it could not be read, in one sentence; empty when it was
 */
public record StatementReading(
        Statement statement,
        StatementFact says,
        List<String> relations,
        List<FactAt> facts,
        List<InlineSuppression> suppressions,
        String problem) {
    public StatementReading {
        relations = List.copyOf(relations);
        facts = List.copyOf(facts);
        suppressions = List.copyOf(suppressions);
    }

    /** Its facts of one type. */
    public <T extends Fact> List<T> all(Class<T> type) {
        return facts.stream()
                .map(FactAt::fact)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** With one more fact, which is only known behind it. */
    StatementReading with(Fact fact) {
        FactAt any = facts.get(0);
        List<FactAt> more = new ArrayList<>(facts);
        more.add(new FactAt(fact, any.around(), any.script(), any.statement(), any.sql(), any.span(), any.measured()));
        return new StatementReading(statement, says, relations, more, suppressions, problem);
    }

    /**
     * A {@code -- flygate:ignore rule-id until=2027-01-31 reason: …} comment.
     *
     * @param reason empty when it was left out
     * @param until last day on which it counts, as it is written; empty for ever
     */
    public record InlineSuppression(String rule, String reason, String until, int line) {}
}
