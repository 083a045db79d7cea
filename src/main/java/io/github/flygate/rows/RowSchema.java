package io.github.flygate.rows;

import io.github.flygate.rows.RowTable.Check;
import io.github.flygate.rows.RowTable.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What decides whether a row is accepted, of every user table, as a session sees it. Expressions and types are written for
 * that session's {@code search_path}.
 *
 * @param tables by oid, in the order of their names
 * @param types by oid
 */
public record RowSchema(Map<Long, RowTable> tables, Map<Long, RowType> types) {
    /** Reads the catalog in a handful of queries, however many tables there are. Takes no lock on user tables. */
    public static RowSchema read(Connection session) throws SQLException {
        return RowSchemaReader.read(session);
    }

    /** The table of that name, as written in the catalog. */
    public Optional<RowTable> table(String schema, String name) {
        return tables.values().stream()
                .filter(table -> table.name().equals(name) && table.schema().equals(schema))
                .findFirst();
    }

    /** What the column is when its domains are taken away. */
    Based base(Column column) {
        return base(column.typeOid(), column.typmod(), column.type());
    }

    Based base(long oid, int typmod, String name) {
        List<Check> checks = new ArrayList<>();
        boolean notNull = false;
        RowType type = types.get(oid);
        String typeName = name;
        int modifier = typmod;
        while (type != null && type.domain()) {
            checks.addAll(type.checks());
            notNull |= type.notNull();
            typeName = type.under();
            modifier = type.typmod();
            type = types.get(type.element());
        }
        return new Based(Optional.ofNullable(type), modifier, typeName, notNull, checks);
    }

    /** A column that takes no null, by itself or by its domain. */
    boolean mandatory(Column column) {
        return column.notNull() || base(column).notNull();
    }

    /** The partitions that a partitioned table has, at every level, without those that are partitioned themselves. */
    List<RowTable> leaves(RowTable table) {
        List<RowTable> leaves = new ArrayList<>();
        for (RowTable other : tables.values()) {
            if (other.partition() && other.parent() == table.oid()) {
                if (other.kind() == RowTable.Kind.PARTITIONED) {
                    leaves.addAll(leaves(other));
                } else {
                    leaves.add(other);
                }
            }
        }
        return leaves;
    }

    /**
     * A type without its domains.
     *
     * @param type empty when the catalog's reader does not know it, such as the row type of a table
     * @param name with its modifier
     * @param checks of all domains
     */
    record Based(Optional<RowType> type, int typmod, String name, boolean notNull, List<Check> checks) {}
}
