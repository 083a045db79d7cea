package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.Span;
import io.github.flygate.report.SarifSuppressions.Suppression;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A finding in a SARIF run.
 *
 * @param owner such as {@code database orders}; empty where the run is about one alone
 * @param ordinal counts the findings of the run with the same fingerprint
 */
record SarifResult(Finding finding, String owner, int ordinal, Optional<Suppression> suppression) {
    private static final int MOST_MESSAGE = 1_000;

    /** @param ruleIndex of its rule among those of the run */
    void write(JsonFields json, RepositoryFiles files, int ruleIndex) throws IOException {
        json.open();
        json.text("ruleId", finding.rule().value());
        json.number("ruleIndex", ruleIndex);
        json.text("level", SarifRules.level(finding.severity()));
        json.open("message");
        json.text("text", text());
        json.close();
        json.list("locations", List.of(finding.span()), span -> location(json, files, span));
        json.open("partialFingerprints");
        json.text("primaryLocationLineHash", hash());
        json.text("flygate/v1", hash());
        json.close();
        if (suppression.isPresent()) {
            json.list("suppressions", List.of(suppression.get()), accepted -> {
                json.open();
                json.text("kind", accepted.kind());
                json.text("status", "accepted");
                json.text("justification", SafeText.line(accepted.justification()));
                json.close();
            });
        }
        json.open("properties");
        json.text("hazard", finding.hazard().id());
        json.text("proof", finding.proof().id());
        json.text("status", finding.status().id());
        json.textOrNull("relation", SafeText.line(finding.relation()));
        json.close();
        json.close();
    }

    /** GitHub adds a number to the hashes that it makes itself, too. */
    private String hash() {
        String of = owner.isEmpty() ? "" : Integer.toHexString(owner.hashCode()) + "-";
        return of + finding.fingerprint() + ":" + ordinal;
    }

    /** Readers show the first sentence in lists, and all of it beside the code. */
    private String text() {
        String message = SafeText.cut(SafeText.line(finding.message()), MOST_MESSAGE);
        String evidence = Words.pairs(finding.evidence(), ": ");
        String text = message + ". " + MarkdownReport.capital(Words.proof(finding))
                + (owner.isEmpty() ? "" : ", " + owner)
                + (evidence.isEmpty() ? "" : " (" + SafeText.cut(evidence, MOST_MESSAGE) + ")")
                + ". More: " + finding.help();
        // Nothing in a message may become a link: SARIF writes one as [text](target).
        return SafeText.line(text).replace("](", "]\\(");
    }

    /**
     * The statement's first line: GitHub shows a finding in a pull request only when all of its lines were changed
     * there.
     */
    private static void location(JsonFields json, RepositoryFiles files, Span span) throws IOException {
        boolean oneLine = span.endLine() == span.line() && span.endColumn() >= span.column();
        json.open();
        json.open("physicalLocation");
        json.open("artifactLocation");
        json.text("uri", files.uri(span.file()));
        json.close();
        json.open("region");
        json.number("startLine", span.line());
        json.number("startColumn", span.column());
        json.number("endLine", span.line());
        // SARIF's end lies behind the last character.
        json.number("endColumn", (oneLine ? span.endColumn() : span.column()) + 1L);
        json.close();
        if (!oneLine) {
            json.open("contextRegion");
            json.number("startLine", span.line());
            json.number("endLine", span.endLine());
            json.close();
        }
        json.close();
        json.close();
    }
}
