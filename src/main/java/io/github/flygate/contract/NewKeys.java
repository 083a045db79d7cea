package io.github.flygate.contract;

import io.github.flygate.rows.Outcome;
import io.github.flygate.rows.Outcome.Made;
import io.github.flygate.rows.RowMaker;
import io.github.flygate.rows.RowSchema;
import io.github.flygate.rows.RowTable;
import io.github.flygate.rows.RowTable.Column;
import io.github.flygate.rows.Variant;
import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows for unique keys that the migrations have made: such as only they would refuse. */
final class NewKeys {
    private NewKeys() {}

    /** Those of the rows that the base accepts. */
    static List<Probe> on(Login base, OldRole role, RowSchema before, RowSchema after) throws SQLException {
        List<Probe> working = new ArrayList<>();
        Connection making = null;
        Trial trial = null;
        try {
            for (RowTable table : before.tables().values()) {
                List<RowTable.Key> keys = made(table, after);
                if (keys.isEmpty()) {
                    continue;
                }
                if (making == null) {
                    making = role.open(base);
                    making.setAutoCommit(false);
                    trial = new Trial(() -> role.open(base));
                }
                RowMaker rows = new RowMaker(making, before);
                for (RowTable.Key key : keys) {
                    for (Probe probe : pairs(table, key, rows)) {
                        new Keeping(Objects.requireNonNull(trial), working, new Pace(), new Gaps()).keep(probe);
                    }
                }
            }
            return working;
        } finally {
            if (making != null) {
                making.close();
            }
            if (trial != null) {
                trial.close();
            }
        }
    }

    private static List<RowTable.Key> made(RowTable table, RowSchema after) {
        Optional<RowTable> now = after.table(table.schema(), table.name());
        Set<RowTable.Key> known = Set.copyOf(table.keys());
        return table.partition() || now.isEmpty()
                ? List.of()
                : now.get().keys().stream().filter(key -> !known.contains(key)).toList();
    }

    private static List<Probe> pairs(RowTable table, RowTable.Key key, RowMaker rows) throws SQLException {
        Set<String> columns = table.columns().stream()
                .filter(column -> key.columns().contains(column.number()))
                .map(Column::name)
                .collect(Collectors.toSet());
        Map<Variant, Outcome> all = rows.all(table);
        if (all.get(Variant.MANDATORY) instanceof Made mandatory
                && all.get(Variant.FULL) instanceof Made full
                && all.get(Variant.TWIN) instanceof Made twin) {
            return Pairs.forKey(table, mandatory, full, twin, List.copyOf(columns));
        }
        return List.of();
    }
}
