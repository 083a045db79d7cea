package io.github.flygate.cli;

import static io.github.flygate.cli.CliProject.MIGRATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.cli.CliProject.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch with new migrations, as a team has it, from git to the JSON report. */
@Tag("db")
class GitFlowTest {
    @TempDir
    Path temp;

    private static JsonNode database(Outcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.out()).get("databases").get(0);
    }

    private static List<String> findings(JsonNode database) {
        return StreamSupport.stream(database.get("findings").spliterator(), false)
                .map(finding -> finding.get("rule").asText() + " "
                        + finding.get("file").asText().replaceFirst(".*/", "") + ":"
                        + finding.get("line").asInt() + " "
                        + finding.get("status").asText())
                .toList();
    }

    /** On what was there before; whether those of a new index are seen depends on the moment. */
    private static List<String> locks(JsonNode effects) {
        return StreamSupport.stream(effects.get("locks").spliterator(), false)
                .filter(lock -> lock.get("existing").asBoolean())
                .map(lock ->
                        lock.get("relation").asText() + " " + lock.get("mode").asText())
                .toList();
    }

    private static JsonNode effects(JsonNode database, int migration) {
        return database.get("migrations")
                .get(migration)
                .get("statements")
                .get(0)
                .get("effects");
    }

    @Test
    void theHangOfConcurrentlyIsFoundOnTwoHundredAppliedMigrationsAndGoneWithTheSetting() throws IOException {
        CliProject project = CliProject.in(temp).init();
        for (int i = 1; i <= 200; i++) {
            project.migration("V" + i + "__t.sql", "create table t" + i + " (id bigint primary key, a int);\n");
        }
        project.commit()
                .git("checkout", "--quiet", "-b", "feature")
                .migration("V201__note.sql", "alter table t1 add note text;\n")
                .migration("V202__index.sql", "create index concurrently t1_a on t1 (a);\n")
                .migration("V203__pages.sql", "alter table t2 add pages int;\n")
                .commit();

        long started = System.nanoTime();
        Outcome hanging = project.check("-f", "json");
        Duration taken = Duration.ofNanos(System.nanoTime() - started);

        assertThat(hanging.code()).isEqualTo(1);
        // The statement itself would never end; two hundred tables are filled and tried besides.
        assertThat(taken).isLessThan(Duration.ofSeconds(60));
        JsonNode database = database(hanging);
        assertThat(database.get("base").get("migrations").asInt()).isEqualTo(200);
        assertThat(findings(database))
                .containsExactly(
                        "lock-timeout-missing V201__note.sql:1 confirmed",
                        "old-asterisk-plan-changes V201__note.sql:1 confirmed",
                        "flyway-concurrently-hangs V202__index.sql:1 confirmed",
                        "rerun-needs-hand V202__index.sql:1 confirmed",
                        "lock-timeout-missing V203__pages.sql:1 confirmed",
                        "old-asterisk-plan-changes V203__pages.sql:1 confirmed");
        assertThat(effects(database, 1).get("hung").asBoolean()).isTrue();
        assertThat(locks(effects(database, 1))).containsExactly("public.t1 ShareUpdateExclusiveLock");
        assertThat(locks(effects(database, 2))).containsExactly("public.t2 AccessExclusiveLock");
        assertThat(database.get("notes").get(0).asText())
                .startsWith("V202__index.sql hangs with the project's settings; what it locks was measured in a second"
                        + " run with postgresql.transactional.lock=false, after dropping the invalid index that it had"
                        + " left (public.t1_a)");

        JsonNode passing = database(project.file(
                        "flyway.conf",
                        "flyway.locations=filesystem:" + MIGRATIONS + "\nflyway.postgresql.transactional.lock=false\n")
                .check("-f", "json"));
        assertThat(findings(passing))
                .containsExactly(
                        "lock-timeout-missing V201__note.sql:1 confirmed",
                        "old-asterisk-plan-changes V201__note.sql:1 confirmed",
                        "rerun-needs-hand V202__index.sql:1 confirmed",
                        "lock-timeout-missing V203__pages.sql:1 confirmed",
                        "old-asterisk-plan-changes V203__pages.sql:1 confirmed");
        assertThat(effects(passing, 1).get("hung").asBoolean()).isFalse();
        assertThat(locks(effects(passing, 1))).containsExactly("public.t1 ShareUpdateExclusiveLock");
        assertThat(passing.get("notes").size()).isEqualTo(1);
        assertThat(passing.get("notes").get(0).asText())
                .isEqualTo(
                        "flygate fix looks for other words for 2 of these findings, and runs them before it shows them");
    }

    @Test
    void aConcurrentlyThatFailsForAReasonOfItsOwnIsBothFindings() throws IOException {
        Outcome outcome = CliProject.withBase(temp)
                .file("flygate.yml", "snapshot: { rows: 0 }\n")
                .migration("V2__twins.sql", "insert into book values (1, 'twin'), (2, 'twin');\n")
                .migration("V3__unique.sql", "create unique index concurrently book_title on book (title);\n")
                .check("-f", "json");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(findings(database(outcome)))
                .containsExactlyInAnyOrder(
                        "flyway-concurrently-hangs V3__unique.sql:1 confirmed",
                        "execution-failure V3__unique.sql:1 confirmed");
    }

    @Test
    void whatAnEmptyDatabaseBecomesIsComparedWhenItIsAskedFor() throws IOException {
        CliProject project = CliProject.withBase(temp)
                .git("checkout", "--quiet", "main")
                .migration("R__audit.sql", "create table if not exists audit (id bigint primary key);\n")
                .commit()
                .git("checkout", "--quiet", "-b", "who")
                .migration(
                        "V2__who.sql", "set local lock_timeout = '1s';\nalter table if exists audit add who text;\n");

        JsonNode asked = database(project.check("--from-nothing", "-f", "json"));
        JsonNode usual = database(project.check("-f", "json"));

        assertThat(findings(asked)).contains("builds-differently V2__who.sql:1 confirmed");
        assertThat(asked.get("notes").toString()).contains("built from nothing in ");
        assertThat(findings(usual)).noneMatch(finding -> finding.startsWith("builds-differently"));
        assertThat(usual.get("notes").toString()).doesNotContain("from nothing");

        Outcome refused = project.migration(
                        "V2__who.sql", "set local lock_timeout = '1s';\nalter table audit add who text;\n")
                .check("--from-nothing");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.words())
                .contains(
                        "the migrations do not go through on an empty database: relation \"audit\" does not exist (42P01)");
    }

    @Test
    void whatADoBlockAndAJavaMigrationDoIsReportedAtTheirLines() throws IOException {
        Outcome outcome = CliProject.withBase(temp)
                .migration("V2__do.sql", """
                        select 1;

                        do $$
                        begin
                          execute 'alter table bo' || 'ok alter id type int';
                        end $$;
                        """)
                .file("src/main/java/db/migration/V3__Java.java", """
                        package db.migration;

                        import org.flywaydb.core.api.migration.BaseJavaMigration;
                        import org.flywaydb.core.api.migration.Context;

                        public class V3__Java extends BaseJavaMigration {
                            @Override
                            public void migrate(Context context) throws Exception {
                                try (var statement = context.getConnection().createStatement()) {
                                    statement.execute("alter table bo" + "ok alter id type bigint");
                                }
                            }
                        }
                        """)
                .check("-f", "json");
        assertThat(outcome.code()).isEqualTo(1);
        JsonNode database = database(outcome);
        assertThat(findings(database))
                .contains(
                        "column-type-rewrite V2__do.sql:3 confirmed",
                        "lock-timeout-missing V2__do.sql:3 confirmed",
                        "column-type-rewrite V3__Java.java:10 confirmed",
                        "lock-timeout-missing V3__Java.java:10 confirmed");
        JsonNode inDo = database.get("migrations").get(0).get("statements").get(1);
        JsonNode inJava = database.get("migrations").get(1).get("statements").get(0);
        assertThat(inDo.get("line").asInt()).isEqualTo(3);
        assertThat(inJava.get("line").asInt()).isEqualTo(10);
        for (JsonNode statement : List.of(inDo, inJava)) {
            assertThat(locks(statement.get("effects"))).contains("public.book AccessExclusiveLock");
            assertThat(statement.get("effects").get("rewrites").get(0).asText()).isEqualTo("public.book");
        }
    }
}
