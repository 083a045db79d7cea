package io.github.flygate.contract;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.FlywayFact;
import io.github.flygate.fact.ScriptFact;
import io.github.flygate.fact.StatementFact;
import io.github.flygate.fact.Surroundings;
import io.github.flygate.fact.TransactionFact;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.Span;
import io.github.flygate.trace.TraceRequest.Hint;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.util.List;

/** Puts facts to files and statements. */
final class FactPlaces {
    private static final StatementFact WHOLE_SCRIPT = new StatementFact("script", true, false, false, false);

    private final FlywayFact flyway;

    FactPlaces(FlywayFact flyway) {
        this.flyway = flyway;
    }

    /** The whole of a pending file, at its first line. */
    FactAt at(Script script, Fact fact) {
        return whole(script.migration(), around(script, WHOLE_SCRIPT), fact);
    }

    /** The whole of a file of the base. */
    FactAt at(Migration applied, Fact fact) {
        TransactionFact tx = new TransactionFact(true, List.of(), 0, false, 0);
        ScriptFact script = new ScriptFact(applied.script(), applied.kind().id(), true, false);
        return whole(applied, new Surroundings(WHOLE_SCRIPT, tx, script, flyway), fact);
    }

    /** A line of a file, whether it is applied or pending; 0 when it is not known. */
    FactAt at(Migration migration, int line, Fact fact) {
        FactAt whole = at(migration, fact);
        return new FactAt(
                fact, whole.around(), whole.script(), -1, "", Span.line(migration.file(), Math.max(1, line)), true);
    }

    /** A statement of a pending file. */
    FactAt at(Script script, Statement statement, Hint hint, Fact fact) {
        return new FactAt(
                fact,
                around(script, hint.says()),
                script.migration().script(),
                statement.number(),
                statement.sql(),
                statement.span(),
                true);
    }

    /** A statement that ran, be it of a Java migration. */
    FactAt at(Script script, StatementTrace statement, Fact fact) {
        return new FactAt(
                fact,
                around(script, statement.says()),
                script.migration().script(),
                statement.number(),
                statement.sql(),
                statement.span(),
                true);
    }

    private Surroundings around(Script script, StatementFact says) {
        Migration migration = script.migration();
        return new Surroundings(
                says,
                new TransactionFact(script.transactional(), List.of(), 0, false, 0),
                new ScriptFact(
                        migration.script(),
                        migration.kind().id(),
                        script.transactional(),
                        script.mixesTransactionModes()),
                flyway);
    }

    private static FactAt whole(Migration migration, Surroundings around, Fact fact) {
        return new FactAt(fact, around, migration.script(), -1, "", Span.line(migration.file(), 1), true);
    }
}
