package io.github.flygate.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What an application can use of a database beside its tables. */
record OldObjects(List<View> views, List<Sequence> sequences, List<Routine> routines, List<Type> types) {
    OldObjects {
        views = List.copyOf(views);
        sequences = List.copyOf(sequences);
        routines = List.copyOf(routines);
        types = List.copyOf(types);
    }

    /**
     * A view.
     *
     * @param insertable whether rows can be inserted through it
     * @param types of the columns, without modifiers
     */
    record View(
            String schema,
            String name,
            boolean materialized,
            boolean insertable,
            boolean updatable,
            List<String> columns,
            List<String> types) {
        View {
            columns = List.copyOf(columns);
            types = List.copyOf(types);
        }
    }

    /** A sequence. */
    record Sequence(String schema, String name) {}

    /**
     * A function, procedure or aggregate.
     *
     * @param kind {@code f}, {@code p} or {@code a} as in {@code pg_proc.prokind}
     * @param signature of the arguments, as PostgreSQL prints it
     * @param arguments the types of those that have no default
     * @param columns of the rows that it returns; empty when it returns none
     * @param result the type of the result; empty for a procedure
     */
    record Routine(
            String schema,
            String name,
            String kind,
            String signature,
            List<String> arguments,
            String result,
            boolean set,
            boolean variadic,
            List<String> columns) {
        Routine {
            columns = List.copyOf(columns);
            arguments = List.copyOf(arguments);
        }

        /** For people. */
        String title() {
            return schema + "." + name + "(" + signature + ")";
        }
    }

    /**
     * An enum or domain.
     *
     * @param labels of an enum, in order
     * @param base the type that a domain is made of; empty for an enum
     */
    record Type(String schema, String name, List<String> labels, String base) {
        Type {
            labels = List.copyOf(labels);
        }

        String title() {
            return schema + "." + name;
        }

        boolean isEnum() {
            return base.isEmpty();
        }
    }

    static OldObjects read(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            List<View> views = rows(
                    statement,
                    "views",
                    row -> new View(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3).equals("m"),
                            row.getBoolean(4),
                            row.getBoolean(5),
                            texts(row, 6),
                            texts(row, 7)));
            List<Sequence> sequences =
                    rows(statement, "sequences", row -> new Sequence(row.getString(1), row.getString(2)));
            List<Routine> routines = rows(statement, "routines", OldObjects::routine);
            List<Type> types = rows(
                    statement,
                    "types",
                    row -> new Type(row.getString(1), row.getString(2), texts(row, 4), row.getString(5)));
            return new OldObjects(views, sequences, routines, types);
        }
    }

    private static Routine routine(ResultSet row) throws SQLException {
        List<String> arguments = texts(row, 5);
        return new Routine(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                arguments.subList(0, Math.min(arguments.size(), Math.max(0, row.getInt(6)))),
                row.getString(7),
                row.getBoolean(8),
                row.getBoolean(9),
                texts(row, 10));
    }

    /** Makes a record of the current row. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(Statement statement, String query, Reader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(query(query))) {
            while (row.next()) {
                all.add(reader.read(row));
            }
        }
        return all;
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private static String query(String name) {
        try (InputStream in = OldObjects.class.getResourceAsStream(name + ".sql")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
