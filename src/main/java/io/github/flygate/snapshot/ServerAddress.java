package io.github.flygate.snapshot;

import io.github.flygate.config.SnapshotConfig;
import io.github.flygate.config.StellarFile;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/**
 * Where a server is and who connects.
 *
 * @param prefix of a JDBC URL, up to the database's name
 * @param parameters of a JDBC URL, with the question mark; without user and password, and without a name for sessions, since
 *     ours are known by theirs
 * @param database that the configured URL names
 */
record ServerAddress(String prefix, String parameters, String database, String user, String password) {
    static final String PASSWORD = "FLYGATE_SERVER_PASSWORD";

    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql:(?://(?<hosts>[^/?]*)/?)?(?<database>[^/?]*)(?:\\?(?<parameters>.*))?");

    /** What has been set for a user, a database or the server must not cut our work short. */
    private static final String SESSION = """
            SET statement_timeout = 0;
            SET lock_timeout = 0;
            SET idle_in_transaction_session_timeout = 0;
            SET standard_conforming_strings = on;
            SET client_min_messages = warning;
            SET search_path = pg_catalog
            """;

    /** From 14 on a server can be told to see early that its client has died. */
    private static final String SESSION_14 = "SET idle_session_timeout = 0; SET client_connection_check_interval = 500";

    private static final int MAJOR_14 = 14;

    static ServerAddress of(SnapshotConfig config, Path project, Map<String, String> environment) {
        if (config.serverUrl().isBlank()) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    "engine server needs server.url",
                    StellarFile.serverBlock(project)
                            .map(block -> "put what stellar.yaml says into flygate.yml:\n" + block)
                            .orElse("add to flygate.yml:\nserver:\n  url: jdbc:postgresql://host:5432/database"));
        }
        Matcher url = URL.matcher(config.serverUrl().strip());
        // Before the driver sees it, which logs what it does not understand.
        if (url.matches() && Optional.ofNullable(url.group("hosts")).orElse("").contains("@")) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    "server.url has a user or a password before the host, where JDBC knows none",
                    "write jdbc:postgresql://host:5432/database, server.user beside it, and put the password into "
                            + PASSWORD);
        }
        Properties parsed = url.matches() ? Driver.parseURL(config.serverUrl().strip(), null) : null;
        if (parsed == null) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    "server.url is no JDBC URL of PostgreSQL",
                    "write it as jdbc:postgresql://host:5432/database");
        }
        String user = config.serverUser().isEmpty()
                ? parsed.getProperty("user", System.getProperty("user.name", "postgres"))
                : config.serverUser();
        String hosts = url.group("hosts");
        String database = URLDecoder.decode(url.group("database"), StandardCharsets.UTF_8);
        ServerAddress address = new ServerAddress(
                "jdbc:postgresql://" + (hosts == null || hosts.isEmpty() ? "localhost" : hosts) + "/",
                parameters(url.group("parameters")),
                database.isEmpty() ? user : database,
                user,
                "");
        return address.withPassword(address.password(environment, parsed));
    }

    private String password(Map<String, String> environment, Properties parsed) {
        String given = environment.get(PASSWORD);
        if (given != null) {
            return given;
        }
        // The driver looks into .pgpass when it knows for whom.
        Properties withUser = Driver.parseURL(
                prefix + URLEncoder.encode(database, StandardCharsets.UTF_8) + "?user="
                        + URLEncoder.encode(user, StandardCharsets.UTF_8),
                null);
        String inUrl = parsed.getProperty("password", "");
        return inUrl.isEmpty() && withUser != null ? withUser.getProperty("password", "") : inUrl;
    }

    private ServerAddress withPassword(String word) {
        return new ServerAddress(prefix, parameters, database, user, word);
    }

    private static String parameters(@org.jspecify.annotations.Nullable String all) {
        if (all == null) {
            return "";
        }
        String kept = Arrays.stream(all.split("&", -1))
                .filter(parameter ->
                        !parameter.isEmpty() && !parameter.matches("(?i)(user|password|applicationname)=.*"))
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? "" : "?" + kept;
    }

    /** How somebody connects to one of the server's databases. */
    Database.Login login(String name, String role, String word) {
        return new Database.Login(prefix + URLEncoder.encode(name, StandardCharsets.UTF_8) + parameters, role, word);
    }

    /** How the configured user does. */
    Database.Login login(String name) {
        return login(name, user, password);
    }

    /** A session of the configured user that nothing cuts short. */
    Connection connect(String name) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "flygate");
        properties.setProperty("tcpKeepAlive", "true");
        Connection connection = DriverManager.getConnection(login(name).url(), properties);
        try {
            Sql.execute(connection, SESSION);
            if (connection.getMetaData().getDatabaseMajorVersion() >= MAJOR_14) {
                Sql.execute(connection, SESSION_14);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + prefix;
    }
}
