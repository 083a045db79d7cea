package io.github.flygate.rows;

import io.github.flygate.rows.FillOrder.Turn;
import io.github.flygate.rows.RowTable.ForeignKey;
import io.github.flygate.rows.RowTable.Kind;
import io.github.flygate.rows.Seeding.Unfilled;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One filling of a database. */
final class SeedRun {
    /** Locks that a transaction may take before it ends; the server's smallest default has room for 6,400. */
    private static final int MOST_LOCKS = 2_500;

    private static final String CIRCLE = "flygate_circle";

    private final Connection owner;
    private final Trial trial;
    private final int rows;
    private final Set<String> skip;
    private final RowSchema schema;
    private final Map<RowTable, Long> filled = new LinkedHashMap<>();
    private final List<Unfilled> unfilled = new ArrayList<>();

    /** Columns that rows point at already, by table. */
    private final Map<Long, Set<Integer>> expected = new HashMap<>();

    /** Tables filled since the circle was begun. */
    private final List<RowTable> circle = new ArrayList<>();

    private int locks;

    SeedRun(Connection owner, int rows, Set<String> skip) throws SQLException {
        this.owner = owner;
        this.trial = new Trial(owner);
        this.rows = rows;
        this.skip = skip;
        this.schema = RowSchema.read(owner);
    }

    Seeding fill() throws SQLException {
        long start = System.nanoTime();
        List<RowTable> tables = schema.tables().values().stream()
                .filter(table -> Seeder.own(table) && !skip.contains(table.says()))
                .toList();
        begin();
        Set<Long> holding = holding(tables);
        Set<Long> guarded = new HashSet<>(holding);
        tables.stream()
                .filter(table -> holding.contains(table.oid()) && table.kind() == Kind.PARTITIONED)
                .forEach(table -> schema.leaves(table).forEach(leaf -> guarded.add(leaf.oid())));
        Triggers triggers = new Triggers(trial, schema, guarded);
        List<RowTable> empty =
                tables.stream().filter(table -> !holding.contains(table.oid())).toList();
        for (Turn turn : FillOrder.of(schema, empty)) {
            take(turn, triggers);
        }
        end();
        schema.tables().values().stream()
                .filter(table -> table.kind() == Kind.FOREIGN && !table.partition() && !table.ofExtension())
                .forEach(table -> unfilled.add(new Unfilled(table.says(), "a foreign table")));
        long made = filled.values().stream().mapToLong(Long::longValue).sum();
        return new Seeding(tables.size(), filled.size(), made, unfilled, (System.nanoTime() - start) / 1e6);
    }

    private void begin() throws SQLException {
        // Whatever is deferred would fail at the commit, and everything with it.
        trial.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL statement_timeout = '5s'; SET LOCAL jit = off");
    }

    private void end() throws SQLException {
        if (locks > 0) {
            SeedNote.add(trial);
        }
        owner.commit();
        locks = 0;
    }

    private void take(Turn turn, Triggers triggers) throws SQLException {
        RowTable table = turn.table();
        if (!turn.ahead().isEmpty() && expected.isEmpty()) {
            trial.execute("SAVEPOINT " + CIRCLE + "; SET CONSTRAINTS ALL DEFERRED");
        }
        turn.ahead().forEach(key -> expect(key));
        if (!table.writable()) {
            unfilled.add(new Unfilled(table.says(), "no right to read it and to insert into it"));
            return;
        }
        int leaves = table.kind() == Kind.PARTITIONED ? schema.leaves(table).size() : 1;
        locks += (2 + table.keys().size() + table.foreignKeys().size()) * Math.max(1, leaves);
        try {
            Set<Integer> explicit = expected.getOrDefault(table.oid(), Set.of());
            TableFill fill = new TableFill(trial, schema, turn, explicit, triggers);
            filled.put(table, fill.fill(Math.max(rows, leaves)));
        } catch (SQLException e) {
            unfilled.add(new Unfilled(table.says(), reason(e, turn)));
        }
        circle.add(table);
        close(table);
        if (expected.isEmpty() && locks > MOST_LOCKS) {
            end();
            begin();
        }
    }

    private String reason(SQLException e, Turn turn) throws SQLException {
        if (owner.isClosed()) {
            throw e;
        }
        String circles = turn.absent().stream()
                .map(ForeignKey::name)
                .collect(Collectors.joining(", ", " (parents of ", " come later: their foreign keys form a circle)"));
        return Trial.says(e) + (turn.absent().isEmpty() ? "" : circles);
    }

    private void expect(ForeignKey key) {
        expected.computeIfAbsent(key.referenced(), oid -> new HashSet<>()).addAll(key.referencedColumns());
    }

    /** With the last parent that rows have been waiting for, the circle is closed: then it has to hold. */
    private void close(RowTable table) throws SQLException {
        boolean waited = expected.remove(table.oid()) != null;
        if (waited && expected.isEmpty()) {
            try {
                trial.execute("SET CONSTRAINTS ALL IMMEDIATE");
                trial.execute("RELEASE SAVEPOINT " + CIRCLE);
            } catch (SQLException e) {
                trial.execute("ROLLBACK TO SAVEPOINT " + CIRCLE + "; RELEASE SAVEPOINT " + CIRCLE);
                for (RowTable inCircle : circle) {
                    if (filled.remove(inCircle) != null) {
                        unfilled.add(new Unfilled(inCircle.says(), Trial.says(e)));
                    }
                }
            }
        }
        if (expected.isEmpty()) {
            circle.clear();
        }
    }

    /** Tables with a row in them, by oid. */
    private Set<Long> holding(List<RowTable> tables) throws SQLException {
        Map<Long, RowTable> physical = new LinkedHashMap<>();
        for (RowTable table : tables) {
            physical.put(table.oid(), table);
            if (table.kind() == Kind.PARTITIONED) {
                schema.leaves(table).forEach(leaf -> physical.put(leaf.oid(), table));
            }
        }
        String oids = physical.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
        Set<RowTable> pages = trial.query(
                "SELECT t::bigint FROM unnest('{" + oids + "}'::oid[]) AS t WHERE pg_relation_size(t) > 0", row -> {
                    Set<RowTable> found = new LinkedHashSet<>();
                    while (row.next()) {
                        RowTable table = physical.get(row.getLong(1));
                        if (table != null) {
                            found.add(table);
                        }
                    }
                    return found;
                });
        Set<Long> holding = new HashSet<>();
        for (RowTable table : pages) {
            String only = table.kind() == Kind.PARTITIONED ? "" : "ONLY ";
            // Where it may not be read it counts as full.
            if (trial.tried("SELECT FROM " + only + table.quoted() + " LIMIT 1", row -> row.next())
                    .orElse(true)) {
                holding.add(table.oid());
            }
        }
        return holding;
    }
}
