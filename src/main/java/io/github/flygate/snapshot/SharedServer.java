package io.github.flygate.snapshot;

import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database.Login;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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
final class SharedServer implements Copies {
    private static final Pattern DATABASE = Pattern.compile("/([^/?]*)(?=\\?|$)");
    private static final int STRATEGY_SINCE = 15;
    private static final int FORCE_SINCE = 13;

    private final Database template;
    private final String source;
    private final Login admin;
    private final Set<String> copies = new HashSet<>();
    private final List<String> attributes;
    private final String strategy;
    private final boolean forces;
    /** Kept, since connecting takes as long as copying does. */
    private Connection connection;

    SharedServer(Database template) {
        this.template = template;
        this.source = name(template.superuser().url());
        this.admin = beside(template.superuser());
        try {
            this.connection = connect(admin);
            int major = connection.getMetaData().getDatabaseMajorVersion();
            this.forces = major >= FORCE_SINCE;
            this.strategy = major >= STRATEGY_SINCE && !syncs() ? " STRATEGY file_copy" : "";
            this.attributes = ServerAttributes.read(connection, source);
        } catch (SQLException e) {
            template.close();
            throw failure("cannot read what belongs to the database " + source, e);
        }
    }

    /** Copying files begins and ends with a checkpoint, which is cheap only where it waits for no disk. */
    private boolean syncs() throws SQLException {
        return !Sql.texts(connection, "SHOW fsync").equals(List.of("off"));
    }

    @Override
    public synchronized Database next() {
        long start = System.nanoTime();
        String name = "flygate_" + UUID.randomUUID().toString().replace("-", "");
        try {
            Connection session = session();
            copies.add(name);
            Sql.execute(
                    session,
                    "CREATE DATABASE " + name + " TEMPLATE " + Sql.quoted(source) + " OWNER "
                            + Sql.quoted(template.owner().user()) + strategy);
            ServerAttributes.apply(session, name, attributes, Progress.none());
        } catch (SQLException e) {
            throw failure("cannot copy the database", e);
        }
        return new Copy(name, new Database.Opening(true, 0, (System.nanoTime() - start) / 1e6));
    }

    /** One of the copies. */
    private final class Copy implements Database {
        private final String name;
        private final Opening opening;

        Copy(String name, Opening opening) {
            this.name = name;
            this.opening = opening;
        }

        @Override
        public Login owner() {
            return in(template.owner(), name);
        }

        @Override
        public Login superuser() {
            return in(template.superuser(), name);
        }

        @Override
        public String serverVersion() {
            return template.serverVersion();
        }

        @Override
        public Opening opening() {
            return opening;
        }

        @Override
        public void close() {
            drop(name);
        }
    }

    /** Drops a copy, whoever is still connected to it. */
    private synchronized void drop(String name) {
        if (!copies.contains(name)) {
            return;
        }
        try {
            Connection session = session();
            if (!forces) {
                Sql.texts(session, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?", name);
            }
            Sql.execute(session, "DROP DATABASE IF EXISTS " + name + (forces ? " WITH (FORCE)" : ""));
            copies.remove(name);
        } catch (SQLException e) {
            throw failure("cannot drop the copy " + name, e);
        }
    }

    /** The server goes with all that is on it. */
    @Override
    public synchronized void close() {
        copies.clear();
        try {
            connection.close();
        } catch (SQLException e) {
            // It ends with the server.
        } finally {
            template.close();
        }
    }

    private Connection session() throws SQLException {
        if (connection.isClosed()) {
            connection = connect(admin);
        }
        return connection;
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

    private static FlygateException failure(String what, SQLException cause) {
        return Failures.engine(what + ": " + cause.getMessage(), "", cause);
    }
}
