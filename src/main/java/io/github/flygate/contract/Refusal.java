package io.github.flygate.contract;

import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.util.PSQLException;

/** What the server answers to a statement that does not work. */
record Refusal(String sqlState, String message) {
    static Refusal of(SQLException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        if (e instanceof PSQLException psql && psql.getServerErrorMessage() != null) {
            message = Objects.requireNonNullElse(psql.getServerErrorMessage().getMessage(), message);
        }
        return new Refusal(Objects.requireNonNullElse(e.getSQLState(), ""), message);
    }

    /** A connection that is gone says nothing about the statement's next run. */
    boolean endsSession() {
        return sqlState.startsWith("08") || sqlState.startsWith("57P");
    }
}
