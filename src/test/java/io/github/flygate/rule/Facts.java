package io.github.flygate.rule;

import io.github.flygate.fact.CreateIndex;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.FlywayFact;
import io.github.flygate.fact.IndexFact;
import io.github.flygate.fact.ScriptFact;
import io.github.flygate.fact.StatementFact;
import io.github.flygate.fact.Surroundings;
import io.github.flygate.fact.TableFact;
import io.github.flygate.fact.TransactionFact;
import io.github.flygate.model.Span;
import java.util.List;

/** Facts for tests, with everything unremarkable that a test does not set. */
final class Facts {
    private Facts() {}

    static final String SCRIPT = "V2__index.sql";

    static TableFact table(String name, boolean created) {
        return new TableFact(name, "table", created, false);
    }

    static CreateIndex createIndex(boolean concurrently, boolean created) {
        return new CreateIndex(table("public.t", created), new IndexFact("public.t_a", false, concurrently, false));
    }

    static FactAt read(Fact fact) {
        return at(fact, "create index t_a on t (a)", false);
    }

    static FactAt measured(Fact fact) {
        return at(fact, "create index t_a on t (a)", true);
    }

    static FactAt at(Fact fact, String sql, boolean measured) {
        Surroundings around = new Surroundings(
                new StatementFact("create_index", true, false, false, false),
                new TransactionFact(true, List.of("public.t", "public.u"), 0, true, 0),
                new ScriptFact(SCRIPT, "sql", true, false),
                new FlywayFact(true, false, false, false));
        return new FactAt(fact, around, SCRIPT, 0, sql, Span.line("db/" + SCRIPT, 3), measured);
    }
}
