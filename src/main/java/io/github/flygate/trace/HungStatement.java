package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.model.FlywaySettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What a cancelled CONCURRENTLY leaves behind on the copy. */
final class HungStatement {
    private HungStatement() {}

    /** Removes the invalid indexes that the statement made and Flyway's failed entry; returns the indexes' names. */
    static List<String> clear(Connection superuser, Seen hung, FlywaySettings flyway) throws SQLException {
        List<String> invalid = hung.after().indexes().values().stream()
                .filter(index ->
                        !index.valid() && hung.before().index(index.oid()).isEmpty())
                .map(Index::name)
                .sorted()
                .toList();
        String history = flyway.effectiveSchema() + "." + flyway.table();
        try (Statement statement = superuser.createStatement()) {
            for (String index : invalid) {
                statement.execute("drop index if exists " + StatementRecorder.quoted(index));
            }
            // With it Flyway refuses to go on.
            statement.execute("delete from " + StatementRecorder.quoted(history) + " where not success");
        }
        return invalid;
    }
}
