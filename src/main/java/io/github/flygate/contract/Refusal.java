package io.github.flygate.contract;

import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.util.PSQLException;

/** What the server answers to a statement that does not work. */
record Refusal(String sqlState, String message) {
    private static final String TIMED_OUT = "57014";

    /** No error, and no row: a trigger or a rule has dropped it. The standard's code for "no data". */
    static final Refusal NOTHING_WRITTEN =
            new Refusal("02000", "the row is not written, and the server says nothing of it");

    static Refusal of(SQLException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        if (e instanceof PSQLException psql && psql.getServerErrorMessage() != null) {
            message = Objects.requireNonNullElse(psql.getServerErrorMessage().getMessage(), message);
        }
        return new Refusal(Objects.requireNonNullElse(e.getSQLState(), ""), message);
    }

    /** Why it cannot be tried, for people. */
    String reason() {
        return switch (sqlState) {
            case TIMED_OUT -> "it takes longer than " + OldRole.TIMEOUT_MS / 1_000 + " s";
            case "2D000" -> "it ends transactions: " + message;
            default -> message;
        };
    }

    /** It took too long, which says more about the machine than about the statement. */
    boolean isTimeout() {
        return sqlState.equals(TIMED_OUT);
    }

    /** A connection that is gone says nothing about the statement's next run. */
    boolean endsSession() {
        return sqlState.startsWith("08") || sqlState.startsWith("57P");
    }
}
