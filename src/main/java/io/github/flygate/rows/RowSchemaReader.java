package io.github.flygate.rows;

import io.github.flygate.rows.RowTable.Check;
import io.github.flygate.rows.RowTable.Column;
import io.github.flygate.rows.RowTable.ForeignKey;
import io.github.flygate.rows.RowTable.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The queries behind {@link RowSchema}. */
final class RowSchemaReader {
    private final Map<Long, List<Column>> columns = new HashMap<>();
    private final Map<Long, List<RowTable.Key>> keys = new HashMap<>();
    private final Map<Long, List<ForeignKey>> foreignKeys = new HashMap<>();
    private final Map<Long, List<Check>> tableChecks = new HashMap<>();
    private final Map<Long, List<Check>> domainChecks = new HashMap<>();

    private RowSchemaReader() {}

    static RowSchema read(Connection session) throws SQLException {
        RowSchemaReader reader = new RowSchemaReader();
        try (Statement statement = session.createStatement()) {
            reader.columns(statement);
            reader.keys(statement);
            reader.constraints(statement);
            return new RowSchema(reader.tables(statement), reader.types(statement));
        }
    }

    private void columns(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(query("columns"))) {
            while (row.next()) {
                add(
                        columns,
                        row.getLong(1),
                        new Column(
                                row.getInt(2),
                                row.getString(3),
                                row.getString(4),
                                row.getLong(5),
                                row.getInt(6),
                                row.getBoolean(7),
                                row.getString(10),
                                row.getString(8),
                                row.getString(9)));
            }
        }
    }

    private void keys(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(query("keys"))) {
            while (row.next()) {
                List<Integer> numbers = new ArrayList<>(integers(row, 6));
                numbers.removeIf(number -> number <= 0);
                add(
                        keys,
                        row.getLong(1),
                        new RowTable.Key(
                                row.getString(2),
                                row.getBoolean(3),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                numbers,
                                row.getString(7),
                                row.getString(8)));
            }
        }
    }

    private void constraints(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(query("constraints"))) {
            while (row.next()) {
                long table = row.getLong(3);
                List<Integer> numbers = integers(row, 6);
                if (row.getString(2).equals("c")) {
                    Check check = new Check(row.getString(1), row.getString(11), numbers, row.getBoolean(10));
                    add(table == 0 ? domainChecks : tableChecks, table == 0 ? row.getLong(4) : table, check);
                } else {
                    add(
                            foreignKeys,
                            table,
                            new ForeignKey(
                                    row.getString(1),
                                    numbers,
                                    row.getLong(5),
                                    integers(row, 7),
                                    row.getBoolean(8),
                                    row.getString(9)));
                }
            }
        }
    }

    private Map<Long, RowTable> tables(Statement statement) throws SQLException {
        Map<Long, RowTable> tables = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery(query("tables"))) {
            while (row.next()) {
                long oid = row.getLong(1);
                tables.put(
                        oid,
                        new RowTable(
                                oid,
                                row.getString(2),
                                row.getString(3),
                                kind(row.getString(4)),
                                row.getBoolean(5),
                                row.getLong(6),
                                row.getString(7),
                                row.getString(8),
                                integers(row, 9),
                                row.getBoolean(10),
                                row.getBoolean(11),
                                row.getBoolean(12),
                                row.getBoolean(13),
                                row.getBoolean(14),
                                row.getBoolean(15),
                                columns.getOrDefault(oid, List.of()),
                                keys.getOrDefault(oid, List.of()),
                                foreignKeys.getOrDefault(oid, List.of()),
                                tableChecks.getOrDefault(oid, List.of())));
            }
        }
        return tables;
    }

    private Map<Long, RowType> types(Statement statement) throws SQLException {
        Map<Long, RowType> types = new HashMap<>();
        try (ResultSet row = statement.executeQuery(query("types"))) {
            while (row.next()) {
                long oid = row.getLong(1);
                types.put(
                        oid,
                        new RowType(
                                oid,
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5).charAt(0),
                                row.getString(6).equals("A"),
                                row.getLong(7),
                                row.getInt(8),
                                row.getString(9),
                                row.getBoolean(10),
                                Arrays.asList((String[]) array(row, 11)),
                                fields(row),
                                domainChecks.getOrDefault(oid, List.of())));
            }
        }
        return types;
    }

    private static List<RowType.Field> fields(ResultSet row) throws SQLException {
        List<RowType.Field> fields = new ArrayList<>();
        Long[] types = (Long[]) array(row, 12);
        Integer[] typmods = (Integer[]) array(row, 13);
        for (int i = 0; i < types.length; i++) {
            fields.add(new RowType.Field(types[i], typmods[i]));
        }
        return fields;
    }

    private static Kind kind(String relkind) {
        return switch (relkind) {
            case "p" -> Kind.PARTITIONED;
            case "f" -> Kind.FOREIGN;
            default -> Kind.TABLE;
        };
    }

    private static List<Integer> integers(ResultSet row, int column) throws SQLException {
        return Arrays.asList((Integer[]) array(row, column));
    }

    private static Object array(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray();
    }

    private static <T> void add(Map<Long, List<T>> lists, long oid, T item) {
        lists.computeIfAbsent(oid, key -> new ArrayList<>()).add(item);
    }

    private static String query(String name) {
        try (InputStream in =
                Objects.requireNonNull(RowSchemaReader.class.getResourceAsStream(name + ".sql"), name + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
