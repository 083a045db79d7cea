package io.github.flygate.fact;

import java.util.ArrayList;
import java.util.List;

/**
 * A partition is made, attached or detached.
 *
 * @param table the partitioned table
 * @param verb {@code create}, {@code attach} or {@code detach}
 * @param concurrently {@code DETACH … CONCURRENTLY}, or its {@code FINALIZE}
 * @param defaultPartition {@code schema.name} of the table's default partition; empty when there is none or it is not
 *     known
 * @param scanned {@code schema.name} of the tables that existed before and are read whole for it; the text alone does
 *     not know the default partition
 */
public record ChangePartition(
        TableFact table,
        TableFact partition,
        String verb,
        boolean concurrently,
        String defaultPartition,
        List<String> scanned)
        implements Fact {
    public ChangePartition {
        scanned = List.copyOf(scanned);
    }

    @Override
    public String relation() {
        return verb.equals("attach") && !scanned.isEmpty() ? scanned.get(0) : table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + verb + " " + partition.name();
    }

    @Override
    public List<String> alsoAbout() {
        List<String> others = new ArrayList<>(scanned);
        others.add(table.name());
        others.add(partition.name());
        others.add(defaultPartition);
        return others;
    }
}
