package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Proof;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Span;
import io.github.flygate.model.Status;

/** Reads findings back, and how many there are of each kind. */
final class FindingReader {
    private FindingReader() {}

    static Finding finding(JsonRecord json) {
        return new Finding(
                rule(json),
                json.oneOf("severity", Severity.values(), Severity::id),
                json.oneOf("hazard", Hazard.values(), Hazard::id),
                json.oneOf("proof", Proof.values(), Proof::id),
                json.oneOf("status", Status.values(), Status::id),
                json.text("message"),
                span(json, json.text("file")),
                json.textOrEmpty("relation"),
                json.map("evidence"),
                json.textOrEmpty("instead"),
                json.textOrEmpty("help"),
                json.text("fingerprint"),
                json.textOrEmpty("reason"));
    }

    static Span span(JsonRecord json, String file) {
        int line = json.place("line");
        int endLine = json.place("endLine");
        if (endLine < line) {
            throw json.refusal("endLine", "is before the line");
        }
        return new Span(file, line, json.place("column"), endLine, json.number("endColumn"));
    }

    static Counts counts(JsonRecord json) {
        return new Counts(
                json.number("error"),
                json.number("warning"),
                json.number("info"),
                json.number("confirmed"),
                json.number("unverified"),
                json.number("refuted"),
                json.number("suppressed"),
                json.number("baseline"),
                json.number("failing"));
    }

    private static RuleId rule(JsonRecord json) {
        try {
            return new RuleId(json.text("rule"));
        } catch (IllegalArgumentException e) {
            throw json.refusal("rule", "is no name of a rule");
        }
    }
}
