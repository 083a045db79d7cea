package io.github.flygate.gate;

import io.github.flygate.fact.FactAt;
import io.github.flygate.model.Finding;

/** A finding and the fact it is about. */
record Placed(Finding finding, FactAt fact) {
    Placed with(Finding newFinding) {
        return new Placed(newFinding, fact);
    }
}
