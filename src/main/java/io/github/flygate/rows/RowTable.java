package io.github.flygate.rows;

import java.util.List;
import java.util.Optional;

/**
 * What decides whether a table accepts a row.
 *
 * @param oid of pg_class
 * @param parent the table of which it is a partition or, with {@code INHERITS}, a child; 0 when there is none
 * @param bound such as {@code FOR VALUES FROM (1) TO (10)}; empty when it is no partition
 * @param partitioning {@code r}, {@code l} or {@code h} for a partitioned table; empty for others
 * @param partitionColumns by which it is partitioned; 0 stands for an expression
 * @param forcesRowSecurity policies hold for the owner too
 * @param hasTriggers of the user, enabled or not
 * @param writable the session may read it and insert into it
 * @param ofExtension it belongs to an extension
 */
public record RowTable(
        long oid,
        String schema,
        String name,
        Kind kind,
        boolean partition,
        long parent,
        String bound,
        String partitioning,
        List<Integer> partitionColumns,
        boolean rowSecurity,
        boolean forcesRowSecurity,
        boolean hasRules,
        boolean hasTriggers,
        boolean writable,
        boolean ofExtension,
        List<Column> columns,
        List<Key> keys,
        List<ForeignKey> foreignKeys,
        List<Check> checks) {
    public RowTable {
        partitionColumns = List.copyOf(partitionColumns);
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
    }

    /** What kind of table it is. */
    public enum Kind {
        /** An ordinary table, which may be a partition. */
        TABLE,
        /** It holds its rows in partitions. */
        PARTITIONED,
        /** It holds its rows elsewhere. */
        FOREIGN
    }

    /**
     * A column.
     *
     * @param number of pg_attribute
     * @param type as format_type writes it, with its modifier
     * @param typmod -1 when there is none
     * @param notNull its own, not that of its domain
     * @param defaultExpression empty when there is none; that of a generated column is what generates it
     * @param identity {@code a} for always, {@code d} for by default, empty for others
     * @param generated empty when it is not
     */
    public record Column(
            int number,
            String name,
            String type,
            long typeOid,
            int typmod,
            boolean notNull,
            String defaultExpression,
            String identity,
            String generated) {
        /** As an identifier. */
        public String quoted() {
            return SqlText.quoted(name);
        }

        /** The server gives a value when the statement names none, by a sequence. */
        boolean numbered() {
            return !identity.isEmpty() || generated.isEmpty() && defaultExpression.contains("nextval(");
        }

        boolean hasDefault() {
            return numbered() || !defaultExpression.isEmpty();
        }

        /** A statement may give it a value without more ado. */
        boolean insertable() {
            return generated.isEmpty() && !identity.equals("a");
        }
    }

    /**
     * A unique or exclusion index.
     *
     * @param name of the index, which is that of the constraint
     * @param columns without those that only occur in expressions
     * @param predicate empty when it holds for all rows
     * @param expressions empty when there are none
     */
    public record Key(
            String name,
            boolean primary,
            boolean exclusion,
            boolean immediate,
            List<Integer> columns,
            String predicate,
            String expressions) {
        public Key {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A foreign key.
     *
     * @param referenced the table's oid
     * @param match {@code s} for simple, {@code f} for full
     */
    public record ForeignKey(
            String name,
            List<Integer> columns,
            long referenced,
            List<Integer> referencedColumns,
            boolean deferrable,
            String match) {
        public ForeignKey {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }
    }

    /**
     * A CHECK.
     *
     * @param expression as the server prints it, columns by their bare names
     */
    public record Check(String name, String expression, List<Integer> columns, boolean validated) {
        public Check {
            columns = List.copyOf(columns);
        }
    }

    /** Schema and name as identifiers. */
    public String quoted() {
        return SqlText.quoted(schema) + "." + SqlText.quoted(name);
    }

    /** Schema and name as people write them. */
    public String says() {
        return schema + "." + name;
    }

    Optional<Column> column(int number) {
        return columns.stream().filter(column -> column.number() == number).findFirst();
    }
}
