package io.github.flygate.contract;

import io.github.flygate.rows.RowSchema;
import io.github.flygate.rows.RowTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables of which the old version sees fewer rows than there are, since their row security is on. */
final class HiddenRows {
    private static final String ENABLED = """
            select c.relrowsecurity::text
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = %s and c.relname = %s""";

    private HiddenRows() {}

    static List<SchemaChange> of(RowSchema before, RowSchema after, Connection session, Connection observer)
            throws SQLException {
        List<SchemaChange> changes = new ArrayList<>();
        for (RowTable table : before.tables().values()) {
            Optional<RowTable> now = after.table(table.schema(), table.name());
            if (now.isPresent() && now.get().rowSecurity() && !table.rowSecurity()) {
                long all = count(table, observer);
                Optional<Long> seen = seen(table, session);
                if (seen.isPresent() && seen.get() < all) {
                    changes.add(new SchemaChange(
                            table.says(),
                            table.says(),
                            "rows",
                            "every row",
                            seen.get() + " of " + all + " rows",
                            new Watch.Answer(
                                    ENABLED.formatted(Sql.literal(table.schema()), Sql.literal(table.name())))));
                }
            }
        }
        return changes;
    }

    /** Empty where it may not read the table at all: that is another finding. */
    private static Optional<Long> seen(RowTable table, Connection session) throws SQLException {
        try {
            return Optional.of(count(table, session));
        } catch (SQLException e) {
            session.rollback();
            return Optional.empty();
        }
    }

    private static long count(RowTable table, Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("select pg_catalog.count(*) from " + table.quoted())) {
            row.next();
            return row.getLong(1);
        }
    }
}
