package io.github.flygate.base;

import io.github.flygate.model.FlywaySettings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the database and its owner are called on the copy: as in production where the configuration says so, because
 * migrations may name them ({@code ${flyway:user}}, ALTER DATABASE).
 */
public record DatabaseNames(String database, String owner) {
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql:(?://[^/]*/)?([A-Za-z_][A-Za-z0-9_$-]{0,62})(?:\\?.*)?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$-]{0,62}");
    private static final String DEFAULT = "flygate";

    /** The names for these settings. */
    public static DatabaseNames of(FlywaySettings settings) {
        Matcher url = URL.matcher(settings.url());
        String database = url.matches() ? url.group(1) : DEFAULT;
        String user = settings.user();
        return new DatabaseNames(
                isReserved(database) ? DEFAULT : database,
                NAME.matcher(user).matches() && !isReserved(user) ? user : DEFAULT);
    }

    /** Names that the server uses itself. */
    private static boolean isReserved(String name) {
        return name.startsWith("pg_")
                || name.startsWith("template")
                || name.equals("postgres")
                || name.equals("public")
                || name.equals("none");
    }
}
