package io.github.flygate.junit;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.Database.Login;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server with a database that nobody works in, and the copies that are made of it. Copying on a running server takes a
 * fraction of what starting another one does.
 */
final class CopyServer {
    private static final Pattern DATABASE = Pattern.compile("/([^/?]*)(?=\\?|$)");
    private static final int FORCE_SINCE = 13;

    private final Database template;
    private final Login admin;
    private final String source;
    private final Belongings belongings;
    private final Set<String> copies = ConcurrentHashMap.newKeySet();

    CopyServer(Database template) {
        this.template = template;
        this.source = name(template.superuser().url());
        this.admin = reachable(template.superuser());
        try (Connection connection = connect(admin)) {
            this.belongings = Belongings.of(connection, source);
        } catch (SQLException e) {
            throw failure("cannot read what belongs to the database " + source, e);
        }
    }

    /** A new copy. */
    TestDatabase copy() {
        String name =
                "flygate_junit_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        copies.add(name);
        try (Connection connection = connect(admin);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + quoted(source) + " OWNER "
                    + quoted(template.owner().user()));
            for (String sql : belongings.statements(name)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw failure("cannot copy the database", e);
        }
        return new TestDatabase(name, in(template.owner(), name));
    }

    /** Drops a copy, whoever is still connected to it. */
    void drop(TestDatabase copy) {
        try {
            drop(copy.name());
        } catch (SQLException e) {
            throw failure("cannot drop the copy " + copy.name(), e);
        }
    }

    private void drop(String name) throws SQLException {
        if (!copies.remove(name)) {
            return;
        }
        try (Connection connection = connect(admin);
                Statement statement = connection.createStatement()) {
            if (connection.getMetaData().getDatabaseMajorVersion() >= FORCE_SINCE) {
                statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            } else {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name
                        + "' AND pid <> pg_backend_pid()");
                statement.execute("DROP DATABASE IF EXISTS " + name);
            }
        }
    }

    /** Drops what is still there, and ends the server if it was started for this. */
    void close() {
        for (String name : List.copyOf(copies)) {
            try {
                drop(name);
            } catch (SQLException e) {
                // Every other one has to be tried, and nobody is left whom to tell.
            }
        }
        template.close();
    }

    /** A session in the template would stand in the way of copying it. */
    private static Login reachable(Login superuser) {
        Login usual = in(superuser, "postgres");
        try {
            connect(usual).close();
            return usual;
        } catch (SQLException e) {
            // An embedded server has no such database.
            return in(superuser, "template1");
        }
    }

    private static Connection connect(Login login) throws SQLException {
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }

    private static Login in(Login login, String database) {
        return new Login(
                DATABASE.matcher(login.url()).replaceFirst("/" + Matcher.quoteReplacement(database)),
                login.user(),
                login.password());
    }

    private static String name(String url) {
        Matcher matcher = DATABASE.matcher(url);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no database in this URL");
        }
        return URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static FlygateException failure(String what, SQLException cause) {
        return new FlygateException(ErrorCode.ENGINE, what + ": " + cause.getMessage(), "", cause);
    }
}
