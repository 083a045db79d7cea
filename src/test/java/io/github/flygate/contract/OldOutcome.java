package io.github.flygate.contract;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGResultSetMetaData;

/**
 * What a statement of the old version came to.
 *
 * @param sqlState empty when it works
 * @param message the server's
 * @param rows returned or written, of each of its statements
 * @param columns of its last result
 */
record OldOutcome(String sqlState, String message, List<Integer> rows, List<Column> columns) {
    /**
     * A column of a result.
     *
     * @param type with its length or precision
     * @param nullable as {@link ResultSetMetaData} says it; unknown where it comes from a view
     * @param labels of an enum, in their order
     */
    record Column(String name, String type, int nullable, List<String> labels) {}

    boolean works() {
        return sqlState.isEmpty();
    }

    /** Runs it in the session's transaction, which is left as it was. */
    static OldOutcome in(Connection session, String role, String sql) throws SQLException {
        Savepoint before = session.setSavepoint();
        try (Statement statement = session.createStatement()) {
            if (!role.isEmpty()) {
                statement.execute("set local role " + role);
            }
            OldOutcome outcome = run(session, statement, sql);
            // What waits for the end of the transaction fails there.
            statement.execute("set constraints all immediate");
            return outcome;
        } catch (SQLException e) {
            return new OldOutcome(e.getSQLState(), String.valueOf(e.getMessage()), List.of(), List.of());
        } finally {
            session.rollback(before);
            session.releaseSavepoint(before);
        }
    }

    private static OldOutcome run(Connection session, Statement statement, String sql) throws SQLException {
        List<Integer> rows = new ArrayList<>();
        List<Column> columns = List.of();
        for (boolean result = statement.execute(sql);
                result || statement.getUpdateCount() != -1;
                result = statement.getMoreResults()) {
            if (result) {
                try (ResultSet set = statement.getResultSet()) {
                    columns = columns(session, set.getMetaData());
                    int count = 0;
                    while (set.next()) {
                        count++;
                    }
                    rows.add(count);
                }
            } else {
                rows.add(statement.getUpdateCount());
            }
        }
        return new OldOutcome("", "", rows, columns);
    }

    private static List<Column> columns(Connection session, ResultSetMetaData about) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            String type = about.getColumnTypeName(i);
            columns.add(new Column(
                    about.getColumnLabel(i),
                    type + "(" + about.getPrecision(i) + "," + about.getScale(i) + ")",
                    isView(session, about, i) ? ResultSetMetaData.columnNullableUnknown : about.isNullable(i),
                    labels(session, type)));
        }
        return columns;
    }

    /** No column of a view is marked as not null, whatever it shows. */
    private static boolean isView(Connection session, ResultSetMetaData about, int column) throws SQLException {
        PGResultSetMetaData origin = about.unwrap(PGResultSetMetaData.class);
        try (ResultSet views = session.getMetaData()
                .getTables(null, origin.getBaseSchemaName(column), origin.getBaseTableName(column), new String[] {
                    "VIEW", "MATERIALIZED VIEW"
                })) {
            return views.next();
        }
    }

    private static List<String> labels(Connection session, String type) throws SQLException {
        // The driver puts quotes around such a name, and does not double those inside.
        try (PreparedStatement query = session.prepareStatement("""
                select e.enumlabel
                from pg_catalog.pg_enum e
                join pg_catalog.pg_type t on t.oid = e.enumtypid
                join pg_catalog.pg_namespace n on n.oid = t.typnamespace
                where ? in (t.typname, '"' || n.nspname || '"."' || t.typname || '"')
                order by t.oid, e.enumsortorder
                """)) {
            query.setString(1, type);
            List<String> labels = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    labels.add(row.getString(1));
                }
            }
            return labels;
        }
    }

    /** What is not the same, although both work. */
    Set<String> changesTo(OldOutcome after) {
        Set<String> changes = new TreeSet<>();
        if (!rows.equals(after.rows)) {
            changes.add("rows");
        }
        if (!names().equals(after.names())) {
            changes.add("columns");
            return changes;
        }
        for (int i = 0; i < columns.size(); i++) {
            Column was = columns.get(i);
            Column is = after.columns.get(i);
            if (!was.type.equals(is.type)) {
                changes.add("type");
            }
            if (was.nullable != is.nullable
                    && was.nullable != ResultSetMetaData.columnNullableUnknown
                    && is.nullable != ResultSetMetaData.columnNullableUnknown) {
                changes.add("nullable");
            }
            if (!was.labels.equals(is.labels)) {
                changes.add("enum");
            }
        }
        return changes;
    }

    private List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
