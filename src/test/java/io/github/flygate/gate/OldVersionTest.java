package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.model.Canary;
import io.github.flygate.model.Canary.Broken;
import io.github.flygate.model.Canary.NotCovered;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.BaseBuilder;
import io.github.flygate.snapshot.BaseSpec;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.Engine;
import io.github.flygate.snapshot.TestServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The old version on the migrated database, through the whole gate. */
@Tag("db")
class OldVersionTest {
    private static final String POSTGRES = "18";

    @TempDir
    Path folder;

    private DatabaseReport check(String base, String pending, String... settings) throws IOException {
        return check(base, pending, TestServer.of(POSTGRES), settings);
    }

    private DatabaseReport check(String base, String pending, Engine engine, String... settings) throws IOException {
        write("src/main/resources/db/migration/V1__base.sql", base);
        write("src/main/resources/db/migration/V2__pending.sql", pending);
        write("flygate.yml", String.join("\n", settings));
        ConfigLoader.Options options = ConfigLoader.Options.none()
                .with("base.version", "1", "--base-version")
                .with("cache", folder.resolve("cache").toString(), "--cache");
        Gate gate = new Gate("test", Map.of(), config -> engine, LocalDate.of(2026, 1, 1));
        return gate.check(new ConfigLoader(Map.of()).load(folder, options), Progress.none())
                .databases()
                .get(0);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static List<String> counting(DatabaseReport report) {
        return report.findings().stream()
                .filter(finding -> finding.status().counts())
                .map(finding -> finding.span().line() + " " + finding.rule() + " "
                        + finding.severity().id())
                .toList();
    }

    @Test
    void yes_when_nothing_breaks() throws IOException {
        DatabaseReport report = check(
                "create table t (id int primary key, a text);",
                "set local lock_timeout = '1s'; comment on table t is 'x'; create table u (id int primary key);");

        assertThat(report.rollingUpdateSafe()).isEqualTo(Answer.YES);
        assertThat(report.canary().reasons()).isEmpty();
        assertThat(report.canary().restart()).map(Canary.Restart::valid).contains(true);
        assertThat(report.timings().contractMs()).isPositive();
    }

    @Test
    void a_complete_list_of_statements_makes_the_rest_info() throws IOException {
        write("contract/queries.sql", "select id, a from t where id = :id;\ninsert into t (id, a) values (?, $2);");

        DatabaseReport report = check(
                "create table t (id int primary key, a text, b text); create table u (id int primary key, c text);",
                "set local lock_timeout = '1s';\nalter table t drop column b;\nalter table u drop column c;",
                "contract: { complete: true }");

        assertThat(counting(report)).contains("2 unknown-statement-fails info", "3 unknown-statement-fails info");
        assertThat(report.findings()).noneMatch(finding -> finding.fails(io.github.flygate.model.Severity.ERROR));
        assertThat(report.canary().contract())
                .map(c -> c.coverage().teamStatements())
                .contains(2);
    }

    @Test
    void a_statement_of_the_teams_is_told_by_its_place() throws IOException {
        write("contract/queries.sql", "\nselect a from t\n where id = :id;");

        DatabaseReport report = check(
                "create table t (id int primary key, a text);",
                "set local lock_timeout = '1s';\nalter table t rename a to b;",
                "contract: { complete: true }");

        Finding broken = report.findings().stream()
                .filter(finding -> finding.rule().value().equals("rename-column"))
                .findFirst()
                .orElseThrow();
        assertThat(broken.evidence())
                .containsEntry("origin", "contract/queries.sql:2")
                .containsEntry("sqlState", "42703");
        assertThat(report.rollingUpdateSafe()).isEqualTo(Answer.NO);
    }

    @Test
    void what_cannot_be_prepared_on_the_base_is_named() throws IOException {
        write("contract/queries.sql", "select nothing from t;\nvacuum t;\nselect date :d;");

        DatabaseReport report = check("create table t (id int primary key);", "create table u (id int);");

        assertThat(report.canary().contract().orElseThrow().notCovered())
                .extracting(NotCovered::what)
                .containsExactlyInAnyOrder(
                        "contract/queries.sql:1 select nothing from t",
                        "contract/queries.sql:2 vacuum t",
                        "contract/queries.sql:3 select date :d");
    }

    @Test
    void a_table_that_takes_no_row_is_named() throws IOException {
        DatabaseReport report = check("""
                create table t (id int primary key);
                create table never (id int primary key, constraint never check (id < 0 and id > 0));
                """, "create table u (id int);");

        assertThat(report.canary().contract().orElseThrow().notCovered())
                .extracting(NotCovered::what)
                .containsExactlyInAnyOrder("insert into public.never", "rows of public.never");
    }

    @Test
    void made_up_rows_that_stop_a_migration_are_no_failure_of_it() throws IOException {
        DatabaseReport report = check(
                "create table t (id int primary key, code text);",
                "set local lock_timeout = '1s';\nalter table t add column n int;\nupdate t set n = code::int where true;");

        assertThat(counting(report)).contains("3 fails-on-rows warning").noneMatch(line -> line.contains("execution"));
        assertThat(report.coverage().scriptsTraced()).isEqualTo(1);
        assertThat(report.notes()).anyMatch(note -> note.contains("without made-up rows"));
    }

    @Test
    void a_key_that_a_migration_inserts_meets_made_up_rows_and_nobody_elses() throws IOException {
        DatabaseReport report = check(
                "create table kind (id int primary key, code text not null unique);",
                "insert into kind values (1, 'a'), (2, 'b');");

        assertThat(counting(report)).noneMatch(line -> line.contains("fails"));
        assertThat(report.coverage().scriptsTraced()).isEqualTo(1);
        assertThat(report.notes()).anyMatch(note -> note.contains("without made-up rows"));
    }

    @Test
    void rows_that_a_migration_takes_care_of_are_none_of_its_problems() throws IOException {
        DatabaseReport report = check(
                "create table t (id int primary key, a text);",
                "set local lock_timeout = '1s';\nupdate t set a = '' where a is null;\nalter table t alter column a set not null;");

        assertThat(counting(report)).noneMatch(line -> line.contains("fails-on-rows"));
        assertThat(counting(report)).contains("3 old-statement-fails error");
    }

    @Test
    void scans_show_on_rows_alone() throws IOException {
        String base = "create domain d as int; create table t (id int primary key, a d);";
        String pending = "alter domain d add constraint positive check (value > 0);";

        assertThat(scans(check(base, pending, "snapshot: { rows: 200 }"))).containsExactly("public.t");
    }

    private static List<String> scans(DatabaseReport report) {
        return report.migrations().stream()
                .flatMap(migration -> migration.statements().stream())
                .flatMap(statement -> statement.effects() == null
                        ? java.util.stream.Stream.<String>empty()
                        : statement.effects().scans().stream())
                .toList();
    }

    @Test
    void hostile_bases_are_handled_or_named() throws IOException {
        StringBuilder base = new StringBuilder();
        String longest = "x".repeat(62) + "y";
        base.append("create schema \"sch\"\"ema 'x\";");
        base.append(
                "create table \"sch\"\"ema 'x\".\"select\" (\"a\nb\" int primary key, \"Mixed Case\" text, \"'); drop table t; --\" int);");
        base.append("create table \"")
                .append(longest)
                .append("\" (\"")
                .append(longest)
                .append("\" text unique);");
        base.append("create table wide (id int primary key");
        for (int i = 0; i < 1599; i++) {
            base.append(", c").append(i).append(" smallint");
        }
        base.append(");");
        base.append("create table parts (id int, d int not null) partition by range (d);");
        for (int i = 0; i < 500; i++) {
            base.append(
                    "create table parts_%d partition of parts for values from (%d) to (%d);".formatted(i, i, i + 1));
        }
        base.append(
                "create table a (id int primary key, b int); create table b (id int primary key, a int references a);");
        base.append("alter table a add foreign key (b) references b;");
        base.append("create function is_fine(int) returns boolean language sql immutable as 'select $1 < 1000000000';");
        base.append("create table checked (id int primary key, n int check (is_fine(n)));");
        base.append(
                "create table refused (id int primary key); create function refuse() returns trigger language plpgsql"
                        + " as $f$ begin raise exception 'never'; end $f$;");
        base.append(
                "create trigger refuse before insert or update or delete on refused for each row execute function refuse();");
        base.append("create function slow() returns int language sql as 'select 1 from pg_sleep(60)';");
        base.append(
                "create function dies() returns boolean language sql as 'select pg_terminate_backend(pg_backend_pid())';");
        base.append("create view v as select * from \"sch\"\"ema 'x\".\"select\";");

        DatabaseReport report = check(
                base.toString(),
                "set local lock_timeout = '1s';\nalter table checked drop column n;\nalter table \"sch\"\"ema 'x\".\"select\" add column z int;",
                "snapshot: { rows: 10 }");

        Canary.Contract contract = report.canary().contract().orElseThrow();
        assertThat(contract.coverage().columns()).isGreaterThan(1600);
        assertThat(contract.notCovered())
                .anyMatch(gap -> gap.what().contains("refused") && gap.reason().contains("never"))
                .anyMatch(gap -> gap.what().contains("slow()"))
                .anyMatch(gap -> gap.what().contains("dies()"));
        assertThat(contract.broken())
                .filteredOn(broken -> !broken.prepared())
                .isNotEmpty()
                .allMatch(broken -> broken.object().startsWith("public.checked") && broken.line() == 2);
    }

    @Test
    void nothing_is_left_behind() throws IOException, SQLException {
        String base = "create table t (id int generated by default as identity primary key, a text unique, n int);"
                + "create sequence s; create view v as select id, a from t;"
                + "create function f(x int) returns int language plpgsql as $$ begin insert into t (a) values ('f'); return x; end $$;"
                + "insert into t (a) values ('x'), ('y');";
        String pending =
                "set local lock_timeout = '1s'; select nextval('s'); alter table t add column b text default 'b';"
                        + " insert into t (a) values ('z'); alter table t add check (n > 0) not valid;";
        List<String> expected;
        try (Database plain = TestServer.of(POSTGRES).fresh()) {
            try (Connection owner = owner(plain);
                    Statement statement = owner.createStatement()) {
                statement.execute("begin; " + base + "commit; begin; " + pending + "commit;");
            }
            expected = content(plain);
        }
        List<List<String>> left = new ArrayList<>();

        check(base, pending, new Watching(TestServer.of(POSTGRES), left), "snapshot: { rows: 0 }");

        // The two that statements were tried on are the last; rows that the migration forbids are tried on others.
        assertThat(left).hasSizeGreaterThanOrEqualTo(2).endsWith(expected, expected);
    }

    /** Looks at each copy when it is closed. */
    private record Watching(Engine engine, List<List<String>> left) implements Engine {
        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public Database open(BaseSpec base, BaseBuilder builder, Progress progress) {
            Database copy = engine.open(base, builder, progress);
            return (Database) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Database.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            left.add(content(copy));
                        }
                        return method.invoke(copy, arguments);
                    });
        }
    }

    private static Connection owner(Database copy) throws SQLException {
        Database.Login login = copy.owner();
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }

    /** Hashes of all rows, the sequences, and of what the catalog says of the objects. */
    private static List<String> content(Database copy) throws SQLException {
        List<String> content = new ArrayList<>();
        try (Connection session = owner(copy);
                Statement statement = session.createStatement()) {
            for (String query : List.of(
                    "select md5(string_agg(t::text, ',' order by id)) from t",
                    "select last_value || ' ' || is_called from s",
                    "select last_value || ' ' || is_called from t_id_seq",
                    "select string_agg(concat(relname, relkind, relnatts, relacl), ',' order by relname) from pg_class"
                            + " where relnamespace = 'public'::regnamespace and relname not like 'flyway%'",
                    "select string_agg(pg_get_constraintdef(oid), ',' order by conname) from pg_constraint"
                            + " where conrelid = 't'::regclass",
                    "select pg_get_functiondef('f'::regproc)",
                    "select pg_get_viewdef('v'::regclass)",
                    "select string_agg(concat(rolname, rolconfig), ',' order by rolname) from pg_roles",
                    "select count(*)::text from pg_prepared_xacts")) {
                try (ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    content.add(query + ": " + row.getString(1));
                }
            }
        }
        return content;
    }

    /** What the report says of prepared statements is what the driver does: once in a transaction, never outside. */
    @Test
    void the_driver_fails_as_it_is_said_of_prepared_statements() throws IOException, SQLException {
        String base = "create table t (id int primary key, a varchar(20));";
        String pending = "set local lock_timeout = '1s';\nalter table t alter column a type varchar(200);";

        DatabaseReport report = check(base, pending);

        assertThat(report.canary().contract().orElseThrow().broken())
                .extracting(Broken::sql, Broken::prepared, Broken::sqlState, Broken::line)
                .contains(org.assertj.core.groups.Tuple.tuple(
                        "select \"id\", \"a\" from \"public\".\"t\" limit 1", true, "0A000", 2));
        assertThat(counting(report)).contains("2 old-prepared-statement-fails warning");
        assertThat(report.rollingUpdateSafe()).isEqualTo(Answer.UNKNOWN);
        assertThat(driver(base, pending, false)).isEqualTo("works");
        assertThat(driver(base, pending, true)).isEqualTo("0A000");
    }

    private static String driver(String base, String pending, boolean inTransaction) throws SQLException {
        try (Database copy = TestServer.of(POSTGRES).fresh();
                Connection migrating = owner(copy);
                Statement migration = migrating.createStatement()) {
            migration.execute(base);
            Properties properties = new Properties();
            properties.setProperty("user", copy.owner().user());
            properties.setProperty("password", copy.owner().password());
            properties.setProperty("prepareThreshold", "1");
            try (Connection pool = DriverManager.getConnection(copy.owner().url(), properties);
                    PreparedStatement query = pool.prepareStatement("select id, a from t")) {
                query.executeQuery().close();
                query.executeQuery().close();
                migration.execute(pending.replace("local ", ""));
                pool.setAutoCommit(!inTransaction);
                query.executeQuery().close();
                return "works";
            } catch (SQLException e) {
                return e.getSQLState();
            }
        }
    }

    @Test
    void a_break_between_two_files_counts() throws IOException {
        write("src/main/resources/db/migration/V3__again.sql", "create view v as select id, a from t;");

        DatabaseReport report = check(
                "create table t (id int primary key, a text); create view v as select id, a from t;", "drop view v;");

        assertThat(report.canary().contract().orElseThrow().broken())
                .filteredOn(broken -> !broken.prepared())
                .isNotEmpty()
                .allMatch(broken -> broken.script().equals("V2__pending.sql") && broken.line() == 1);
        assertThat(report.rollingUpdateSafe()).isEqualTo(Answer.NO);
    }

    @Test
    void a_role_that_is_not_there_is_told() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> check(
                        "create table t (id int primary key);",
                        "create table u (id int);",
                        "applicationRole: nobody_here"))
                .hasMessageContaining("applicationRole: the base has no role nobody_here");
    }
}
