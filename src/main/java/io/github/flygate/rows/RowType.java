package io.github.flygate.rows;

import io.github.flygate.rows.RowTable.Check;
import java.util.List;

/**
 * A type of a column.
 *
 * @param name as format_type writes it, without modifier
 * @param kind {@code typtype} of pg_type: base, domain, enum, range, multirange or composite
 * @param element of an array its elements' type, of a range its bounds', of a multirange its ranges', of a domain the one
 *     under it; 0 for others
 * @param typmod that of the type under a domain
 * @param under the type under a domain with its modifier
 * @param notNull of a domain
 * @param labels of an enum
 * @param checks of a domain, its own alone
 */
public record RowType(
        long oid,
        String schema,
        String bareName,
        String name,
        char kind,
        boolean array,
        long element,
        int typmod,
        String under,
        boolean notNull,
        List<String> labels,
        List<Field> fields,
        List<Check> checks) {
    public RowType {
        labels = List.copyOf(labels);
        fields = List.copyOf(fields);
        checks = List.copyOf(checks);
    }

    /** A field of a composite type. */
    public record Field(long typeOid, int typmod) {}

    boolean domain() {
        return kind == 'd';
    }
}
