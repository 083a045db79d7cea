package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.CliProject.Outcome;
import io.github.flygate.model.LockMode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainLockTest {
    @Test
    void saysWhatWaitsWhoTakesItAndWhichRulesSpeakOfIt() {
        Outcome outcome = CliProject.run("explain", "SHARE");

        assertThat(outcome.code()).as(outcome.toString()).isZero();
        assertThat(outcome.out()).startsWith("""
                SHARE (ShareLock in pg_locks)

                While it is held
                  goes on  SELECT
                  goes on  SELECT FOR UPDATE, FOR SHARE
                  waits    INSERT, UPDATE, DELETE
                  waits    VACUUM, ANALYZE, CREATE INDEX CONCURRENTLY, VALIDATE CONSTRAINT
                  goes on  CREATE INDEX
                  waits    ADD FOREIGN KEY, CREATE TRIGGER
                  waits    REFRESH MATERIALIZED VIEW CONCURRENTLY
                  waits    DROP TABLE, TRUNCATE, most forms of ALTER TABLE
                """);
        assertThat(outcome.out())
                .contains("\nWho takes it\n  CREATE INDEX without CONCURRENTLY")
                .containsPattern("\nRules that speak of it\n(?:  .*\n)*  index-create-blocking +Index build")
                .doesNotContain("foreign-key-locks-parent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ACCESS EXCLUSIVE",
                "access exclusive",
                "AccessExclusiveLock",
                "accessexclusivelock",
                "access_exclusive"
            })
    void takesEachNameOfAMode(String name) {
        assertThat(CliProject.run("explain", name).out())
                .startsWith("ACCESS EXCLUSIVE (AccessExclusiveLock in pg_locks)\n")
                .doesNotContain("goes on  ")
                .containsPattern("PostgreSQL 14 on on the partition")
                .containsPattern("\n  drop-table +")
                .containsPattern("\n  work-under-access-exclusive +");
    }

    @Test
    void takesANameInTwoWords() {
        assertThat(CliProject.run("explain", "row", "share").out())
                .startsWith("ROW SHARE (RowShareLock in pg_locks)\n");
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfEachModeWhoTakesIt(LockMode mode) {
        Outcome outcome = CliProject.run("explain", mode.sqlName());

        assertThat(outcome.out()).startsWith(mode.sqlName() + " (").doesNotContain("\nWho takes it\n  none");
        assertThat(outcome.out().lines().takeWhile(line -> !line.startsWith("Rules")))
                .allMatch(line -> line.length() <= 100);
    }

    @Test
    void namesTheNearestRuleOrMode() {
        CliProject.run("explain", "index-create-blokcing")
                .refused(
                        2,
                        "there is no rule or lock mode index-create-blokcing",
                        "did you mean index-create-blocking?");
        CliProject.run("explain", "ACESS EXCLUSIVE")
                .refused(2, "there is no rule or lock mode ACESS EXCLUSIVE", "did you mean ACCESS EXCLUSIVE?");
        assertThat(CliProject.run("explain", "something else altogether").err())
                .contains(
                        Arrays.stream(LockMode.values()).map(LockMode::sqlName).toList());
    }
}
