package io.github.flygate.gate;

import io.github.flygate.model.Finding;
import java.util.List;

/**
 * What the rules say of a database's pending migrations.
 *
 * @param findings sorted by place
 * @param notes sentences about what was accepted before
 */
record Judgement(List<Finding> findings, List<String> notes) {
    Judgement {
        notes = List.copyOf(notes);
        findings = List.copyOf(findings);
    }
}
