package io.github.flygate.contract;

import io.github.flygate.snapshot.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many rows each table of the user holds, by {@code schema.name}. */
record TableRows(SortedMap<String, Long> counts) {
    /** One round trip, however many tables there are. */
    private static final String QUERY = """
            select n.nspname || '.' || c.relname,
                   (xpath('/row/n/text()',
                          query_to_xml(format('select count(*) as n from only %I.%I', n.nspname, c.relname),
                                       false, true, '')))[1]::text::bigint
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'r'
               and c.relpersistence <> 't'
               and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            """;

    /** @param history the table that Flyway writes, which is left out */
    static TableRows of(Database database, String history) throws SQLException {
        SortedMap<String, Long> counts = new TreeMap<>();
        try (Connection session = Sessions.observer(database.superuser());
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
        }
        counts.remove(history);
        return new TableRows(counts);
    }

    /** Tables that hold another number of rows in {@code after}; those that are in one of both only are left out. */
    List<Difference> differencesTo(TableRows after) {
        List<Difference> differences = new ArrayList<>();
        counts.forEach((table, before) -> {
            long now = Objects.requireNonNullElse(after.counts.get(table), before);
            if (now != before) {
                differences.add(new Difference(table, now - before));
            }
        });
        return differences;
    }

    /** @param more rows that a table has more; negative for fewer */
    record Difference(String table, long more) {
        @Override
        public String toString() {
            long rows = Math.abs(more);
            return table + " has " + rows + (more > 0 ? " more" : " fewer") + (rows == 1 ? " row" : " rows");
        }
    }
}
