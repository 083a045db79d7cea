package io.github.flygate.gate;

import io.github.flygate.model.Finding;
import java.util.List;

/** What the rules say of a database's pending migrations, sorted by place. */
record Judgement(List<Finding> findings) {
    Judgement {
        findings = List.copyOf(findings);
    }
}
