package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.model.Canary;
import java.util.List;
import java.util.Set;

/**
 * What became of the old version's statements.
 *
 * @param tried relations that at least one statement read and one wrote, as {@code schema.name} in the base
 * @param used relations that at least one statement read or wrote, likewise
 * @param refused rows that the base accepts and the migrated database does not
 * @param ms how long it took
 */
public record ContractResult(
        Canary.Contract contract,
        List<FactAt> facts,
        Set<String> tried,
        Set<String> used,
        List<OddRow> refused,
        double ms) {
    public ContractResult {
        facts = List.copyOf(facts);
        refused = List.copyOf(refused);
        tried = Set.copyOf(tried);
        used = Set.copyOf(used);
    }
}
