package io.github.flygate.rule;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;

/** Complaints about rule files, all in one form. */
final class RuleError {
    private RuleError() {}

    static FlygateException at(String source, int line, String what, String hint) {
        return new FlygateException(ErrorCode.RULE, source + ":" + line + ": " + what, hint);
    }

    /** @param column from 1 */
    static FlygateException at(String source, int line, int column, String what, String hint) {
        return new FlygateException(ErrorCode.RULE, source + ":" + line + ":" + column + ": " + what, hint);
    }

    static FlygateException at(String source, int line, String what) {
        return at(source, line, what, "");
    }
}
