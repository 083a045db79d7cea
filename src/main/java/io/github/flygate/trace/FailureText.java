package io.github.flygate.trace;

import io.github.flygate.migration.Migration;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What Flyway's exception says, in short.
 *
 * @param sqlState empty when Flyway and not the server refused
 * @param script file name of the script it names; empty when it names none
 * @param line of the statement; 0 when it names none
 */
record FailureText(String sqlState, String message, String script, int line, String remedy) {
    private static final String NO_ROLES =
            " (a migration must pass over a role that is there already, as on a server with several databases), or check"
                    + " with postgres: 16 or newer; before 16 the right to make roles would let a migration run programs"
                    + " on this machine";
    private static final Pattern SCRIPT =
            Pattern.compile("(?m)(?:^Script |Migration |^Location\\s*: .*/|^Unable to parse statement in \\S*/)"
                    + "([^\\s/]+\\.[A-Za-z]+)");
    private static final Pattern LINE = Pattern.compile("(?m)^Line\\s*: (\\d+)$");
    private static final Pattern NO_VALUE = Pattern.compile("(?s).*No value provided for placeholder: (\\S+)\\. .*");
    private static final Pattern PLACEHOLDER = Pattern.compile("^placeholder \\S*?([\\w.:-]+)\\S* has no value$");
    private static final Pattern MISSING_ROLE = Pattern.compile("role \"(.+)\" does not exist");
    private static final Pattern CREATED_ROLE =
            Pattern.compile("(?i)\\bCREATE\\s+(?:ROLE|USER|GROUP)\\s+(?!MAPPING\\b)(\"[^\"]+\"|[\\w$]+)");
    private static final Pattern EXTENSION_DENIED = Pattern.compile("permission denied to create extension \"(.+)\"");
    private static final Pattern EXTENSION_MISSING = Pattern.compile("extension \"(.+)\" is not available");

    static FailureText of(FlywayException exception) {
        String text = Objects.requireNonNullElse(exception.getMessage(), "Flyway failed");
        Matcher script = SCRIPT.matcher(text);
        Matcher line = LINE.matcher(text);
        String name = script.find() ? script.group(1) : "";
        int number = line.find() ? Integer.parseInt(line.group(1)) : 0;
        Optional<SQLException> sql = sqlException(exception);
        String message = NO_VALUE.matcher(
                        sql.map(FailureText::message).orElse(text).strip())
                .replaceFirst("placeholder $1 has no value");
        String state = sql.map(SQLException::getSQLState).orElse("");
        return new FailureText(state, message, name, number, remedy(message));
    }

    /** The server's message, with its detail, without hint and position. */
    private static String message(SQLException exception) {
        return said(exception)
                .map(message ->
                        message.getMessage() + (message.getDetail() == null ? "" : " (" + message.getDetail() + ")"))
                .orElseGet(() -> Objects.requireNonNullElse(exception.getMessage(), "the server refused"));
    }

    /** What the server said; Flyway wraps some of it, such as a COPY that fails, in an SQL exception of its own. */
    static Optional<SQLException> sqlException(Throwable thrown) {
        Optional<SQLException> found = Optional.empty();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (found.isEmpty() || said(sql).isPresent())) {
                found = Optional.of(sql);
            }
        }
        return found;
    }

    private static Optional<ServerErrorMessage> said(SQLException exception) {
        return exception instanceof PSQLException psql
                ? Optional.ofNullable(psql.getServerErrorMessage())
                : Optional.empty();
    }

    /** The line to add to flygate.yml when the server lacks what production has. */
    static String remedy(String message) {
        Matcher role = MISSING_ROLE.matcher(message);
        if (role.find()) {
            return "add the role to flygate.yml: roles: [" + role.group(1) + "]";
        }
        Matcher placeholder = PLACEHOLDER.matcher(message);
        if (placeholder.find()) {
            return "add `" + placeholder.group(1) + ": …` under flyway.placeholders in flygate.yml";
        }
        Matcher denied = EXTENSION_DENIED.matcher(message);
        if (denied.find()) {
            return "add the extension to flygate.yml: extensions: [" + denied.group(1) + "]";
        }
        Matcher missing = EXTENSION_MISSING.matcher(message);
        if (missing.find()) {
            return "the embedded PostgreSQL does not ship the extension " + missing.group(1);
        }
        if (message.startsWith("permission denied to create role")) {
            return "name the role in flygate.yml under roles:" + NO_ROLES;
        }
        return OtherForms.of(message);
    }

    /** The same, with all roles that the migrations make when it is a role that they may not make. */
    String remedy(List<Migration> migrations) {
        if (!message.startsWith("permission denied to create role")) {
            return remedy;
        }
        Set<String> roles = new TreeSet<>();
        for (Migration migration : migrations) {
            if (!migration.kind().isJava()) {
                CREATED_ROLE.matcher(migration.content()).results().forEach(role -> roles.add(role.group(1)));
            }
        }
        return "add to flygate.yml: roles: [" + String.join(", ", roles) + "]" + NO_ROLES;
    }

    /** {@code file:line: } of the script it names, as far as it is known; empty otherwise. */
    String place(List<Migration> migrations) {
        return migrations.stream()
                .filter(migration -> !script.isEmpty() && migration.script().endsWith(script))
                .findFirst()
                .map(migration -> migration.file() + (line > 0 ? ":" + line : "") + ": ")
                .orElse("");
    }
}
