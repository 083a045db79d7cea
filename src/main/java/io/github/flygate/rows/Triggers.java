package io.github.flygate.rows;

import io.github.flygate.rows.RowTable.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets the triggers of a table that is filled do their work, unless they change rows that migrations have made: these have to
 * stay as they are.
 */
final class Triggers {
    private static final String SAVEPOINT = "flygate_triggers";

    private final Trial trial;
    private final RowSchema schema;
    private final String guarded;
    private final boolean counting;

    /**
     * Watches over tables.
     *
     * @param guarded tables that hold rows of migrations, by oid
     */
    Triggers(Trial trial, RowSchema schema, Set<Long> guarded) throws SQLException {
        this.trial = trial;
        this.schema = schema;
        this.guarded = guarded.stream().map(String::valueOf).collect(Collectors.joining(","));
        this.counting = trial.query("SHOW track_counts", row -> row.next() && "on".equals(row.getString(1)));
    }

    /** Makes rows and says how many. */
    @FunctionalInterface
    interface Work {
        long run() throws SQLException;
    }

    long watched(RowTable table, Work work) throws SQLException {
        if (guarded.isEmpty() || !triggered(table)) {
            return work.run();
        }
        if (!counting) {
            return without(table, work);
        }
        long before = changes();
        trial.execute("SAVEPOINT " + SAVEPOINT);
        long made = 0;
        boolean harmless = false;
        try {
            made = work.run();
            harmless = changes() == before;
        } finally {
            trial.execute(
                    (harmless ? "" : "ROLLBACK TO SAVEPOINT " + SAVEPOINT + ";") + "RELEASE SAVEPOINT " + SAVEPOINT);
        }
        return harmless ? made : without(table, work);
    }

    private boolean triggered(RowTable table) {
        return table.hasTriggers()
                || table.kind() == Kind.PARTITIONED
                        && schema.leaves(table).stream().anyMatch(RowTable::hasTriggers);
    }

    /** Rows of guarded tables that this transaction has changed or removed so far, undone ones included. */
    private long changes() throws SQLException {
        return trial.query(
                "SELECT sum(pg_stat_get_xact_tuples_updated(t) + pg_stat_get_xact_tuples_deleted(t))::bigint"
                        + " FROM unnest('{" + guarded + "}'::oid[]) AS t",
                row -> row.next() ? row.getLong(1) : 0);
    }

    private long without(RowTable table, Work work) throws SQLException {
        if (table.kind() == Kind.PARTITIONED) {
            throw new SQLException("its triggers change rows that migrations have made");
        }
        List<String> off = new ArrayList<>();
        List<String> on = new ArrayList<>();
        trial.query(
                "SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid = "
                        + table.oid(),
                row -> {
                    while (row.next()) {
                        String name = " TRIGGER " + SqlText.quoted(row.getString(1));
                        String when = row.getString(2).equals("A")
                                ? " ALWAYS"
                                : row.getString(2).equals("R") ? " REPLICA" : "";
                        off.add("DISABLE" + name);
                        on.add("ENABLE" + when + name);
                    }
                    return on.size();
                });
        String alter = "ALTER TABLE " + table.quoted() + " ";
        trial.execute("SAVEPOINT " + SAVEPOINT);
        boolean done = false;
        try {
            trial.execute(alter + String.join(", ", off));
            long made = work.run();
            trial.execute(alter + String.join(", ", on));
            done = true;
            return made;
        } finally {
            trial.execute((done ? "" : "ROLLBACK TO SAVEPOINT " + SAVEPOINT + ";") + "RELEASE SAVEPOINT " + SAVEPOINT);
        }
    }
}
