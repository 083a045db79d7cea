package io.github.flygate.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks a server what the modes are said to do: two sessions on one table. */
@Tag("db")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockModeTest {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();

    /** A server's two sessions. */
    private record Session(String version, Connection one, Connection other) {}

    @BeforeAll
    void connect() throws SQLException {
        for (String version : List.of("12", "18")) {
            Database database = TestServer.of(version).fresh();
            Session session = new Session(version, open(database), open(database));
            opened.addAll(List.of(session.one, session.other, database));
            sessions.add(session);
            execute(session.one, """
                    create table t (id bigint primary key, a int);
                    alter table t add constraint c check (a > 0) not valid;
                    create table child (id bigint primary key, t_id bigint);
                    alter table child add constraint child_t_id_fkey foreign key (t_id) references t not valid;
                    create index t_a on t (a);
                    create materialized view m as select id from t;
                    create unique index m_id on m (id);
                    create domain d as int;
                    create table with_domain (a d);
                    create function f() returns trigger language plpgsql as 'begin return new; end';
                    create table parent (a int) partition by range (a);
                    create table part partition of parent for values from (0) to (1);
                    create table loose (a int)""");
            session.one.commit();
        }
    }

    @AfterAll
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(LockMode.values())
                .flatMap(held -> Arrays.stream(LockMode.values()).map(wanted -> Arguments.of(held, wanted)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aModeConflictsWithThoseThatTheServerRefusesBesideIt(LockMode held, LockMode wanted) throws SQLException {
        for (Session session : sessions) {
            execute(session.one, "lock table t in " + held.sqlName() + " mode");
            assertThat(refuses(session.other, "lock table t in " + wanted.sqlName() + " mode nowait"))
                    .as("PostgreSQL " + session.version)
                    .isEqualTo(held.conflictsWith(wanted));
            session.one.rollback();
        }
    }

    /** What {@code flygate explain} says about who takes which mode, 12 and 18. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select from t | t AccessShareLock",
                "select from t for key share | t RowShareLock",
                "insert into t values (1) | t RowExclusiveLock",
                "analyze t | t ShareUpdateExclusiveLock",
                "alter table t validate constraint c | t ShareUpdateExclusiveLock",
                "alter table t alter a set statistics 10 | t ShareUpdateExclusiveLock",
                "alter table t set (fillfactor = 90) | t ShareUpdateExclusiveLock",
                "comment on table t is 'x' | t ShareUpdateExclusiveLock",
                "create statistics s on id, a from t | t ShareUpdateExclusiveLock",
                "alter table parent attach partition loose for values from (1) to (2) | parent ShareUpdateExclusiveLock",
                "alter table parent attach partition loose for values from (1) to (2) | loose AccessExclusiveLock",
                "alter index t_a rename to x | x ShareUpdateExclusiveLock",
                "alter table t_a rename to x | x AccessExclusiveLock",
                "alter table child validate constraint child_t_id_fkey | t RowShareLock",
                "create index on t (a) | t ShareLock",
                "create index if not exists t_a on t (a) | t ShareLock",
                "reindex table t | t ShareLock",
                "reindex table t | t_a AccessExclusiveLock",
                "alter domain d set not null | with_domain ShareLock",
                "alter table child add foreign key (id) references t not valid | t ShareRowExclusiveLock",
                "alter table child add foreign key (id) references t not valid | child ShareRowExclusiveLock",
                "create table other (id bigint references t) | t ShareRowExclusiveLock",
                "create trigger r before insert on t for each row execute function f() | t ShareRowExclusiveLock",
                "alter table t disable trigger user | t ShareRowExclusiveLock",
                "refresh materialized view concurrently m | m ExclusiveLock",
                "refresh materialized view m | m AccessExclusiveLock",
                "truncate t, child | t AccessExclusiveLock",
                "alter table t add column if not exists a int | t AccessExclusiveLock",
                "alter table t alter a set default 1 | t AccessExclusiveLock",
                "alter table t add check (id > 0) not valid | t AccessExclusiveLock",
                "drop table child | t AccessExclusiveLock",
                "drop index t_a | t AccessExclusiveLock",
                "drop table part | parent AccessExclusiveLock",
                "create table part2 partition of parent for values from (5) to (6) | parent AccessExclusiveLock",
                "alter table parent detach partition part | parent AccessExclusiveLock",
                "create policy p on t | t AccessExclusiveLock",
                "create rule r as on delete to t do also nothing | t AccessExclusiveLock"
            })
    void aStatementTakesTheModeThatIsSaidOfIt(String sql, String relationAndMode) throws SQLException {
        String[] expected = relationAndMode.split(" ", 2);
        for (Session session : sessions) {
            execute(session.one, sql);
            assertThat(strongest(session.one, expected[0]))
                    .as("PostgreSQL " + session.version)
                    .isEqualTo(expected[1]);
            session.one.rollback();
        }
    }

    private static String strongest(Connection connection, String relation) throws SQLException {
        TreeSet<LockMode> modes = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select l.mode from pg_locks l join pg_class c on c.oid = l.relation"
                                + " where l.pid = pg_backend_pid() and c.relname = '" + relation + "'")) {
            while (row.next()) {
                modes.add(LockMode.ofPgName(row.getString(1)).orElseThrow());
            }
        }
        return modes.isEmpty() ? "none" : modes.last().pgName();
    }

    private static Connection open(Database database) throws SQLException {
        Database.Login login = database.owner();
        Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
        connection.setAutoCommit(false);
        return connection;
    }

    private static boolean refuses(Connection connection, String sql) throws SQLException {
        try {
            execute(connection, sql);
            return false;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo(LOCK_NOT_AVAILABLE);
            return true;
        } finally {
            connection.rollback();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
