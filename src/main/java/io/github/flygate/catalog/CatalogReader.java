package io.github.flygate.catalog;

import io.github.flygate.catalog.Catalog.Column;
import io.github.flygate.catalog.Catalog.Constraint;
import io.github.flygate.catalog.Catalog.ConstraintKind;
import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.catalog.Catalog.RelationKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Reads the catalog as a connection sees it, uncommitted changes of its own included. Takes no lock on user tables. */
public final class CatalogReader {
    private static final String RELATIONS = query("relations");
    private static final String COLUMNS = query("columns");
    private static final String INDEXES = query("indexes");
    private static final String CONSTRAINTS = query("constraints");

    private CatalogReader() {}

    public static Catalog read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Map<Long, Map<Integer, Column>> columns = columns(statement);
            return new Catalog(relations(statement, columns), indexes(statement), constraints(statement));
        }
    }

    /** The catalog now; its objects are those of the earlier one where nothing changed. */
    public static Catalog readAfter(Catalog earlier, Connection connection) throws SQLException {
        return read(connection).sharing(earlier);
    }

    private static Map<Long, Map<Integer, Column>> columns(Statement statement) throws SQLException {
        Map<Long, Map<Integer, Column>> columns = new HashMap<>();
        try (ResultSet row = statement.executeQuery(COLUMNS)) {
            while (row.next()) {
                Column column = new Column(
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getLong(9),
                        row.getBoolean(10),
                        row.getString(11));
                columns.computeIfAbsent(row.getLong(1), oid -> new HashMap<>()).put(column.number(), column);
            }
        }
        return columns;
    }

    private static Map<Long, Relation> relations(Statement statement, Map<Long, Map<Integer, Column>> columns)
            throws SQLException {
        Map<Long, Relation> relations = new HashMap<>();
        try (ResultSet row = statement.executeQuery(RELATIONS)) {
            while (row.next()) {
                long oid = row.getLong(1);
                relations.put(
                        oid,
                        new Relation(
                                oid,
                                row.getString(2) + "." + row.getString(3),
                                relationKind(row.getString(4)),
                                row.getString(5).equals("t"),
                                row.getLong(6),
                                row.getLong(7),
                                row.getBoolean(8),
                                columns.getOrDefault(oid, Map.of())));
            }
        }
        return relations;
    }

    private static Map<Long, Index> indexes(Statement statement) throws SQLException {
        Map<Long, Index> indexes = new HashMap<>();
        try (ResultSet row = statement.executeQuery(INDEXES)) {
            while (row.next()) {
                Index index = new Index(
                        row.getLong(1),
                        row.getString(2) + "." + row.getString(3),
                        row.getLong(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getLong(7),
                        row.getBoolean(8),
                        Arrays.asList((Integer[]) row.getArray(9).getArray()));
                indexes.put(index.oid(), index);
            }
        }
        return indexes;
    }

    private static Map<Long, Constraint> constraints(Statement statement) throws SQLException {
        Map<Long, Constraint> constraints = new HashMap<>();
        try (ResultSet row = statement.executeQuery(CONSTRAINTS)) {
            while (row.next()) {
                Constraint constraint = new Constraint(
                        row.getLong(1),
                        row.getString(2),
                        constraintKind(row.getString(3)),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getBoolean(7),
                        Arrays.asList((Integer[]) row.getArray(8).getArray()));
                constraints.put(constraint.oid(), constraint);
            }
        }
        return constraints;
    }

    private static RelationKind relationKind(String relkind) {
        return switch (relkind) {
            case "r" -> RelationKind.TABLE;
            case "p" -> RelationKind.PARTITIONED_TABLE;
            case "v" -> RelationKind.VIEW;
            case "m" -> RelationKind.MATERIALIZED_VIEW;
            case "S" -> RelationKind.SEQUENCE;
            case "f" -> RelationKind.FOREIGN_TABLE;
            default -> throw new AssertionError(relkind);
        };
    }

    private static ConstraintKind constraintKind(String contype) {
        return switch (contype) {
            case "p" -> ConstraintKind.PRIMARY_KEY;
            case "u" -> ConstraintKind.UNIQUE;
            case "c" -> ConstraintKind.CHECK;
            case "x" -> ConstraintKind.EXCLUDE;
            case "f" -> ConstraintKind.FOREIGN_KEY;
            default -> throw new AssertionError(contype);
        };
    }

    private static String query(String name) {
        try (InputStream in =
                Objects.requireNonNull(CatalogReader.class.getResourceAsStream(name + ".sql"), name + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
