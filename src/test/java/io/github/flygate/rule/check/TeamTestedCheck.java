package io.github.flygate.rule.check;

import io.github.flygate.fact.CreateIndex;
import io.github.flygate.fact.FactAt;
import io.github.flygate.rule.Check;

/** The Java half of the test's rule {@code team-tested-check}. */
public final class TeamTestedCheck implements Check {
    @Override
    public boolean matches(FactAt fact) {
        return fact.fact() instanceof CreateIndex create
                && create.index().name().endsWith("_a");
    }
}
