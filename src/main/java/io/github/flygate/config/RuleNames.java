package io.github.flygate.config;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.RuleId;

/** Checks the form of rule names; whether there is such a rule is not known here. */
final class RuleNames {
    private RuleNames() {}

    static void check(String rule, String origin) {
        try {
            RuleId unused = new RuleId(rule);
        } catch (IllegalArgumentException e) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    origin + ": \"" + rule + "\" is no rule name",
                    "Rule names are lower-case words joined by hyphens; \"flygate rules\" lists them.");
        }
    }
}
