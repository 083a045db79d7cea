package io.github.flygate.gate;

import io.github.flygate.contract.ContractResult;
import io.github.flygate.fact.FactAt;
import io.github.flygate.model.Canary.Rerun;
import io.github.flygate.model.Canary.Restart;
import io.github.flygate.trace.TraceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that was seen on servers.
 *
 * @param contract empty when no migration went through, so that there is nothing to try
 * @param restart likewise
 * @param beside facts of restart, rerun and made-up rows
 * @param notes sentences about what was not looked at, or how
 */
record Observations(
        TraceResult trace,
        Optional<ContractResult> contract,
        Optional<Restart> restart,
        List<Rerun> rerun,
        List<FactAt> beside,
        List<String> notes,
        String serverVersion,
        double restoreMs) {
    Observations {
        rerun = List.copyOf(rerun);
        beside = List.copyOf(beside);
        notes = List.copyOf(notes);
    }

    /** The same, and what another pass has seen. */
    Observations with(List<FactAt> facts, List<String> sentences, String version) {
        List<FactAt> allFacts = new ArrayList<>(beside);
        allFacts.addAll(facts);
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.addAll(sentences);
        return new Observations(trace, contract, restart, rerun, allFacts, allNotes, version, restoreMs);
    }

    /** What the rules are to be asked about beside what was traced. */
    List<FactAt> facts() {
        List<FactAt> facts = new ArrayList<>(beside);
        contract.ifPresent(result -> facts.addAll(result.facts()));
        return facts;
    }
}
