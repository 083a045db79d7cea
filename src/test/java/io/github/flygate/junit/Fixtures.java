package io.github.flygate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.junit.FlygateDatabase.Scope;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes of a user's, run by {@link FlygateDatabaseTest}. The checker does not know who sets their fields. */
@SuppressWarnings("NullAway")
final class Fixtures {
    static final String PROJECT = "target/junit-project";

    /** Names of the databases that the fixtures have seen. */
    static final Map<String, TestDatabase> SEEN = new ConcurrentHashMap<>();

    static final Map<String, Connection> CONNECTIONS = new ConcurrentHashMap<>();

    private Fixtures() {}

    static void ran() {
        assertThat(SEEN).as("what no test must come to").isNull();
    }

    static void seen(TestDatabase database) {
        SEEN.put(database.name(), database);
    }

    static int deposit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into account (owner) values ('somebody')");
            return accounts(connection);
        }
    }

    static int accounts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from account")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    static int deposit(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return deposit(connection);
        }
    }

    /** With the others below: each would see the rows of the others on one database. */
    @FlygateDatabase(project = PROJECT)
    abstract static class Commits {
        @Test
        void a_row_is_the_first_one(TestDatabase database, Connection connection) throws SQLException {
            seen(database);
            assertThat(deposit(connection)).isEqualTo(1);
        }
    }

    static final class FirstTest extends Commits {}

    static final class SecondTest extends Commits {}

    static final class ThirdTest extends Commits {}

    @FlygateDatabase(project = PROJECT)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class SharedByItsMethodsTest {
        @Test
        @Order(1)
        void first(TestDatabase database) throws SQLException {
            assertThat(deposit(database)).isEqualTo(1);
        }

        @Test
        @Order(2)
        void second(TestDatabase database) throws SQLException {
            assertThat(deposit(database)).isEqualTo(2);
        }

        @Nested
        @Order(3)
        class Inner {
            @Test
            void sees_what_the_outer_class_committed(TestDatabase database) throws SQLException {
                assertThat(deposit(database)).isGreaterThan(1);
            }
        }

        @Nested
        @FlygateDatabase(project = PROJECT)
        class WithItsOwn {
            @Test
            void sees_nothing(TestDatabase database) throws SQLException {
                assertThat(deposit(database)).isEqualTo(1);
            }
        }
    }

    @FlygateDatabase(project = PROJECT, scope = Scope.METHOD)
    static final class PerMethodTest {
        private final TestDatabase database;

        @Flygate
        private TestDatabase field;

        PerMethodTest(TestDatabase database) {
            this.database = database;
        }

        @BeforeEach
        void one_row(Connection connection) throws SQLException {
            assertThat(deposit(connection)).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void each_run_has_its_own(int run, TestDatabase here) throws SQLException {
            seen(here);
            assertThat(here).isSameAs(database).isSameAs(field);
            assertThat(deposit(here)).isEqualTo(2);
        }

        @Nested
        class Inner {
            @Test
            void so_has_a_nested_one(TestDatabase here) throws SQLException {
                seen(here);
                assertThat(here).isSameAs(database).isSameAs(field);
                assertThat(deposit(here)).isEqualTo(2);
            }
        }
    }

    @FlygateDatabase(project = PROJECT)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static final class OneInstanceTest {
        private final DataSource dataSource;

        @Flygate
        private Connection field;

        OneInstanceTest(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @BeforeAll
        void one_row(Connection connection) throws SQLException {
            CONNECTIONS.put("before all", connection);
            assertThat(deposit(connection)).isEqualTo(1);
        }

        @Test
        void everything_is_the_same_database(Connection connection, @Flygate String url) throws SQLException {
            CONNECTIONS.put("test", connection);
            assertThat(accounts(connection)).isEqualTo(1);
            assertThat(accounts(field)).isEqualTo(1);
            try (Connection other = DriverManager.getConnection(url);
                    Connection another = dataSource.getConnection()) {
                assertThat(accounts(other)).isEqualTo(1);
                assertThat(accounts(another)).isEqualTo(1);
            }
            assertThat(CONNECTIONS.get("before all").isClosed()).isFalse();
        }
    }

    @FlygateDatabase(project = PROJECT)
    static final class StaticFieldTest {
        @Flygate
        private static DataSource dataSource;

        @BeforeAll
        static void one_row() throws SQLException {
            try (Connection connection = dataSource.getConnection()) {
                assertThat(deposit(connection)).isEqualTo(1);
            }
        }

        @Test
        void sees_it(Connection connection) throws SQLException {
            assertThat(accounts(connection)).isEqualTo(1);
        }
    }

    /** Both ways of running in parallel: all these tests have to be under way before one of them goes on. */
    @FlygateDatabase(project = PROJECT, scope = Scope.METHOD)
    abstract static class Meeting {
        static final CountDownLatch ALL = new CountDownLatch(4);

        @Test
        void one(TestDatabase database) throws Exception {
            meet(database);
        }

        @Test
        void two(TestDatabase database) throws Exception {
            meet(database);
        }

        private static void meet(TestDatabase database) throws Exception {
            seen(database);
            ALL.countDown();
            assertThat(ALL.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(deposit(database)).isEqualTo(1);
        }
    }

    static final class MeetingHereTest extends Meeting {}

    static final class MeetingThereTest extends Meeting {}

    @FlygateDatabase(project = PROJECT)
    static final class LeavesSessionsOpenTest {
        @Test
        @SuppressWarnings("MustBeClosedChecker")
        void forgets_to_close(TestDatabase database) throws SQLException {
            seen(database);
            CONNECTIONS.put("forgotten", database.connect());
        }
    }

    @FlygateDatabase(project = PROJECT)
    static final class BelongingsTest {
        @Test
        void what_a_migration_gave_the_database_is_there(TestDatabase database) throws SQLException {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("select current_setting('search_path'), current_setting('work_mem'),"
                                    + " current_setting('lock_timeout'), has_database_privilege('reader',"
                                    + " current_database(), 'TEMP'), has_database_privilege('reader',"
                                    + " current_database(), 'CREATE')")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("\"Odd one\", public");
                assertThat(rows.getString(2)).isEqualTo("7MB");
                assertThat(rows.getString(3)).isEqualTo("7s");
                assertThat(rows.getBoolean(4)).isFalse();
                assertThat(rows.getBoolean(5)).isTrue();
            }
        }
    }

    @FlygateDatabase(project = PROJECT, scope = Scope.METHOD)
    static final class AsksTooEarlyTest {
        @BeforeAll
        static void ask(TestDatabase database) {
            seen(database);
        }

        @Test
        void never_runs() {
            ran();
        }
    }

    @FlygateDatabase(project = PROJECT)
    static final class AsksForSomethingElseTest {
        @Test
        void never_runs(@Flygate StringBuilder database) {
            ran();
        }
    }

    @FlygateDatabase(project = PROJECT + "-broken")
    static final class BrokenMigrationTest {
        @Test
        void never_runs() {
            ran();
        }
    }

    @FlygateDatabase(project = PROJECT + "-broken")
    static final class BrokenMigrationToTest {
        @Test
        void never_runs() {
            ran();
        }
    }

    @FlygateDatabase(project = PROJECT + "-several")
    static final class WhichOneTest {
        @Test
        void never_runs() {
            ran();
        }
    }

    @FlygateDatabase(project = PROJECT + "-several", database = "billing")
    static final class ThisOneTest {
        @Test
        void has_its_tables(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into bill values (1)");
            }
        }
    }
}
