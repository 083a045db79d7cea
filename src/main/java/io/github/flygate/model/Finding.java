package io.github.flygate.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that somebody should change or accept.
 *
 * @param relation {@code schema.name} of the relation it is about; empty when it is about none
 * @param evidence what was measured or read, as printable name and value
 * @param instead the safe alternative, as text; empty when there is none
 * @param help where to read more: {@code flygate explain <rule>}
 * @param fingerprint stable under moved lines: made of rule, script, relation and normalised statement
 * @param reason why it was suppressed; empty unless {@link Status#SUPPRESSED}
 */
public record Finding(
        RuleId rule,
        Severity severity,
        Hazard hazard,
        Proof proof,
        Status status,
        String message,
        Span span,
        String relation,
        SortedMap<String, String> evidence,
        String instead,
        String help,
        String fingerprint,
        String reason) {
    public Finding {
        evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
    }

    public boolean fails(Severity failOn) {
        return status.counts() && severity.atLeast(failOn);
    }

    public Finding with(Status newStatus, Proof newProof) {
        return copy(severity, newProof, newStatus, evidence, reason);
    }

    /** With that severity, unless its own is higher. */
    public Finding atLeast(Severity other) {
        return severity.atLeast(other) ? this : copy(other, proof, status, evidence, reason);
    }

    public Finding withEvidence(SortedMap<String, String> newEvidence) {
        return copy(severity, proof, status, newEvidence, reason);
    }

    public Finding suppressed(String why) {
        return copy(severity, proof, Status.SUPPRESSED, evidence, why);
    }

    private Finding copy(
            Severity newSeverity,
            Proof newProof,
            Status newStatus,
            SortedMap<String, String> newEvidence,
            String newReason) {
        return new Finding(
                rule,
                newSeverity,
                hazard,
                newProof,
                newStatus,
                message,
                span,
                relation,
                newEvidence,
                instead,
                help,
                fingerprint,
                newReason);
    }
}
