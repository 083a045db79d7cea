package io.github.flygate.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Foreign keys, by name. */
    final Map<String, Reference> references = new HashMap<>();

    /** Names that statements gave to constraints of any kind but NOT NULL. */
    final Set<String> constraintNames = new HashSet<>();

    /** What this is a partition of. */
    final Set<String> parents = new HashSet<>();

    /** How columns get their values, where a statement said so. */
    final Map<String, Value> values = new HashMap<>();

    /** Has or had parents, whose changes are its own too. */
    boolean inherits;

    /** Has columns that no statement named. */
    boolean moreColumns;

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

    /**
     * A proof that a column is not null, once it is valid.
     *
     * @param lasting under a name that the text gave, and about this column alone: only a statement that names the
     *     constraint or the column can take it away
     */
    record NotNullCheck(String column, boolean valid, boolean lasting) {
        NotNullCheck validated() {
            return new NotNullCheck(column, true, lasting);
        }

        NotNullCheck of(String newColumn) {
            return new NotNullCheck(newColumn, valid, lasting);
        }
    }

    /** A foreign key: what it refers to, under its name of the time, and the columns here. */
    record Reference(String table, List<String> columns) {
        Reference {
            columns = List.copyOf(columns);
        }

        Reference renamed(String from, String to) {
            return new Reference(
                    table,
                    columns.stream()
                            .map(column -> column.equals(from) ? to : column)
                            .toList());
        }
    }

    /** What fills a column that an INSERT leaves out. */
    record Value(String defaultExpression, boolean autoIncrement, boolean generated) {
        static final Value NONE = new Value("", false, false);
    }

    Column column(String name) {
        return columns.getOrDefault(name, created ? new Column("", false, true) : Column.UNKNOWN);
    }

    boolean provenNotNull(String column) {
        return column(column).notNull()
                || checks.values().stream()
                        .anyMatch(check -> check.valid() && check.column().equals(column));
    }

    void partitionOf(String parent) {
        parents.add(parent);
        inherits = true;
    }

    /** Whether every column is known. */
    boolean isWhole() {
        return created && !moreColumns;
    }

    /** As a relation that was there before; what a change of its parents may have changed with it is not told. */
    Relation asEarlier() {
        Relation before = new Relation(created ? kind : "unknown", false, false);
        before.checked = checked;
        before.parents.addAll(parents);
        before.references.putAll(references);
        before.constraintNames.addAll(constraintNames);
        before.moreColumns = true;
        if (inherits) {
            return before;
        }
        before.moreColumns = !isWhole();
        columns.forEach((name, column) -> before.columns.put(name, new Column(column.type(), column.notNull(), false)));
        before.values.putAll(values);
        checks.forEach((name, check) -> {
            if (check.lasting()) {
                before.checks.put(name, check);
            }
        });
        return before;
    }
}
