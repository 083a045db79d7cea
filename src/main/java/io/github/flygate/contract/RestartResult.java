package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.model.Canary;
import java.util.List;

/**
 * What a server of the old version meets when it starts on the migrated database.
 *
 * @param facts one for each refusal and each file that was run again, at the migration that brought it about
 * @param notes sentences about what could not be told
 */
public record RestartResult(Canary.Restart restart, List<FactAt> facts, List<String> notes) {
    public RestartResult {
        facts = List.copyOf(facts);
        notes = List.copyOf(notes);
    }
}
