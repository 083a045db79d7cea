package io.github.flygate.history;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.StringJoiner;
import org.postgresql.Driver;

/**
 * Whom to ask, and as whom.
 *
 * @param url without user and password
 * @param properties with them
 * @param words such as {@code db.example.org:5432/shop}
 */
record ExportAddress(String url, Properties properties, String words) {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final String USER = "user";
    private static final String PASSWORD = "password";

    /** Nobody waits longer than this for a server that does not answer. A URL may say otherwise. */
    private static final Map<String, String> USUAL =
            Map.of("ApplicationName", "flygate", "connectTimeout", "10", "loginTimeout", "20", "socketTimeout", "60");

    static ExportAddress of(HistoryExport.Source source) {
        String given = source.url().strip();
        String[] parts = given.split("\\?", 2);
        // Before the driver sees it, which logs what it does not understand.
        if (given.startsWith(PREFIX) && holdsPassword(parts[0])) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "--url has a user or a password where JDBC knows none",
                    "write jdbc:postgresql://host:5432/database, give --user, and put the password into "
                            + HistoryExport.PASSWORD);
        }
        Properties parsed = given.startsWith(PREFIX) ? Driver.parseURL(given, null) : null;
        if (parsed == null) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "--url is no JDBC URL of PostgreSQL",
                    "write it as jdbc:postgresql://host:5432/database");
        }
        Map<String, String> login = new HashMap<>();
        StringJoiner kept = new StringJoiner("&", "?", "").setEmptyValue("");
        for (String parameter : parts.length > 1 ? parts[1].split("&", -1) : new String[0]) {
            String[] pair = parameter.split("=", 2);
            if (pair[0].equals(USER) || pair[0].equals(PASSWORD)) {
                login.put(pair[0], pair.length > 1 ? URLDecoder.decode(pair[1], StandardCharsets.UTF_8) : "");
            } else {
                kept.add(parameter);
            }
        }
        Properties properties = new Properties();
        properties.putAll(USUAL);
        user(source, login).ifPresent(user -> properties.setProperty(USER, user));
        password(source, login).ifPresent(word -> properties.setProperty(PASSWORD, word));
        return new ExportAddress(parts[0] + kept, properties, words(parsed));
    }

    private static boolean holdsPassword(String beforeParameters) {
        return beforeParameters.contains("@")
                || beforeParameters.toLowerCase(Locale.ROOT).contains("password=");
    }

    private static Optional<String> user(HistoryExport.Source source, Map<String, String> login) {
        return source.user()
                .or(() -> Optional.ofNullable(login.get(USER)))
                .or(() ->
                        Optional.ofNullable(source.environment().get("PGUSER")).filter(user -> !user.isEmpty()));
    }

    /** The driver prefers what is in the URL; here the environment goes first. Without a password it looks into {@code .pgpass}. */
    private static Optional<String> password(HistoryExport.Source source, Map<String, String> login) {
        return Optional.ofNullable(source.environment().get(HistoryExport.PASSWORD))
                .or(() -> Optional.ofNullable(login.get(PASSWORD)))
                .or(() -> Optional.ofNullable(source.environment().get("PGPASSWORD")));
    }

    private static String words(Properties parsed) {
        String hosts = parsed.getProperty("PGHOST", "localhost");
        String ports = parsed.getProperty("PGPORT", "5432");
        String database = parsed.getProperty("PGDBNAME", "");
        String[] host = hosts.split(",", -1);
        String[] port = ports.split(",", -1);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < host.length; i++) {
            words.append(i == 0 ? "" : ",").append(host[i]).append(':').append(port[Math.min(i, port.length - 1)]);
        }
        return words + "/" + database;
    }

    String user() {
        return properties.getProperty(USER, System.getProperty("user.name", ""));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user() + " at " + words;
    }
}
