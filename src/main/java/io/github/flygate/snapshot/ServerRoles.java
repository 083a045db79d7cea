package io.github.flygate.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.util.PasswordUtil;

/** Makes roles on a server. They belong to all its databases, so each has a random name and stands in the registry. */
final class ServerRoles {
    /** Since then a role's maker is its administrator and no more, unless he gives himself the rest. */
    private static final int GRANT_OPTIONS_SINCE = 16;

    private ServerRoles() {}

    /** Makes a role that owns what is in a base, and that nobody logs in as. */
    static String makeOwner(ServerLease lease) throws SQLException {
        Connection session = lease.session();
        String name = lease.registerOwner();
        Sql.execute(
                session,
                "CREATE ROLE " + Sql.quoted(name) + " NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION");
        if (!isSuperuser(session)) {
            boolean options = session.getMetaData().getDatabaseMajorVersion() >= GRANT_OPTIONS_SINCE;
            Sql.execute(
                    session,
                    "GRANT " + Sql.quoted(name) + " TO CURRENT_USER" + (options ? " WITH INHERIT TRUE, SET TRUE" : ""));
        }
        return name;
    }

    /** Makes a role that logs in and then is the owner. */
    static ServerCopy makeLogin(ServerLease lease, String database, String owner) throws SQLException {
        Connection session = lease.session();
        String name = lease.registerRole(database);
        String password = Passwords.random();
        // The server's log may show the statement: without the password it is of no use there.
        String verifier = PasswordUtil.encodePassword(name, password.toCharArray(), "scram-sha-256");
        Sql.execute(
                session,
                "CREATE ROLE " + Sql.quoted(name) + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD "
                        + Sql.literal(verifier) + " IN ROLE " + Sql.quoted(owner));
        Sql.execute(session, "ALTER ROLE " + Sql.quoted(name) + " SET role = " + Sql.literal(owner));
        return new ServerCopy(database, owner, lease.address().login(database, name, password));
    }

    private static boolean isSuperuser(Connection session) throws SQLException {
        return Sql.exists(session, "SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper");
    }

    static boolean isSuperuser(Connection session, String role) throws SQLException {
        return Sql.exists(session, "SELECT FROM pg_roles WHERE rolname = ? AND rolsuper", role);
    }
}
