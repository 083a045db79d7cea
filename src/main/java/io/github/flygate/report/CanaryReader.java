package io.github.flygate.report;

import io.github.flygate.model.Canary;
import io.github.flygate.model.Canary.Broken;
import io.github.flygate.model.Canary.Contract;
import io.github.flygate.model.Canary.Covered;
import io.github.flygate.model.Canary.NotCovered;
import io.github.flygate.model.Canary.Rerun;
import io.github.flygate.model.Canary.Restart;
import io.github.flygate.model.GateReport.Answer;
import java.util.List;

/** Reads back what was tried of the version that still runs. */
final class CanaryReader {
    private CanaryReader() {}

    static Canary canary(JsonRecord json) {
        return new Canary(
                answer(json),
                json.texts("rollingUpdateReasons"),
                json.optional("contract", CanaryReader::contract),
                json.optional("restart", CanaryReader::restart),
                json.isNull("rerun") ? List.of() : json.list("rerun", CanaryReader::rerun));
    }

    private static Answer answer(JsonRecord json) {
        if (json.isNull("rollingUpdateSafe")) {
            return Answer.UNKNOWN;
        }
        return json.truth("rollingUpdateSafe") ? Answer.YES : Answer.NO;
    }

    private static Contract contract(JsonRecord json) {
        return new Contract(
                json.number("checked"),
                json.list("broken", CanaryReader::broken),
                json.object("coverage", CanaryReader::coverage),
                json.list("notCovered", one -> new NotCovered(one.text("what"), one.text("reason"))));
    }

    private static Broken broken(JsonRecord json) {
        return new Broken(
                json.text("origin"),
                json.textOrEmpty("object"),
                json.text("sql"),
                json.truth("prepared"),
                json.text("sqlState"),
                json.text("message"),
                json.textOrEmpty("script"),
                json.textOrEmpty("file"),
                json.isNull("line") ? 0 : json.place("line"));
    }

    private static Covered coverage(JsonRecord json) {
        return new Covered(
                json.number("tables"),
                json.number("views"),
                json.number("columns"),
                json.number("sequences"),
                json.number("routines"),
                json.number("types"),
                json.number("teamStatements"),
                json.number("tablesWritten"));
    }

    private static Restart restart(JsonRecord json) {
        return new Restart(json.truth("valid"), json.texts("errors"), json.texts("reapplied"));
    }

    private static Rerun rerun(JsonRecord json) {
        return new Rerun(
                json.text("script"),
                json.oneOf("kind", "combined", "interrupted", "repeatable"),
                json.texts("problems"));
    }
}
