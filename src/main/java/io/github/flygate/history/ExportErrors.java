package io.github.flygate.history;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.sql.SQLException;

/** What went wrong on the server that was asked for its history, and what to do about it. */
record ExportErrors(ExportAddress address) {
    FlygateException connecting(SQLException e) {
        String state = state(e);
        String hint;
        if (state.startsWith("28") || state.equals("08004")) {
            hint = "check --user, and the password in " + HistoryExport.PASSWORD + ", PGPASSWORD or ~/.pgpass";
        } else if (state.equals("3D000")) {
            hint = "check the database in --url";
        } else if (state.equals("53300")) {
            hint = "the server has no connection left; try again";
        } else {
            hint = "check the host and the port in --url, and that the server can be reached from here";
        }
        return failure("cannot connect to " + address + ": " + message(e), hint, e);
    }

    /** @param table quoted */
    FlygateException reading(String table, SQLException e) {
        return failure("cannot read " + table + " of " + address + ": " + message(e), hint(table, state(e)), e);
    }

    private String hint(String table, String state) {
        return switch (state) {
            case "42501" ->
                "let its owner run: GRANT SELECT ON " + table + " TO \""
                        + address.user().replace("\"", "\"\"") + "\", and GRANT USAGE ON the SCHEMA that it is in";
            case "42703" -> "that table is no history of Flyway; name another one with --schema and --table";
            case "55P03" -> "another session holds the table exclusively; try again when it is done";
            case "57014" -> "the server is too busy to read a small table in 30 seconds; try again later";
            default -> "";
        };
    }

    private static FlygateException failure(String message, String hint, SQLException e) {
        return new FlygateException(ErrorCode.HISTORY, message, hint, e);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String message(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s*\\n\\s*", " ");
    }
}
