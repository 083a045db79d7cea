package io.github.flygate.contract;

import io.github.flygate.rows.RowSchema;
import io.github.flygate.rows.RowTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tables that hold no row although the base was filled. */
final class EmptyTables {
    private static final int AT_ONCE = 200;

    private EmptyTables() {}

    /** @param observer sees all rows, whatever policies say */
    static List<String> in(RowSchema schema, Set<String> skip, Connection observer) throws SQLException {
        List<RowTable> tables = schema.tables().values().stream()
                .filter(table -> !table.partition()
                        && table.kind() != RowTable.Kind.FOREIGN
                        && !table.ofExtension()
                        && !skip.contains(table.says()))
                .toList();
        List<String> empty = new ArrayList<>();
        try (Statement statement = observer.createStatement()) {
            for (int from = 0; from < tables.size(); from += AT_ONCE) {
                List<String> queries = tables.subList(from, Math.min(tables.size(), from + AT_ONCE)).stream()
                        .map(table -> "select " + Sql.literal(table.says()) + " where not exists (select from "
                                + table.quoted() + ")")
                        .toList();
                try (ResultSet row = statement.executeQuery(String.join(" union all ", queries))) {
                    while (row.next()) {
                        empty.add(row.getString(1));
                    }
                }
            }
        }
        return empty;
    }
}
