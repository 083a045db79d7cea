package io.github.flygate.trace;

import io.github.flygate.model.LockMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The relation locks of one server process, read from another session. */
final class Locks {
    private static final String QUERY = """
            select relation::bigint, mode
              from pg_locks
             where pid = ?
               and locktype = 'relation'
               and database = (select oid from pg_database where datname = current_database())
            """;

    private Locks() {}

    /** The strongest mode per relation OID, granted or waited for. */
    static Map<Long, LockMode> of(Connection observer, int pid) throws SQLException {
        Map<Long, LockMode> strongest = new HashMap<>();
        try (PreparedStatement statement = observer.prepareStatement(QUERY)) {
            statement.setInt(1, pid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long oid = row.getLong(1);
                    LockMode.ofPgName(row.getString(2)).ifPresent(mode -> strongest.merge(oid, mode, Locks::stronger));
                }
            }
        }
        return strongest;
    }

    static void addTo(Map<Long, LockMode> all, Map<Long, LockMode> more) {
        more.forEach((oid, mode) -> all.merge(oid, mode, Locks::stronger));
    }

    static LockMode stronger(LockMode one, LockMode other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
