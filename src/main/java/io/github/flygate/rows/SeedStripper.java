package io.github.flygate.rows;

import io.github.flygate.rows.RowTable.ForeignKey;
import io.github.flygate.rows.RowTable.Kind;
import io.github.flygate.rows.SeedNote.Range;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Removes synthetic rows. Triggers and foreign keys are switched off, which takes a superuser; but even the planner runs
 * functions that stand in an index, so that every statement on a table runs with the rights of the table's owner, within a
 * function that cannot be left by {@code RESET ROLE}.
 */
final class SeedStripper {
    private final Connection superuser;
    private final Trial trial;
    private final Map<String, String> functions = new LinkedHashMap<>();

    SeedStripper(Connection superuser) {
        this.superuser = superuser;
        this.trial = new Trial(superuser);
    }

    void strip() throws SQLException {
        trial.execute("SET LOCAL session_replication_role = replica; SET LOCAL search_path = pg_catalog");
        List<Range> ranges = SeedNote.read(trial);
        if (ranges.isEmpty()) {
            return;
        }
        String synthetic = "(" + ranges.stream().map(Range::covers).collect(Collectors.joining(" OR ")) + ")";
        RowSchema schema = RowSchema.read(superuser);
        Map<Long, String> owners = owners();
        Map<Long, RowTable> whole = new LinkedHashMap<>();
        Map<Long, RowTable> part = new LinkedHashMap<>();
        for (RowTable table : schema.tables().values()) {
            String owner = owners.get(table.oid());
            if (table.kind() == Kind.TABLE && owner != null) {
                boolean some = holds(owner, table, synthetic);
                if (some && !holds(owner, table, "NOT " + synthetic)) {
                    whole.put(table.oid(), table);
                } else if (some) {
                    part.put(table.oid(), table);
                }
            }
        }
        keepReferenced(schema, owners, whole, part);
        for (RowTable table : part.values()) {
            run(owners.getOrDefault(table.oid(), ""), "DELETE FROM ONLY " + table.quoted() + " WHERE " + synthetic);
        }
        truncate(schema, owners, whole);
        trial.execute("SELECT lo_unlink(" + SeedNote.OID + ")");
        for (String function : functions.values()) {
            trial.execute("DROP FUNCTION " + function + "(text)");
        }
    }

    /** Roles that may do it, by table: its owner, or the database's where that is a superuser. */
    private Map<Long, String> owners() throws SQLException {
        return trial.query("""
                select c.oid::bigint, case when r.rolsuper then d.rolname else r.rolname end
                  from pg_class c
                  join pg_roles r on r.oid = c.relowner
                  join pg_database b on b.datname = current_database()
                  join pg_roles d on d.oid = b.datdba
                 where c.relkind in ('r', 'p')
                   and not (r.rolsuper and d.rolsuper)
                """, row -> {
            Map<Long, String> owners = new HashMap<>();
            while (row.next()) {
                owners.put(row.getLong(1), row.getString(2));
            }
            return owners;
        });
    }

    /** A table that others point at can only be emptied together with these; row by row it goes without. */
    private static void keepReferenced(
            RowSchema schema, Map<Long, String> owners, Map<Long, RowTable> whole, Map<Long, RowTable> part) {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (RowTable table : schema.tables().values()) {
                for (ForeignKey key : table.foreignKeys()) {
                    boolean together = (whole.containsKey(table.oid()) || emptied(schema, table, whole))
                            && Objects.equals(owners.get(table.oid()), owners.get(key.referenced()));
                    RowTable referenced = together ? null : whole.remove(key.referenced());
                    if (referenced != null) {
                        part.put(key.referenced(), referenced);
                        moved = true;
                    }
                }
            }
        }
    }

    private static boolean emptied(RowSchema schema, RowTable table, Map<Long, RowTable> whole) {
        return table.kind() == Kind.PARTITIONED
                && schema.leaves(table).stream().allMatch(leaf -> whole.containsKey(leaf.oid()));
    }

    private void truncate(RowSchema schema, Map<Long, String> owners, Map<Long, RowTable> whole) throws SQLException {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (RowTable table : schema.tables().values()) {
            String owner = owners.get(table.oid());
            if (owner != null && whole.containsKey(table.oid())) {
                names.computeIfAbsent(owner, key -> new ArrayList<>()).add("ONLY " + table.quoted());
            } else if (owner != null && !schema.leaves(table).isEmpty() && emptied(schema, table, whole)) {
                names.computeIfAbsent(owner, key -> new ArrayList<>()).add(table.quoted());
            }
        }
        for (Map.Entry<String, List<String>> each : names.entrySet()) {
            run(each.getKey(), "TRUNCATE " + String.join(", ", each.getValue()));
        }
    }

    private boolean holds(String owner, RowTable table, String condition) throws SQLException {
        return run(owner, "SELECT FROM ONLY " + table.quoted() + " WHERE " + condition + " LIMIT 1");
    }

    /** Whether the statement found or changed a row. */
    private boolean run(String owner, String sql) throws SQLException {
        String call = "SELECT " + function(owner) + "(" + SqlText.literal(sql) + ")";
        return trial.query(call, row -> row.next() && row.getBoolean(1));
    }

    private String function(String owner) throws SQLException {
        String known = functions.get(owner);
        if (known != null) {
            return known;
        }
        String name = "pg_temp.flygate_strip_" + functions.size();
        trial.execute("CREATE FUNCTION " + name + """
                (sql text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
                SET search_path = pg_catalog, pg_temp AS $function$
                DECLARE
                    found bigint;
                BEGIN
                    EXECUTE sql;
                    GET DIAGNOSTICS found = ROW_COUNT;
                    RETURN found > 0;
                END
                $function$""");
        trial.execute("REVOKE ALL ON FUNCTION " + name + "(text) FROM PUBLIC");
        trial.execute("ALTER FUNCTION " + name + "(text) OWNER TO " + SqlText.quoted(owner));
        functions.put(owner, name);
        return name;
    }
}
