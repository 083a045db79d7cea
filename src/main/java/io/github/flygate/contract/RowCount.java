package io.github.flygate.contract;

import io.github.flygate.snapshot.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts rows that were written since a moment, by the transaction that wrote them: outside a transaction the server's
 * counters come too late.
 *
 * @param next the first transaction that was not begun then
 */
record RowCount(long next) {
    private static final long WRAP = 1L << 32;

    static RowCount of(Database database) throws SQLException {
        try (Connection session = Sessions.observer(database.superuser());
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("select txid_snapshot_xmax(txid_current_snapshot())")) {
            row.next();
            return new RowCount(row.getLong(1));
        }
    }

    /** Rows that are there now and were inserted or updated since; rows that were deleted are not seen. */
    long writtenSince(Database database, String history) throws SQLException {
        long written = 0;
        try (Connection session = Sessions.observer(database.superuser());
                Statement statement = session.createStatement()) {
            for (String table : tables(statement, history)) {
                String count = "select count(*) from only " + table + " where (xmin::text::bigint - " + next % WRAP
                        + " + " + WRAP + ") % " + WRAP + " < " + WRAP / 2;
                try (ResultSet row = statement.executeQuery(count)) {
                    row.next();
                    written += row.getLong(1);
                }
            }
        }
        return written;
    }

    private static List<String> tables(Statement statement, String history) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("""
                select n.nspname, c.relname
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind = 'r'
                   and c.relpersistence <> 't'
                   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
                """)) {
            while (row.next()) {
                if (!history.equals(row.getString(1) + "." + row.getString(2))) {
                    tables.add(History.quoted(row.getString(1)) + "." + History.quoted(row.getString(2)));
                }
            }
        }
        return tables;
    }
}
