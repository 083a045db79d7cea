package io.github.flygate.contract;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.snapshot.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Lets the owner of a copy act as the application's role: its statements then run in a session that is no superuser's,
 * whatever they do. Taken back when it is closed.
 */
final class Membership implements AutoCloseable {
    private final Database database;
    private final String role;
    private final boolean given;

    private Membership(Database database, String role, boolean given) {
        this.database = database;
        this.role = role;
        this.given = given;
    }

    static Membership of(Database database, String role) throws SQLException {
        if (role.isEmpty() || role.equals(database.owner().user())) {
            return new Membership(database, role, false);
        }
        try (Connection session = Sessions.observer(database.superuser())) {
            if (!exists(session, role)) {
                throw new FlygateException(
                        ErrorCode.CONFIGURATION,
                        "applicationRole: the base has no role " + role,
                        "Add it to roles: in flygate.yml, or let a migration of the base make it.");
            }
            boolean member = isMember(session, database.owner().user(), role);
            if (!member) {
                try (Statement statement = session.createStatement()) {
                    statement.execute("grant " + Sql.identifier(role) + " to "
                            + Sql.identifier(database.owner().user()));
                }
            }
            return new Membership(database, role, !member);
        }
    }

    /** A session that acts as the role. */
    Connection open(OldRole asRole) throws SQLException {
        return asRole.open(database.owner());
    }

    private static boolean exists(Connection session, String role) throws SQLException {
        try (PreparedStatement statement =
                session.prepareStatement("select 1 from pg_catalog.pg_roles where rolname = ?")) {
            statement.setString(1, role);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static boolean isMember(Connection session, String user, String role) throws SQLException {
        try (PreparedStatement statement =
                session.prepareStatement("select pg_catalog.pg_has_role(?::name, ?::name, 'member')")) {
            statement.setString(1, user);
            statement.setString(2, role);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        if (given) {
            try (Connection session = Sessions.observer(database.superuser());
                    Statement statement = session.createStatement()) {
                statement.execute("revoke " + Sql.identifier(role) + " from "
                        + Sql.identifier(database.owner().user()));
            }
        }
    }
}
