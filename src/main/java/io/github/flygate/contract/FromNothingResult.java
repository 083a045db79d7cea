package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import java.util.List;

/**
 * What came of building a database in two ways.
 *
 * @param facts one for each object that is not the same in both, or one for the file that does not go through, at the
 *     file that has to do with it
 * @param notes a sentence about what was compared, or why nothing was
 */
public record FromNothingResult(List<FactAt> facts, List<String> notes) {
    public FromNothingResult {
        facts = List.copyOf(facts);
        notes = List.copyOf(notes);
    }
}
