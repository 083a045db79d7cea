package io.github.flygate.contract;

import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The server's messages in a line. */
final class ServerWords {
    private ServerWords() {}

    /** Without severity, detail and position. */
    static String of(SQLException exception) {
        ServerErrorMessage said = exception instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String message = said == null ? exception.getMessage() : said.getMessage();
        return Objects.requireNonNullElse(message, "the server refused").strip().replaceAll("\\s+", " ");
    }
}
