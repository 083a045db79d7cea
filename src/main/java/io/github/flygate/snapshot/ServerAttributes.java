package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What belongs to a database and does not come along when it is copied: owner, rights, settings, comment, connection
 * limit, and whether it is a template. Kept as SQL with a place for the database's name.
 */
final class ServerAttributes {
    private static final String NAME = "{database}";
    private static final String AS_GRANTOR = "SET LOCAL ROLE ";

    /** Settings whose value is a list of names, each quoted where it has to be. */
    private static final Set<String> LISTS = Set.of(
            "local_preload_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private static final String DATABASE = """
            SELECT pg_get_userbyid(datdba), datconnlimit, datistemplate, datacl IS NOT NULL,
                   shobj_description(oid, 'pg_database')
              FROM pg_database WHERE datname = ?
            """;

    private static final String GRANTS = """
            SELECT CASE grantee WHEN 0 THEN '' ELSE pg_get_userbyid(grantee) END,
                   CASE grantor WHEN datdba THEN '' ELSE pg_get_userbyid(grantor) END, privilege_type, is_grantable
              FROM pg_database, aclexplode(datacl) WITH ORDINALITY AS a(grantor, grantee, privilege_type, is_grantable, n)
             WHERE datname = ? ORDER BY grantor <> datdba, n
            """;

    private static final String SETTINGS = """
            SELECT CASE setrole WHEN 0 THEN '' ELSE pg_get_userbyid(setrole) END,
                   split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1)
              FROM pg_db_role_setting, unnest(setconfig) AS setting
             WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = ?) ORDER BY 1, 2
            """;

    private ServerAttributes() {}

    static List<String> read(Connection connection, String database) throws SQLException {
        List<String> all = new ArrayList<>();
        for (List<String> some : Sql.list(
                connection,
                DATABASE,
                row -> {
                    List<String> plain = new ArrayList<>();
                    String owner = Sql.quoted(row.getString(1));
                    plain.add("ALTER DATABASE {database} OWNER TO " + owner);
                    plain.add("ALTER DATABASE {database} CONNECTION LIMIT " + row.getInt(2));
                    plain.add("ALTER DATABASE {database} IS_TEMPLATE " + row.getBoolean(3));
                    if (row.getBoolean(4)) {
                        plain.add("REVOKE ALL ON DATABASE {database} FROM PUBLIC, " + owner);
                    }
                    if (row.getString(5) != null) {
                        plain.add("COMMENT ON DATABASE {database} IS " + Sql.literal(row.getString(5)));
                    }
                    return plain;
                },
                database)) {
            all.addAll(some);
        }
        Sql.list(
                connection,
                GRANTS,
                row -> all.add(grant(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4))),
                database);
        Sql.list(
                connection,
                SETTINGS,
                row -> all.add(set(row.getString(1), row.getString(2), row.getString(3))),
                database);
        return all;
    }

    /** What others than the owner have granted is granted by them again. */
    private static String grant(String grantee, String grantor, String privilege, boolean grantable) {
        String grant = "GRANT " + privilege + " ON DATABASE {database} TO "
                + (grantee.isEmpty() ? "PUBLIC" : Sql.quoted(grantee)) + (grantable ? " WITH GRANT OPTION" : "");
        return grantor.isEmpty() ? grant : AS_GRANTOR + Sql.quoted(grantor) + "; " + grant + "; RESET ROLE";
    }

    private static String set(String role, String name, String value) {
        return (role.isEmpty()
                        ? "ALTER DATABASE {database}"
                        : "ALTER ROLE " + Sql.quoted(role) + " IN DATABASE {database}")
                + " SET " + setting(name, value);
    }

    /** As SET wants it. */
    static String setting(String name, String value) {
        String quoted = Sql.quoted(name).replace(".", "\".\"");
        if (!LISTS.contains(name.toLowerCase(Locale.ROOT))) {
            return quoted + " = " + Sql.literal(value);
        }
        List<String> names = names(value);
        return quoted + " = "
                + (names.isEmpty()
                        ? "''"
                        : String.join(", ", names.stream().map(Sql::literal).toList()));
    }

    /** The names of a list such as {@code "$user", public}. */
    static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean inQuotes = false;
        boolean wasQuoted = false;
        for (int i = 0; i <= list.length(); i++) {
            char c = i < list.length() ? list.charAt(i) : ',';
            if (inQuotes && c == '"' && i + 1 < list.length() && list.charAt(i + 1) == '"') {
                name.append(c);
                i++;
            } else if (c == '"') {
                inQuotes = !inQuotes;
                wasQuoted = true;
            } else if (inQuotes) {
                name.append(c);
            } else if (c == ',') {
                if (wasQuoted || name.length() > 0) {
                    names.add(name.toString());
                }
                name.setLength(0);
                wasQuoted = false;
            } else if (!Character.isWhitespace(c)) {
                name.append(Character.toLowerCase(c));
            }
        }
        return names;
    }

    /** The same of another owner; his name stands for nothing else, since flygate made it up. */
    static List<String> of(String owner, String former, List<String> attributes) {
        return attributes.stream()
                .map(attribute -> attribute.replace(Sql.quoted(former), Sql.quoted(owner)))
                .toList();
    }

    /** Gives them to a database; what cannot be given, since a role is gone, is left out and said. */
    static void apply(Connection connection, String database, List<String> attributes, Progress progress)
            throws SQLException {
        List<String> left = new ArrayList<>();
        Sql.transaction(connection, () -> {
            for (String attribute : attributes) {
                String sql = fill(attribute, database);
                Sql.execute(connection, "SAVEPOINT attribute");
                try {
                    Sql.execute(connection, sql);
                } catch (SQLException e) {
                    if (!ServerErrors.is(e, ServerErrors.UNDEFINED_OBJECT) && !sql.startsWith(AS_GRANTOR)) {
                        throw e;
                    }
                    Sql.execute(connection, "ROLLBACK TO attribute");
                    left.add(sql + ": " + ServerErrors.message(e));
                }
            }
        });
        left.forEach(what -> progress.step("left out: " + what));
    }

    /** The name goes where the place for it is, but not into names and texts. */
    static String fill(String attribute, String database) {
        StringBuilder sql = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < attribute.length(); i++) {
            char c = attribute.charAt(i);
            if (quote == 0 && attribute.startsWith(NAME, i)) {
                sql.append(Sql.quoted(database));
                i += NAME.length() - 1;
                continue;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            sql.append(c);
        }
        return sql.toString();
    }
}
