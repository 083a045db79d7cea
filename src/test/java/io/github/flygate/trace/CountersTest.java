package io.github.flygate.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the server counts what changes the catalog decides whether it is read again. */
class CountersTest {
    private static final String SET_UP = """
            create table t (id bigint primary key, a int);
            create index t_a on t (a);
            create type colour as enum ('red');
            create function f() returns int language sql as 'select 1';
            create schema s;
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into t values (1, 1)",
                "update t set a = 2",
                "select count(*) from t",
                "set local lock_timeout = '1s'",
                "grant select on t to public",
                "comment on table t is 'text'"
            })
    void what_only_touches_rows_and_settings_leaves_the_catalog_as_it_was(String sql) throws SQLException {
        // Rights and comments are kept in catalogs, so that they count; it is read once more than needed.
        boolean counts = sql.startsWith("grant") || sql.startsWith("comment");
        assertThat(sameCatalogAfter("18", sql)).isEqualTo(!counts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table u (id int)",
                "create temporary table u (id int)",
                "create index t_b on t (id, a)",
                "drop index t_a",
                "drop table t",
                "alter table t add column b int default 1",
                "alter table t alter column a set not null",
                "alter table t alter column a set default 5",
                "alter table t alter column a type bigint",
                "alter table t add constraint a_positive check (a > 0) not valid",
                "alter table t rename to u",
                "alter table t rename column a to b",
                "alter type colour rename to shade",
                "alter function f() rename to g",
                "alter schema s rename to r",
                "truncate t",
                "alter index t_a rename to t_b",
                "do $$ begin alter table t add column b int; end $$"
            })
    void whatever_changes_the_catalog_is_counted_on_old_and_new_servers(String sql) throws SQLException {
        assertThat(sameCatalogAfter("12", sql)).isFalse();
        assertThat(sameCatalogAfter("18", sql)).isFalse();
    }

    private static boolean sameCatalogAfter(String postgres, String sql) throws SQLException {
        try (Database database = TestServer.of(postgres).fresh();
                Connection session = DriverManager.getConnection(
                        database.owner().url(),
                        database.owner().user(),
                        database.owner().password());
                Statement statement = session.createStatement()) {
            statement.execute(SET_UP);
            session.setAutoCommit(false);
            Counters before = Counters.of(session);
            statement.execute(sql);
            return Counters.of(session).sameCatalog(before);
        }
    }
}
