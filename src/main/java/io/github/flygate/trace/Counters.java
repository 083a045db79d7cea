package io.github.flygate.trace;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the server counted in the current transaction of one session, and where its write-ahead log stands.
 *
 * @param scansStarted sequential scans per table OID
 * @param rowsChanged rows inserted, updated and deleted, in tables of the user
 * @param catalogChanges rows inserted, updated and deleted in system catalogs
 * @param walPosition bytes since the beginning of the log
 * @param lockTimeoutMs the session's {@code lock_timeout}; 0 is none
 * @param statementTimeoutMs its {@code statement_timeout}, likewise
 */
record Counters(
        Map<Long, Long> scansStarted,
        long rowsChanged,
        long catalogChanges,
        long walPosition,
        long lockTimeoutMs,
        long statementTimeoutMs) {
    private static final String SESSION = """
            select (select coalesce(sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
                                        + pg_stat_get_xact_tuples_deleted(oid)), 0)
                      from pg_class
                     where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r')::bigint,
                   pg_current_wal_insert_lsn() - '0/0'::pg_lsn,
                   (extract(epoch from current_setting('lock_timeout')::interval) * 1000)::bigint,
                   (extract(epoch from current_setting('statement_timeout')::interval) * 1000)::bigint
            """;

    /** As pg_stat_xact_user_tables has it, without its sums over indexes: those make it dear where there are many. */
    private static final String TABLES = """
            select *
              from (select c.oid::bigint,
                           pg_stat_get_xact_numscans(c.oid) as scans,
                           pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid)
                               + pg_stat_get_xact_tuples_deleted(c.oid) as changed
                      from pg_class c
                      join pg_namespace n on n.oid = c.relnamespace
                     where c.relkind in ('r', 'm', 'p')
                       and n.nspname not in ('pg_catalog', 'information_schema')
                       and n.nspname !~ '^pg_toast') counted
             where scans > 0 or changed > 0
            """;

    static Counters of(Connection session) throws SQLException {
        Map<Long, Long> scans = new HashMap<>();
        long rows = 0;
        try (Statement statement = session.createStatement()) {
            try (ResultSet row = statement.executeQuery(TABLES)) {
                while (row.next()) {
                    scans.put(row.getLong(1), row.getLong(2));
                    rows += row.getLong(3);
                }
            }
            try (ResultSet row = statement.executeQuery(SESSION)) {
                row.next();
                return new Counters(scans, rows, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            }
        }
    }

    /** Whether the catalogs are as they were {@code before} in the same transaction. */
    boolean sameCatalog(Counters before) {
        return catalogChanges == before.catalogChanges;
    }

    /** OIDs of tables on which a sequential scan was started since {@code before}. */
    Set<Long> scannedSince(Counters before) {
        Set<Long> scanned = new HashSet<>();
        scansStarted.forEach((oid, count) -> {
            if (count > Objects.requireNonNullElse(before.scansStarted.get(oid), 0L)) {
                scanned.add(oid);
            }
        });
        return scanned;
    }
}
