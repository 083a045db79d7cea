package io.github.flygate.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the pending migrations have told so far about one relation. */
final class Relation {
    String kind;

    /** Made by the pending migrations. */
    final boolean created;

    final boolean temporary;

    /** May hold many rows: it existed before, or a pending statement copied rows into it. */
    boolean filled;

    /** A pending statement gave it a constraint that all rows satisfy: it may prove what a partition must hold. */
    boolean checked;

    final Map<String, Column> columns = new LinkedHashMap<>();

    /** Names that columns got by a rename: nobody outside the pending migrations knows them. */
    final Set<String> newNames = new HashSet<>();

    /** CHECK constraints that say that a column is not null, by name. */
    final Map<String, NotNullCheck> checks = new HashMap<>();

    Relation(String kind, boolean created, boolean temporary) {
        this.kind = kind;
        this.created = created;
        this.temporary = temporary;
        this.filled = !created;
    }

    /** A type is empty when no pending statement named it. */
    record Column(String type, boolean notNull, boolean created) {
        static final Column UNKNOWN = new Column("", false, false);
    }

    record NotNullCheck(String column, boolean valid) {}

    Column column(String name) {
        return columns.getOrDefault(name, created ? new Column("", false, true) : Column.UNKNOWN);
    }

    boolean provenNotNull(String column) {
        return column(column).notNull()
                || checks.values().stream()
                        .anyMatch(check -> check.valid() && check.column().equals(column));
    }
}
