package io.github.flygate.junit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What {@code CREATE DATABASE … TEMPLATE} leaves behind: the settings and privileges of the database itself, which a
 * migration may have changed.
 */
final class Belongings {
    private static final String SETTINGS = """
            SELECT coalesce(r.rolname, ''), split_part(c, '=', 1), substr(c, strpos(c, '=') + 1)
            FROM pg_db_role_setting s
            JOIN pg_database d ON d.oid = s.setdatabase
            LEFT JOIN pg_roles r ON r.oid = s.setrole
            CROSS JOIN unnest(s.setconfig) c
            WHERE d.datname = ?""";

    private static final String PRIVILEGES = """
            SELECT coalesce(r.rolname, ''), a.privilege_type, a.is_grantable
            FROM pg_database d
            CROSS JOIN aclexplode(d.datacl) a
            LEFT JOIN pg_roles r ON r.oid = a.grantee
            WHERE d.datname = ?""";

    /** Their values are kept as a list of names, which is no literal that SET would read as the same list. */
    private static final Set<String> LISTS = Set.of("search_path", "temp_tablespaces");

    private final List<UnaryOperator<String>> statements = new ArrayList<>();

    private Belongings() {}

    /** Reads them from another database of the same server. */
    static Belongings of(Connection connection, String database) throws SQLException {
        Belongings belongings = new Belongings();
        try (PreparedStatement settings = connection.prepareStatement(SETTINGS);
                PreparedStatement privileges = connection.prepareStatement(PRIVILEGES)) {
            settings.setString(1, database);
            privileges.setString(1, database);
            belongings.addSettings(settings.executeQuery());
            belongings.addPrivileges(privileges.executeQuery());
        }
        return belongings;
    }

    /** The statements that give them to a copy. */
    List<String> statements(String copy) {
        return statements.stream().map(statement -> statement.apply(copy)).toList();
    }

    private void addSettings(ResultSet rows) throws SQLException {
        while (rows.next()) {
            String role = rows.getString(1);
            String name = rows.getString(2);
            String value = rows.getString(3);
            UnaryOperator<String> set = copy -> (role.isEmpty()
                            ? "ALTER DATABASE " + copy
                            : "ALTER ROLE " + CopyServer.quoted(role) + " IN DATABASE " + copy)
                    + " SET " + setting(name);
            if (LISTS.contains(name)) {
                statements.add(copy -> "BEGIN; SELECT set_config('" + name + "', " + literal(value) + ", true); "
                        + set.apply(copy) + " FROM CURRENT; COMMIT");
            } else {
                statements.add(copy -> set.apply(copy) + " TO " + literal(value));
            }
        }
    }

    private void addPrivileges(ResultSet rows) throws SQLException {
        boolean first = true;
        while (rows.next()) {
            if (first) {
                // Where nothing was granted or revoked there is no list, and the usual privileges apply.
                statements.add(copy -> "REVOKE ALL ON DATABASE " + copy + " FROM PUBLIC");
                first = false;
            }
            String grantee = rows.getString(1).isEmpty() ? "PUBLIC" : CopyServer.quoted(rows.getString(1));
            String privilege = rows.getString(2);
            String option = rows.getBoolean(3) ? " WITH GRANT OPTION" : "";
            statements.add(copy -> "GRANT " + privilege + " ON DATABASE " + copy + " TO " + grantee + option);
        }
    }

    /** A name of two parts is an extension's or the team's own. */
    private static String setting(String name) {
        return CopyServer.quoted(name).replace(".", "\".\"");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
