package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.sql.SQLException;

/** What went wrong on a server of somebody else's, and what to do about it. */
final class ServerErrors {
    static final String DUPLICATE_DATABASE = "42P04";
    static final String UNDEFINED_OBJECT = "42704";
    static final String UNIQUE_VIOLATION = "23505";
    private static final String NO_DATABASE = "3D000";
    private static final String IN_USE = "55006";

    private ServerErrors() {}

    /** Work that talks to the server. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Does it; {@code what} begins the message when it fails: "cannot restore the databases". */
    static <T> T telling(String what, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw of(what, e);
        }
    }

    static FlygateException of(String what, SQLException e) {
        return Failures.engine(what + ": " + message(e), hint(state(e)), e);
    }

    static FlygateException usage(String message, String hint) {
        return new FlygateException(ErrorCode.USAGE, message, hint);
    }

    static FlygateException configuration(String message, String hint) {
        return new FlygateException(ErrorCode.CONFIGURATION, message, hint);
    }

    static boolean is(SQLException e, String state) {
        return state.equals(state(e));
    }

    /** A pooler says it in words alone. */
    static boolean isNoDatabase(SQLException e) {
        return is(e, NO_DATABASE) || (is(e, "08P01") && message(e).contains("does not exist"));
    }

    static String message(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s*\\n\\s*", " ");
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String hint(String state) {
        if (state.startsWith("28") || state.equals("08004")) {
            return "check server.user in flygate.yml and the password in the variable " + ServerAddress.PASSWORD
                    + ", in the URL or in ~/.pgpass";
        }
        if (state.startsWith("08") || state.equals("57P03")) {
            return "check server.url in flygate.yml, and that the server runs";
        }
        if (state.startsWith("53") && !state.equals("53300")) {
            return "free some space on the server: `flygate snapshot gc` and `flygate snapshot remove` remove copies";
        }
        return switch (state) {
            case "53300" -> "the server has no connection left; end some, or raise max_connections";
            case NO_DATABASE -> "check the name in server.url or server.databases in flygate.yml";
            case "42501" -> "give the user this right, or name another one in server.user";
            case IN_USE -> "end those sessions and prepared transactions, then try again";
            default -> "";
        };
    }
}
