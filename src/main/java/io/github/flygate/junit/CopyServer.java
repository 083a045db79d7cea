package io.github.flygate.junit;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.Database.Login;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server with a database that nobody works in, and the copies that are made of it. Copying on a running server takes a
 * fraction of what starting another one does.
 */
final class CopyServer {
    private static final Pattern DATABASE = Pattern.compile("/([^/?]*)(?=\\?|$)");
    private static final int STRATEGY_SINCE = 15;
    private static final int FORCE_SINCE = 13;

    private final Database template;
    private final String source;
    private final Login admin;
    private final Set<String> copies = new HashSet<>();
    private final Belongings belongings;
    private final String strategy;
    private final boolean forces;
    /** Kept, since connecting takes as long as copying does. */
    private Connection connection;

    CopyServer(Database template) {
        this.template = template;
        this.source = name(template.superuser().url());
        this.admin = beside(template.superuser());
        try {
            this.connection = connect(admin);
            int major = connection.getMetaData().getDatabaseMajorVersion();
            this.forces = major >= FORCE_SINCE;
            this.strategy = major >= STRATEGY_SINCE && !syncs() ? " STRATEGY file_copy" : "";
            this.belongings = Belongings.of(connection, source);
        } catch (SQLException e) {
            template.close();
            throw failure("cannot read what belongs to the database " + source, e);
        }
    }

    /** Copying files begins and ends with a checkpoint, which is cheap only where it waits for no disk. */
    private boolean syncs() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW fsync")) {
            return !rows.next() || !"off".equals(rows.getString(1));
        }
    }

    /** A new copy. */
    synchronized TestDatabase copy() {
        String name = "flygate_junit_" + UUID.randomUUID().toString().replace("-", "");
        try (Statement statement = statement()) {
            copies.add(name);
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + quoted(source) + " OWNER "
                    + quoted(template.owner().user()) + strategy);
            for (String sql : belongings.statements(name)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw failure("cannot copy the database", e);
        }
        return new TestDatabase(name, in(template.owner(), name));
    }

    /** Drops a copy, whoever is still connected to it. */
    synchronized void drop(TestDatabase copy) {
        try (Statement statement = statement()) {
            drop(copy.name(), statement);
        } catch (SQLException e) {
            throw failure("cannot drop the copy " + copy.name(), e);
        }
    }

    private void drop(String name, Statement statement) throws SQLException {
        if (!copies.contains(name)) {
            return;
        }
        if (!forces) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
        }
        statement.execute("DROP DATABASE IF EXISTS " + name + (forces ? " WITH (FORCE)" : ""));
        copies.remove(name);
    }

    /** Drops what is still there, and ends the server if it was started for this. */
    synchronized void close() {
        try (Statement statement = statement()) {
            for (String name : List.copyOf(copies)) {
                drop(name, statement);
            }
            connection.close();
        } catch (SQLException e) {
            // The JVM is ending: nobody is left whom to tell.
        } finally {
            template.close();
        }
    }

    private Statement statement() throws SQLException {
        if (connection.isClosed()) {
            connection = connect(admin);
        }
        return connection.createStatement();
    }

    /** A session in the template itself would stand in the way of copying it. */
    private static Login beside(Login superuser) {
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
