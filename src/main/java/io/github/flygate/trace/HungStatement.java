package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What a cancelled CONCURRENTLY leaves behind on the copy. */
final class HungStatement {
    private HungStatement() {}

    /**
     * Removes the invalid indexes that the statement made and Flyway's failed entry; returns the indexes' names. As the
     * owner: what a migration hung on these tables, such as a trigger, would otherwise run as a superuser.
     */
    static List<String> clear(Login owner, Seen hung, FlywaySettings flyway) throws SQLException {
        List<String> invalid = hung.after().indexes().values().stream()
                .filter(index ->
                        !index.valid() && hung.before().index(index.oid()).isEmpty())
                .map(Index::name)
                .sorted()
                .toList();
        String history = flyway.effectiveSchema() + "." + flyway.table();
        try (Connection session = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = session.createStatement()) {
            for (String index : invalid) {
                statement.execute("drop index if exists " + StatementRecorder.quoted(index));
            }
            // With it Flyway refuses to go on.
            statement.execute("delete from " + StatementRecorder.quoted(history) + " where not success");
        }
        return invalid;
    }
}
