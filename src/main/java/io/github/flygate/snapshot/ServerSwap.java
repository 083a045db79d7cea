package io.github.flygate.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts new databases in the place of live ones. All renames and the registry's rows are one transaction: whoever dies
 * or fails on the way leaves every live database as it was. RENAME holds a lock on the database that makes new sessions
 * wait, and waits 5 s itself for the old ones to end.
 */
final class ServerSwap {
    private static final String PREPARED = """
            SELECT format('%s of %s in %s', quote_literal(gid), owner, database)
              FROM pg_prepared_xacts WHERE database = ANY (?)
            """;

    private static final String REPLICATED = """
            SELECT format('the replication slot %s of %s', slot_name, database)
              FROM pg_replication_slots WHERE database = ANY (?)
             UNION ALL
            SELECT format('the subscription %s of %s', subname, datname)
              FROM pg_subscription, pg_database WHERE pg_database.oid = subdbid AND datname = ANY (?)
            """;

    /** Whoever wants to stop it waits, and then stops the new one. */
    private static final String STARTED = """
            SELECT FROM flygate.databases WHERE name = ? AND purpose = 'started' AND held IS NULL FOR UPDATE
            """;

    private ServerSwap() {}

    /**
     * One of the databases.
     *
     * @param live its name
     * @param fresh the registered name of what takes its place
     * @param started whether the live one is a started copy, which has a row of its own
     */
    record Exchange(String live, String fresh, boolean started) {}

    /** How many sessions were ended, and how long the names were held. */
    record Swapped(int endedSessions, double missingMs) {}

    /** Prepared transactions hold a database even when nobody is connected: better said before anybody is thrown out. */
    static void requireNoPrepared(Connection session, List<String> databases) throws SQLException {
        List<String> prepared = Sql.texts(session, PREPARED, databases);
        if (!prepared.isEmpty()) {
            throw Failures.engine(
                    "the prepared transaction " + String.join(", ", prepared) + " keeps the database in use",
                    "end it there with COMMIT PREPARED or ROLLBACK PREPARED");
        }
    }

    /** What belongs to a database and would stay with the old one. */
    static void requireUnreplicated(Connection session, List<String> databases) throws SQLException {
        List<String> found = Sql.texts(session, REPLICATED, databases, databases);
        if (!found.isEmpty()) {
            throw Failures.engine(
                    String.join(", ", found) + " would be lost with the old database",
                    "drop it first, and make it again afterwards");
        }
    }

    /** Swaps them; the old ones are the lease's to drop afterwards. */
    static Swapped swap(ServerLease lease, List<Exchange> exchanges) throws SQLException {
        Connection session = lease.session();
        // Always in the same order, so that two restores wait for each other instead of both for ever.
        List<Exchange> sorted =
                exchanges.stream().sorted(Comparator.comparing(Exchange::live)).toList();
        List<String> all = sorted.stream().map(Exchange::live).toList();
        List<String> there = Sql.texts(session, "SELECT datname FROM pg_database WHERE datname = ANY (?)", all);
        try (ServerSessions sessions = ServerSessions.end(lease, there)) {
            long[] span = new long[2];
            try {
                Sql.transaction(session, () -> {
                    List<String> renames = new ArrayList<>();
                    for (Exchange exchange : sorted) {
                        renames.addAll(register(lease, exchange, there.contains(exchange.live())));
                    }
                    span[0] = System.nanoTime();
                    for (String rename : renames) {
                        Sql.execute(session, rename);
                    }
                });
                span[1] = System.nanoTime();
            } catch (SQLException e) {
                String who = session.isClosed() ? "" : sessions.remaining(session);
                throw ServerErrors.of("cannot exchange the databases " + String.join(", ", all) + who, e);
            }
            return new Swapped(sessions.ended(), (span[1] - span[0]) / 1e6);
        }
    }

    /** In a transaction it stays started until that ends. */
    static void requireStarted(Connection session, String copy) throws SQLException {
        if (!Sql.exists(session, STARTED, copy)) {
            throw ServerErrors.usage("the copy " + copy + " has been stopped meanwhile", "see `flygate snapshot list`");
        }
    }

    /** The registry's side of it; returns what is to be done to the databases. */
    private static List<String> register(ServerLease lease, Exchange exchange, boolean there) throws SQLException {
        Connection session = lease.session();
        if (exchange.started()) {
            requireStarted(session, exchange.live());
        }
        List<String> renames = new ArrayList<>();
        String fresh = Sql.quoted(exchange.fresh());
        String live = Sql.quoted(exchange.live());
        renames.add("ALTER DATABASE " + fresh + " ALLOW_CONNECTIONS true");
        if (there) {
            String old = lease.register('o', "old", ServerLease.Entry.of(exchange.live()));
            renames.add("ALTER DATABASE " + live + " RENAME TO " + Sql.quoted(old));
        }
        renames.add("ALTER DATABASE " + fresh + " RENAME TO " + live);
        Sql.update(session, "DELETE FROM flygate.databases WHERE name = ?", exchange.fresh());
        return renames;
    }
}
