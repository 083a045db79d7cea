package io.github.flygate.rows;

import io.github.flygate.rows.RowTable.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Fills the empty tables of a database with synthetic rows, and takes these out again. */
public final class Seeder {
    private Seeder() {}

    /** As {@link #fill(Connection, int, Set)}, for all tables. */
    public static Seeding fill(Connection owner, int rows) throws SQLException {
        return fill(owner, rows, Set.of());
    }

    /**
     * Fills every table that holds no row, parents before children, in few transactions that are committed. Rows of
     * migrations stay as they are. Equal databases get equal rows.
     *
     * @param owner of the database, without an open transaction; nothing else writes meanwhile
     * @param rows for each table, at least one for each of its partitions; fewer where a constraint allows no more
     * @param skip tables that are left alone, as schema and name with a point between, such as Flyway's history
     */
    public static Seeding fill(Connection owner, int rows, Set<String> skip) throws SQLException {
        boolean before = owner.getAutoCommit();
        owner.setAutoCommit(false);
        try {
            return new SeedRun(owner, rows, skip).fill();
        } catch (SQLException | RuntimeException e) {
            owner.rollback();
            throw e;
        } finally {
            owner.setAutoCommit(before);
        }
    }

    /**
     * Removes the rows that {@link #fill} and the triggers of then have made, and no others. Such a row that was changed
     * since is no longer known as one. Sequences stay where they are. Commits.
     *
     * @param superuser at the same database, without an open transaction
     */
    public static void strip(Connection superuser) throws SQLException {
        boolean before = superuser.getAutoCommit();
        superuser.setAutoCommit(false);
        try {
            new SeedStripper(superuser).strip();
            superuser.commit();
        } catch (SQLException | RuntimeException e) {
            superuser.rollback();
            throw e;
        } finally {
            superuser.setAutoCommit(before);
        }
    }

    /** It is filled by itself: neither through a parent nor elsewhere. */
    static boolean own(RowTable table) {
        return !table.partition() && table.kind() != Kind.FOREIGN && !table.ofExtension();
    }
}
