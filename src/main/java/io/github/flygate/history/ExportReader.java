package io.github.flygate.history;

import io.github.flygate.history.HistoryFile.Taken;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads one table, and of the catalog what it takes to say where that table is. */
final class ExportReader {
    /** Local to the transaction, so that nothing stays behind in a session that a pooler hands on. */
    private static final String LIMITS = """
            SET TRANSACTION READ ONLY;
            SET LOCAL statement_timeout = '30s';
            SET LOCAL lock_timeout = '5s';
            SET LOCAL idle_in_transaction_session_timeout = '60s';
            SET LOCAL standard_conforming_strings = on""";

    private static final String FIND = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(?)""";

    /** Whatever they are called. */
    private static final String HISTORIES = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE a.attname OPERATOR(pg_catalog.=) 'installed_rank' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            ORDER BY n.nspname, c.relname
            LIMIT 5""";

    private static final int FETCHED = 1000;

    private final ExportAddress address;
    private final HistoryExport.Source source;
    private final ExportErrors errors;

    private record Table(String schema, String name) {
        String quoted() {
            return ExportReader.quoted(schema) + "." + ExportReader.quoted(name);
        }

        @Override
        public String toString() {
            return schema + "." + name;
        }
    }

    ExportReader(ExportAddress address, HistoryExport.Source source) {
        this.address = address;
        this.source = source;
        this.errors = new ExportErrors(address);
    }

    HistoryExport read(Instant now) {
        try (Connection connection = address.connect()) {
            try {
                connection.setAutoCommit(false);
                return read(connection, now);
            } catch (SQLException e) {
                throw errors.reading(named(), e);
            }
        } catch (SQLException e) {
            throw errors.connecting(e);
        }
    }

    private HistoryExport read(Connection connection, Instant now) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIMITS);
        }
        Table table =
                tables(connection, FIND, named()).stream().findFirst().orElseThrow(() -> missing(others(connection)));
        try {
            List<HistoryRow> rows = rows(connection, table);
            String version = connection.getMetaData().getDatabaseProductVersion();
            connection.rollback();
            return new HistoryExport(
                    new Taken(
                            now.truncatedTo(ChronoUnit.SECONDS),
                            version.split(" ", 2)[0],
                            table.schema(),
                            table.name()),
                    rows);
        } catch (SQLException e) {
            throw errors.reading(table.quoted(), e);
        }
    }

    /** As somebody would write it in SQL. */
    private String named() {
        return source.schema().map(schema -> quoted(schema) + ".").orElse("") + quoted(source.table());
    }

    private static List<HistoryRow> rows(Connection connection, Table table) throws SQLException {
        String columns = HistoryColumns.ALL.stream().map(ExportReader::quoted).collect(Collectors.joining(", "));
        HistoryRows rows = new HistoryRows(table.toString());
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED);
            try (ResultSet row = statement.executeQuery(
                    "SELECT " + columns + " FROM " + table.quoted() + " ORDER BY " + quoted(HistoryColumns.RANK))) {
                while (row.next()) {
                    rows.add(row.getRow(), row(row));
                }
            }
        }
        return rows.sorted();
    }

    private static HistoryRow row(ResultSet row) throws SQLException {
        int checksum = row.getInt(HistoryColumns.CHECKSUM);
        Optional<Integer> known = row.wasNull() ? Optional.empty() : Optional.of(checksum);
        return new HistoryRow(
                row.getInt(HistoryColumns.RANK),
                text(row, HistoryColumns.VERSION),
                text(row, HistoryColumns.DESCRIPTION),
                text(row, HistoryColumns.TYPE),
                text(row, HistoryColumns.SCRIPT),
                known,
                row.getBoolean(HistoryColumns.SUCCESS));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static List<Table> tables(Connection connection, String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<Table> tables = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tables.add(new Table(row.getString(1), row.getString(2)));
                }
            }
            return tables;
        }
    }

    private static List<Table> others(Connection connection) {
        try {
            return tables(connection, HISTORIES);
        } catch (SQLException e) {
            // It was only to be helpful; who may not look there is told that nothing was found.
            return List.of();
        }
    }

    private FlygateException missing(List<Table> others) {
        String hint = others.isEmpty()
                ? "check --schema and --table, and that Flyway has migrated this database"
                : "tables that look like a history: "
                        + others.stream().map(Table::toString).collect(Collectors.joining(", "))
                        + "; name one with --schema and --table";
        return new FlygateException(
                ErrorCode.HISTORY,
                "there is no table " + named()
                        + source.schema().map(schema -> "").orElse(" in the search path") + " of " + address,
                hint);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
