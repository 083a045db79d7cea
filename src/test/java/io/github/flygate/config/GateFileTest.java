package io.github.flygate.config;

import static io.github.flygate.config.TestProject.printed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.config.GateConfig.Suppression;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateFileTest {
    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void project() {
        project = new TestProject(folder);
    }

    private FlygateException failureOf(String yaml) {
        return project.file("flygate.yml", yaml).failure();
    }

    @Test
    void withoutAnyFileEverythingHasItsDefault() {
        GateConfig config = project.load();

        assertThat(config.name()).isEqualTo("default");
        assertThat(config.project()).isEqualTo(folder.toAbsolutePath());
        assertThat(config.postgres()).isEqualTo("18");
        assertThat(config.engine()).isEqualTo("embedded");
        assertThat(config.failOn()).isEqualTo(Severity.ERROR);
        assertThat(config.timeLimit()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.rerun()).isEqualTo(new RerunLimits(0, Duration.ofMillis(200)));
        assertThat(config.history()).isEqualTo(new HistoryConfig(false, List.of(), Optional.empty(), Optional.empty()));
        assertThat(config.baseRef()).isEmpty();
        assertThat(config.baseVersion()).isEmpty();
        assertThat(config.flyway()).isEqualTo(FlywaySettings.defaults());
        assertThat(printed(config, "postgres")).containsExactly("18 @ default");
        assertThat(printed(config, "base.ref")).isEmpty();
    }

    @Test
    void everyKeyOfTheFileArrivesWithItsLine() {
        GateConfig config =
                project.file("own/rules/x.md", "").file("flygate.yml", """
                        postgres: 16
                        engine: embedded
                        roles: [app, "reader"]
                        extensions:
                          - pgcrypto
                          - citext
                        settings: { TimeZone: UTC, work_mem: 64MB }
                        applicationRole: app
                        base: { ref: origin/main }
                        rules:
                          folder: own/rules
                          severity: { prefer-text: off, drop-column: warning }
                        suppress:
                          - { rule: drop-column, script: V42__x.sql, reason: "unused since 3.1", until: 2027-01-31 }
                        failOn: warning
                        timeLimit: 90s
                        cache: build/cache
                        contract: { queries: [contract/*.sql], complete: false }
                        facts: facts.json
                        image: postgis/postgis:16-3.4
                        rerun: { rows: 10, lock: 1s }
                        history: { fromNothing: true }
                        """).load();

        assertThat(config.postgres()).isEqualTo("16");
        assertThat(config.roles()).containsExactly("app", "reader");
        assertThat(config.extensions()).containsExactly("pgcrypto", "citext");
        assertThat(config.settings()).isEqualTo(Map.of("TimeZone", "UTC", "work_mem", "64MB"));
        assertThat(config.applicationRole()).isEqualTo("app");
        assertThat(config.baseRef()).contains("origin/main");
        assertThat(config.rulesFolder()).contains(folder.toAbsolutePath().resolve("own/rules"));
        assertThat(config.severities()).isEqualTo(Map.of("prefer-text", "off", "drop-column", "warning"));
        assertThat(config.suppressions())
                .containsExactly(new Suppression(
                        "drop-column", "V42__x.sql", "unused since 3.1", Optional.of(LocalDate.of(2027, 1, 31)), 14));
        assertThat(config.failOn()).isEqualTo(Severity.WARNING);
        assertThat(config.timeLimit()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.rerun()).isEqualTo(new RerunLimits(10, Duration.ofSeconds(1)));
        assertThat(config.cache()).isEqualTo(folder.toAbsolutePath().resolve("build/cache"));
        assertThat(printed(config, "extensions")).containsExactly("pgcrypto, citext @ flygate.yml:4");
        assertThat(printed(config, "settings.work_mem")).containsExactly("64MB @ flygate.yml:7");
        assertThat(printed(config, "contract.queries")).containsExactly("contract/*.sql @ flygate.yml:18");
        assertThat(printed(config, "facts")).containsExactly("facts.json @ flygate.yml:19");
        assertThat(printed(config, "suppress"))
                .containsExactly("drop-column in V42__x.sql, until 2027-01-31: unused since 3.1 @ flygate.yml:14");
        assertThat(config.history()).isEqualTo(new HistoryConfig(true, List.of(), Optional.empty(), Optional.empty()));
        assertThat(printed(config, "history.fromNothing")).containsExactly("true @ flygate.yml:22");
        assertThat(printed(config, "image")).containsExactly("postgis/postgis:16-3.4 @ flygate.yml:20");
    }

    @Test
    void aVersionKeepsItsDigits() {
        GateConfig config =
                project.file("flygate.yml", "base: { version: 1.10 }\n").load();

        assertThat(config.baseVersion()).contains("1.10");
    }

    @Test
    void theOtherSuffixIsReadTooButNotBoth() {
        project.file("flygate.yaml", "postgres: 15");
        assertThat(project.load().postgres()).isEqualTo("15");

        assertThat(failureOf("postgres: 14")).hasMessage("flygate.yml and flygate.yaml are both there");
    }

    @Test
    void anEmptyFileOrOneOfCommentsSaysNothing() {
        assertThat(project.file("flygate.yml", "# nothing yet\n").load().postgres())
                .isEqualTo("18");
    }

    @Test
    void anUnknownKeyIsRefusedWithItsLineAndTheNearestKnownOne() {
        FlygateException failure = failureOf("postgres: 16\n\n\n\n\n\nextentions: [citext]\n");

        assertThat(failure).hasMessage("flygate.yml:7: unknown key \"extentions\"; did you mean \"extensions\"?");
        assertThat(failure.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(failure.hint()).contains("postgres, image, engine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zzz: 1 | flygate.yml:1: unknown key \"zzz\"",
                "locations: [a] | flygate.yml:1: unknown key \"locations\"; did you mean \"flyway: { locations: … }\"?",
                "flyway: { outoforder: true } | unknown key \"outoforder\" in flyway; did you mean \"outOfOrder\"?",
                "base: { reff: x } | unknown key \"reff\" in base; did you mean \"ref\"?",
                "databases: { a: { database: {} } } | flygate.yml:1: unknown key \"database\" in databases.a",
                "databases: { a: { posgres: 16 } } | unknown key \"posgres\" in databases.a; did you mean \"postgres\"?",
                "flyway: { password: hunter2 } | unknown key \"password\" in flyway",
                "superuser: true | unknown key \"superuser\"",
            })
    void unknownKeysAreRefusedEverywhere(String yaml, String message) {
        assertThat(failureOf(yaml)).hasMessageContaining(message).hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "postgres: 11 | flygate.yml:1: postgres: \"11\" is no version that flygate runs",
                "postgres: 19 | \"19\" is no version",
                "postgres: latest | \"latest\" is no version",
                "postgres: [16] | flygate.yml:1: postgres: needs one value, not a list",
                "postgres: | flygate.yml:1: postgres: needs one value, not nothing",
                "roles: app | flygate.yml:1: roles: needs a list, such as [a, b], not \"app\"",
                "roles: [{a: b}] | roles: needs a list of single values, not keys with values",
                "engine: embeded | \"embeded\" is no engine; did you mean \"embedded\"?",
                "failOn: never | flygate.yml:1: failOn: \"never\" is no severity",
                "timeLimit: 5 | timeLimit: \"5\" is no time limit",
                "rerun: { rows: -1 } | rerun.rows: \"-1\" is no number of rows",
                "rerun: { lock: soon } | rerun.lock: \"soon\" is no time limit",
                "timeLimit: 0s | timeLimit: \"0s\" is no time limit",
                "flyway: { mixed: maybe } | flygate.yml:1: flyway.mixed: needs true or false, not \"maybe\"",
                "flyway: { encoding: UTF-9 } | \"UTF-9\" is no character encoding",
                "flyway: x | flygate.yml:1: flyway: needs keys with values, not \"x\"",
                "flyway: { configFiles: [a.conf] } | flygate.yml:1: configFiles: there is no file a.conf",
                "rules: { severity: { drop-column: bad } } | rules.severity.drop-column: \"bad\" is no severity",
                "rules: { severity: { DropColumn: off } } | \"DropColumn\" is no rule name",
                "rules: { folder: flygate.yml } | rules.folder: \"flygate.yml\" is no folder",
                "base: { ref: a, version: 1 } | base.version: \"1\" is a second base beside base.ref (flygate.yml:1)",
                "contract: { complete: 1 } | contract.complete: needs true or false, not \"1\"",
                "settings: { \"a b\": 1 } | is no name of a server setting",
                "suppress: x | suppress: needs a list",
                "suppress: [ { rule: a, script: b } ] | suppress: the entry has no reason",
                "suppress: [ { rule: a, script: b, reason: \" \" } ] | suppress: the entry has no reason",
                "suppress: [ { rule: a, script: b, reason: c, untill: d } ] | unknown key \"untill\" in suppress; did you mean",
                "suppress: [ { rule: a, script: b, reason: c, until: soon } ] | until: \"soon\" is no date",
                "suppress: [ { rule: A_B, script: b, reason: c } ] | \"A_B\" is no rule name",
                "databases: {} | databases: names no database",
                "[a, b] | flygate.yml:1: flygate.yml: needs keys with values, not a list",
            })
    void aWrongValueIsRefusedWithItsPlace(String yaml, String message) {
        FlygateException failure = failureOf(yaml);

        assertThat(failure).hasMessageContaining(message).hasMessageStartingWith("flygate.yml:1: ");
        assertThat(failure.code()).isEqualTo(ErrorCode.CONFIGURATION);
    }

    @Test
    void everyDatabaseInheritsWhatItDoesNotSayItself() {
        List<GateConfig> configs = project.file("flygate.yml", """
                        postgres: 15
                        settings: { TimeZone: UTC, work_mem: 1MB }
                        base: { ref: origin/main }
                        flyway: { outOfOrder: true }
                        suppress: [ { rule: drop-table, script: V1__a.sql, reason: "all" } ]
                        databases:
                          orders:
                            settings: { work_mem: 2MB }
                            base: { version: "7" }
                            flyway: { locations: [filesystem:orders] }
                            suppress: [ { rule: drop-column, script: V2__b.sql, reason: "own" } ]
                          billing:
                            postgres: 17
                            flyway: { locations: [filesystem:billing], outOfOrder: false }
                        """).loadAll();

        assertThat(configs).extracting(GateConfig::name).containsExactly("billing", "orders");
        GateConfig billing = configs.get(0);
        GateConfig orders = configs.get(1);
        assertThat(orders.postgres()).isEqualTo("15");
        assertThat(orders.settings()).isEqualTo(Map.of("TimeZone", "UTC", "work_mem", "2MB"));
        assertThat(orders.baseVersion()).contains("7");
        assertThat(orders.baseRef())
                .as("the database names its base in another way")
                .isEmpty();
        assertThat(orders.flyway().locations()).containsExactly("filesystem:orders");
        assertThat(orders.flyway().outOfOrder()).isTrue();
        assertThat(orders.suppressions()).extracting(Suppression::reason).containsExactly("own", "all");
        assertThat(printed(orders, "flyway.outOfOrder")).containsExactly("true @ flygate.yml:4");
        assertThat(billing.postgres()).isEqualTo("17");
        assertThat(billing.baseRef()).contains("origin/main");
        assertThat(billing.flyway().outOfOrder()).isFalse();
        assertThat(billing.suppressions()).hasSize(1);
    }
}
