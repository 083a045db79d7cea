package io.github.flygate.rule;

import io.github.flygate.fact.FactAt;

/**
 * Decides whether a rule applies to a fact. Either the rule file's {@code when:} or, for {@code check: java}, the class
 * {@code io.github.flygate.rule.check.<IdInCamelCase>} with a public constructor without parameters.
 */
@FunctionalInterface
public interface Check {
    boolean matches(FactAt fact);
}
