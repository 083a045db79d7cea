package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.model.Canary;
import java.util.List;

/**
 * What became of the files that were run twice.
 *
 * @param reruns one for each file and way of running it twice; empty when no pending file asks for it
 * @param facts one for each problem, at its statement where that is known
 */
public record RerunResult(List<Canary.Rerun> reruns, List<FactAt> facts) {
    public RerunResult {
        reruns = List.copyOf(reruns);
        facts = List.copyOf(facts);
    }
}
