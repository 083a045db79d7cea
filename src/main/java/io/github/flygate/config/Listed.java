package io.github.flygate.config;

import io.github.flygate.config.GateConfig.Adjustment;
import io.github.flygate.config.GateConfig.Suppression;
import java.util.ArrayList;
import java.util.List;

/** The entries of the lists in flygate.yml; those of a database are added to those for all. */
record Listed(List<Suppression> suppressions, List<Adjustment> adjustments) {
    static Listed empty() {
        return new Listed(new ArrayList<>(), new ArrayList<>());
    }

    Listed and(Listed others) {
        Listed all = empty();
        for (Listed listed : List.of(this, others)) {
            all.suppressions.addAll(listed.suppressions);
            all.adjustments.addAll(listed.adjustments);
        }
        return all;
    }
}
