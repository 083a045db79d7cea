package io.github.flygate.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The user's objects in a database at one moment, keyed by their OIDs. System schemas are left out. */
public record Catalog(Map<Long, Relation> relations, Map<Long, Index> indexes, Map<Long, Constraint> constraints) {
    public Catalog {
        relations = Map.copyOf(relations);
        indexes = Map.copyOf(indexes);
        constraints = Map.copyOf(constraints);
    }

    /** The same, with the objects of an earlier catalog where nothing changed: one is kept per statement that is observed. */
    Catalog sharing(Catalog earlier) {
        return new Catalog(
                shared(relations, earlier.relations),
                shared(indexes, earlier.indexes),
                shared(constraints, earlier.constraints));
    }

    private static <T> Map<Long, T> shared(Map<Long, T> now, Map<Long, T> earlier) {
        if (now.equals(earlier)) {
            return earlier;
        }
        Map<Long, T> shared = new HashMap<>(now);
        shared.replaceAll((oid, thing) -> {
            T was = earlier.get(oid);
            return thing.equals(was) ? was : thing;
        });
        return shared;
    }

    public Optional<Relation> relation(long oid) {
        return Optional.ofNullable(relations.get(oid));
    }

    /** The relation with that {@code schema.name}, as PostgreSQL stores names (folded, unquoted). */
    public Optional<Relation> relation(String name) {
        return relations.values().stream().filter(r -> r.name().equals(name)).findFirst();
    }

    public Optional<Index> index(long oid) {
        return Optional.ofNullable(indexes.get(oid));
    }

    /** Whether an index belongs to a constraint, which then decides about it. */
    public boolean ownedByConstraint(Index index) {
        return constraints.values().stream()
                .anyMatch(k -> k.index() == index.oid() && k.kind() != ConstraintKind.FOREIGN_KEY);
    }

    /** The kinds of relations that rules speak of. */
    public enum RelationKind {
        TABLE("table"),
        PARTITIONED_TABLE("partitioned table"),
        VIEW("view"),
        MATERIALIZED_VIEW("materialized view"),
        SEQUENCE("sequence"),
        FOREIGN_TABLE("foreign table");

        private final String word;

        RelationKind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** The kinds of table constraints that rules speak of. */
    public enum ConstraintKind {
        PRIMARY_KEY("primary key"),
        UNIQUE("unique"),
        CHECK("check"),
        EXCLUDE("exclude"),
        FOREIGN_KEY("foreign key");

        private final String word;

        ConstraintKind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * A table, view, materialized view, sequence or foreign table.
     *
     * @param name {@code schema.name}
     * @param filenode names the file that holds it; another one means that it was rewritten; 0 for none
     * @param parent OID of the table it is a partition or child of; 0 for none
     * @param defaultPartition takes the rows that no other partition takes
     * @param columns by number, which no later column reuses
     */
    public record Relation(
            long oid,
            String name,
            RelationKind kind,
            boolean temporary,
            long filenode,
            long parent,
            boolean defaultPartition,
            Map<Integer, Column> columns) {
        public Relation {
            columns = Map.copyOf(columns);
        }
    }

    /**
     * A column.
     *
     * @param type as {@code format_type} prints it, which depends on the session's search_path
     * @param identity {@code a}, {@code d} or empty
     * @param generated {@code s}, {@code v} or empty
     * @param defaultExpression of the default or the generation; empty for none
     * @param collation OID; 0 for a type without one
     * @param constrainedDomain its type is a domain that refuses some values, or one over such a domain
     * @param typeKey OID and modifier of its type: what tells one type from another, whatever they are called
     */
    public record Column(
            int number,
            String name,
            String type,
            boolean notNull,
            String identity,
            String generated,
            String defaultExpression,
            long collation,
            boolean constrainedDomain,
            String typeKey) {}

    /**
     * An index.
     *
     * @param attached to the index of a partitioned table
     * @param columns numbers of what it stores, 0 for an expression
     */
    public record Index(
            long oid,
            String name,
            long table,
            boolean unique,
            boolean valid,
            long filenode,
            boolean attached,
            List<Integer> columns) {
        public Index {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A table constraint.
     *
     * @param referenced OID of the table a foreign key points at; 0 for other kinds
     * @param index OID of the index it rests on; 0 for none
     */
    public record Constraint(
            long oid,
            String name,
            ConstraintKind kind,
            long table,
            long referenced,
            long index,
            boolean validated,
            List<Integer> columns) {
        public Constraint {
            columns = List.copyOf(columns);
        }
    }
}
