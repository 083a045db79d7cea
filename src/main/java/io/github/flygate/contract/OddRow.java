package io.github.flygate.contract;

import java.util.List;

/**
 * A row that the base accepts and that the migrated database would refuse: production may hold such rows.
 *
 * @param relation its table, as {@code schema.name}
 * @param statements that insert it, after the rows it points at
 * @param error why it is refused
 */
public record OddRow(String relation, List<String> statements, String error) {
    public OddRow {
        statements = List.copyOf(statements);
    }
}
