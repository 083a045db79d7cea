package io.github.flygate.junit;

import io.github.flygate.snapshot.Database.Login;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A private copy of the project's database, and how to connect to it as its owner. */
public final class TestDatabase {
    private static final Pattern NAME = Pattern.compile("/([^/?]*)(?:\\?|$)");

    private final Login owner;

    TestDatabase(Login owner) {
        this.owner = owner;
    }

    /** The database's name on its server. */
    public String name() {
        Matcher name = NAME.matcher(owner.url());
        return name.find() ? URLDecoder.decode(name.group(1), StandardCharsets.UTF_8) : "";
    }

    /** JDBC URL without user and password. */
    public String url() {
        return owner.url();
    }

    /** The owner of the database, who is no superuser: what Flyway connects as. */
    public String user() {
        return owner.user();
    }

    /** The user's password. */
    public String password() {
        return owner.password();
    }

    /** JDBC URL with user and password. */
    public String completeUrl() {
        return url() + (url().contains("?") ? "&" : "?") + "user=" + encoded(user()) + "&password="
                + encoded(password());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A new data source without a pool. */
    public DataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(url());
        dataSource.setUser(user());
        dataSource.setPassword(password());
        return dataSource;
    }

    /** A new connection, for the caller to close. */
    public Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return owner.toString();
    }
}
