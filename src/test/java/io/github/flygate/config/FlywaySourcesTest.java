package io.github.flygate.config;

import static io.github.flygate.config.TestProject.printed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.ConfigLoader.Options.Given;
import io.github.flygate.model.FlywaySettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlywaySourcesTest {
    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void project() {
        project = new TestProject(folder);
    }

    @Test
    void flygateYmlKnowsEveryFlywayKey() {
        FlywaySettings flyway = project.file("lib/b.jar", "")
                .file("lib/a.jar", "")
                .file("lib/readme.txt", "")
                .file("flygate.yml", """
                        flyway:
                          locations: [filesystem:db, classpath:/com/x/]
                          schemas: [app, audit]
                          defaultSchema: app
                          table: history
                          placeholders: { owner: joe, switch: off }
                          placeholderReplacement: false
                          placeholderPrefix: "@{"
                          placeholderSuffix: "}@"
                          placeholderSeparator: "|"
                          sqlMigrationPrefix: ""
                          repeatableSqlMigrationPrefix: REP
                          sqlMigrationSeparator: "--"
                          sqlMigrationSuffixes: [.sql, .pgsql]
                          encoding: latin1
                          detectEncoding: true
                          outOfOrder: true
                          mixed: true
                          group: true
                          executeInTransaction: false
                          validateMigrationNaming: true
                          ignoreMigrationPatterns: []
                          initSql: "set lock_timeout = '1s'; select 1, 2"
                          postgresql.transactional.lock: false
                          createSchemas: false
                          baselineOnMigrate: true
                          baselineVersion: 1.10
                          skipDefaultCallbacks: true
                          callbacks: [com.x.Callback]
                          callbackLocations: [filesystem:callbacks]
                          user: owner
                          url: jdbc:postgresql://db/app
                          jarDirs: [lib]
                        """)
                .load()
                .flyway();

        assertThat(flyway)
                .usingRecursiveComparison()
                .isEqualTo(new FlywaySettings(
                        List.of("filesystem:db", "classpath:com/x"),
                        List.of("app", "audit"),
                        "app",
                        "history",
                        new TreeMap<>(Map.of("owner", "joe", "switch", "off")),
                        false,
                        "@{",
                        "}@",
                        "|",
                        "",
                        "REP",
                        "--",
                        List.of(".sql", ".pgsql"),
                        "ISO-8859-1",
                        true,
                        true,
                        true,
                        true,
                        false,
                        true,
                        List.of(),
                        "set lock_timeout = '1s'; select 1, 2",
                        false,
                        false,
                        true,
                        "1.10",
                        true,
                        List.of("com.x.Callback", "filesystem:callbacks"),
                        "owner",
                        "jdbc:postgresql://db/app",
                        List.of("lib/a.jar", "lib/b.jar")));
    }

    @Test
    void tomlIsReadWithItsUserFileAndItsEnvironment() {
        project.file("flyway.toml", """
                        [flyway]
                        environment = "prod"
                        locations = [
                          "filesystem:db, with comma",
                          'filesystem:more']
                        mixed = true
                        cleanDisabled = true
                        [flyway.placeholders]
                        "a.b" = "x"
                        number = 3
                        [flyway.postgresql]
                        transactional.lock = false
                        [environments.prod]
                        url = "jdbc:postgresql://${env.DB_HOST}/app"
                        user = "${env.NOT_THERE}"
                        password = "hunter2"
                        schemas = ["app"]
                        [environments.prod.flyway]
                        group = true
                        [environments.other]
                        url = "jdbc:postgresql://other/app"
                        """)
                .file("flyway.user.toml", "[flyway]\nmixed = false\n")
                .file("flyway.conf", "flyway.table=not_read\n")
                .variable("DB_HOST", "db7");

        GateConfig config = project.load();

        assertThat(config.flyway().locations()).containsExactly("filesystem:db, with comma", "filesystem:more");
        assertThat(config.flyway().placeholders()).isEqualTo(Map.of("a.b", "x", "number", "3"));
        assertThat(config.flyway().transactionalLock()).isFalse();
        assertThat(config.flyway().schemas()).containsExactly("app");
        assertThat(config.flyway().url()).isEqualTo("jdbc:postgresql://db7/app");
        assertThat(config.flyway().user()).isEmpty();
        assertThat(config.flyway().table()).isEqualTo("flyway_schema_history");
        assertThat(printed(config, "flyway.mixed")).containsExactly("false @ flyway.user.toml:2");
        assertThat(printed(config, "flyway.group")).containsExactly("true @ flyway.toml:19");
        assertThat(printed(config, "flyway.postgresql.transactional.lock")).containsExactly("false @ flyway.toml:12");
        assertThat(printed(config, "flyway.cleanDisabled")).containsExactly("true @ flyway.toml:7 (not used)");
        assertThat(printed(config, "flyway.password")).containsExactly("*** @ flyway.toml:16 (not used)");
        assertThat(printed(config, "flyway.user"))
                .containsExactly(
                        " @ default",
                        "${env.NOT_THERE} @ flyway.toml:15 (not used: nothing here defines env.NOT_THERE)");
    }

    @Test
    void aTomlEnvironmentNamedLikeTheDatabaseIsTaken() {
        project.file("flygate.yml", "databases: { orders: {}, billing: {} }").file("flyway.toml", """
                        [environments.orders]
                        schemas = ["orders"]
                        [environments.default]
                        schemas = ["usual"]
                        """);

        assertThat(project.loadAll())
                .extracting(config -> config.flyway().schemas())
                .containsExactly(List.of("usual"), List.of("orders"));
    }

    @Test
    void brokenTomlIsNamedWithItsLine() {
        assertThat(project.file("flyway.toml", "[flyway]\nmixed = perhaps\n").failure())
                .hasMessageStartingWith("flyway.toml:2: not valid TOML");
    }

    @Test
    void confIsReadAsFlywayReadsIt() {
        project.file("conf/flyway.conf", "flyway.table=from_conf_folder\nflyway.mixed=true\n")
                .file("flyway.conf", """
                        # comment \\
                        flyway.table = from_project
                        flyway.initSql=set a = 1; \\
                            set b = 2
                        flyway.locations=filesystem:C:\\tmp, filesystem:db
                        flyway.placeholders.home=${SOMEWHERE}
                        flyway.placeholders.Empty=
                        flyway.schemas=
                        flyway.url=jdbc:postgresql://${NO_HOST}/x
                        flyway.outOfOrder:true
                        other.key=1
                        """)
                .variable("SOMEWHERE", "here");

        GateConfig config = project.load();

        assertThat(config.flyway().mixed()).isTrue();
        assertThat(config.flyway().outOfOrder()).isTrue();
        assertThat(config.flyway().initSql()).isEqualTo("set a = 1; set b = 2");
        assertThat(config.flyway().locations()).hasSize(2);
        assertThat(config.flyway().placeholders()).isEqualTo(Map.of("home", "here", "Empty", ""));
        assertThat(config.flyway().schemas()).isEmpty();
        assertThat(config.flyway().url()).isEmpty();
        assertThat(printed(config, "flyway.table")).containsExactly("from_project @ flyway.conf:2");
        assertThat(printed(config, "flyway.outOfOrder")).containsExactly("true @ flyway.conf:10");
        assertThat(printed(config, "flyway.mixed")).containsExactly("true @ conf/flyway.conf:2");
        assertThat(printed(config, "flyway.url"))
                .contains("jdbc:postgresql://${NO_HOST}/x @ flyway.conf:9 (not used: nothing here defines NO_HOST)");
    }

    @Test
    void aWrongFlagNamesTheFileItStandsIn() {
        assertThat(project.file("flyway.conf", "\nflyway.outOfOrder=yes\n").failure())
                .hasMessage("flyway.conf:2: flyway.outOfOrder: \"yes\" is neither true nor false");
    }

    @Test
    void configFilesOfADatabaseReplaceTheFoundOnes() {
        project.file("flyway.toml", "[flyway]\nmixed = true\n")
                .file("a/one.conf", "flyway.table=one\n")
                .file("a/two.conf", "flyway.table=two\n")
                .file("flygate.yml", "databases: { a: { flyway: { configFiles: [a/one.conf, a/two.conf] } }, b: {} }");

        List<GateConfig> configs = project.loadAll();

        assertThat(printed(configs.get(0), "flyway.table")).containsExactly("two @ a/two.conf:1");
        assertThat(configs.get(0).flyway().mixed()).isFalse();
        assertThat(configs.get(1).flyway().mixed()).isTrue();
    }

    @Test
    void environmentVariablesAreSpelledAsFlywaySpellsThem() {
        GateConfig config = project.variable("FLYWAY_OUT_OF_ORDER", "true")
                .variable("FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK", "false")
                .variable("FLYWAY_LOCATIONS", "filesystem:a, filesystem:b,")
                .variable("FLYWAY_PLACEHOLDERS_APP_USER", "joe")
                .variable("FLYWAY_INIT_SQL", "select 1, 2")
                .variable("FLYWAY_PASSWORD", "hunter2")
                .variable("FLYWAY_HOME", "/flyway")
                .variable("FLYWAY_MIXED", "")
                .load();

        assertThat(config.flyway().outOfOrder()).isTrue();
        assertThat(config.flyway().transactionalLock()).isFalse();
        assertThat(config.flyway().locations()).containsExactly("filesystem:a", "filesystem:b");
        assertThat(config.flyway().placeholders()).isEqualTo(Map.of("app_user", "joe"));
        assertThat(config.flyway().initSql()).isEqualTo("select 1, 2");
        assertThat(printed(config, "flyway.outOfOrder")).containsExactly("true @ environment FLYWAY_OUT_OF_ORDER");
        assertThat(printed(config, "flyway.home")).containsExactly("/flyway @ environment FLYWAY_HOME (not used)");
        assertThat(printed(config, "flyway.mixed")).containsExactly("false @ default");
    }

    @Test
    void theStrongestSourceWinsForEachKey() {
        project.file("flygate.yml", "flyway: { table: t1, placeholders: { p1: yml } }")
                .file(
                        "flyway.conf",
                        "flyway.table=t2\nflyway.defaultSchema=s2\nflyway.placeholders.P1=conf\nflyway.placeholders.p2=conf")
                .file("pom.xml", """
                        <project><build><plugins><plugin>
                          <groupId>org.flywaydb</groupId><artifactId>flyway-maven-plugin</artifactId>
                          <configuration>
                            <table>t3</table><defaultSchema>s3</defaultSchema><user>u3</user>
                          </configuration>
                        </plugin></plugins></build></project>
                        """)
                .file("src/main/resources/application.properties", """
                        spring.flyway.table=t4
                        spring.flyway.default-schema=s4
                        spring.flyway.user=u4
                        spring.flyway.encoding=UTF-16
                        """)
                .variable("FLYWAY_TABLE", "t5")
                .variable("FLYWAY_DEFAULT_SCHEMA", "s5")
                .variable("FLYWAY_USER", "u5")
                .variable("FLYWAY_ENCODING", "US-ASCII")
                .variable("FLYWAY_BASELINE_VERSION", "5");

        GateConfig config = project.load();

        assertThat(printed(config, "flyway.table")).containsExactly("t1 @ flygate.yml:1");
        assertThat(printed(config, "flyway.defaultSchema")).containsExactly("s2 @ flyway.conf:2");
        assertThat(printed(config, "flyway.user")).containsExactly("u3 @ pom.xml:4");
        assertThat(printed(config, "flyway.encoding"))
                .containsExactly("UTF-16 @ src/main/resources/application.properties:4");
        assertThat(printed(config, "flyway.baselineVersion"))
                .containsExactly("5 @ environment FLYWAY_BASELINE_VERSION");
        assertThat(config.flyway().placeholders())
                .as("names of placeholders do not differ by case")
                .isEqualTo(Map.of("p1", "yml", "p2", "conf"));

        GateConfig withToml =
                project.file("flyway.toml", "[flyway]\ntable = \"t1a\"\n").load();
        assertThat(printed(withToml, "flyway.defaultSchema")).containsExactly("s3 @ pom.xml:4");
    }

    @Test
    void optionsGoBeforeEverything() {
        project.file(
                "flygate.yml",
                "postgres: 11\nbase: { ref: a }\nfailOn: info\ncache: c\nflyway: { placeholders: { p: yml, q: yml } }\n");

        GateConfig config = project.load(new Options(
                        Optional.empty(),
                        List.of(
                                new Given("postgres", "14", "--postgres"),
                                new Given("base.version", "41", "--base-version"),
                                new Given("failOn", "warning", "--fail-on"),
                                new Given("cache", folder.resolve("mine").toString(), "--cache"),
                                new Given("timeLimit", "2h", "--time-limit")),
                        List.of("db/one", "classpath:two"),
                        Map.of("p", "option"),
                        List.of()))
                .get(0);

        assertThat(printed(config, "postgres")).containsExactly("14 @ option --postgres");
        assertThat(config.baseRef()).isEmpty();
        assertThat(printed(config, "base.version")).containsExactly("41 @ option --base-version");
        assertThat(printed(config, "failOn")).containsExactly("warning @ option --fail-on");
        assertThat(config.cache()).isEqualTo(folder.resolve("mine").toAbsolutePath());
        assertThat(config.flyway().locations()).containsExactly("filesystem:db/one", "classpath:two");
        assertThat(config.flyway().placeholders()).isEqualTo(Map.of("p", "option", "q", "yml"));
        assertThat(config.timeLimit()).hasHours(2);
    }

    @Test
    void compiledClassesAreFoundWhereMavenPutsThem() {
        assertThat(project.load().flyway().classPath()).isEmpty();

        project.file("target/classes/x.txt", "");

        assertThat(project.load().flyway().classPath()).containsExactly("target/classes");
        assertThat(project.file("flygate.yml", "flyway: { classPath: [out] }")
                        .load()
                        .flyway()
                        .classPath())
                .containsExactly("out");
    }
}
