package io.github.flygate.config;

import static io.github.flygate.config.TestProject.printed;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpringSourceTest {
    private static final String YAML = "src/main/resources/application.yml";

    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void project() {
        project = new TestProject(folder);
    }

    @Test
    void yamlIsReadWithRelaxedNames() {
        GateConfig config = project.file(YAML, """
                        app:
                          version: @project.version@
                          schema: shop
                        spring:
                          datasource:
                            url: jdbc:postgresql://${DB_HOST:localhost}/shop
                            username: shop
                            password: hunter2
                          flyway:
                            enabled: false
                            locations: classpath:db/migration, classpath:db/{vendor}
                            out-of-order: yes
                            defaultSchema: ${app.schema}
                            SQL_MIGRATION_PREFIX: X
                            init-sqls:
                              - set a = 'x, y';
                              - set b = 2;
                            postgresql:
                              transactional-lock: false
                            placeholders:
                              appUser: ${APP_USER:${app.schema}_user}
                              missing: ${NOT_THERE}
                              on: true
                            clean-disabled: true
                        """).variable("DB_HOST", "db7").load();

        assertThat(config.flyway().locations()).containsExactly("classpath:db/migration", "classpath:db/postgresql");
        assertThat(config.flyway().outOfOrder()).isTrue();
        assertThat(config.flyway().defaultSchema()).isEqualTo("shop");
        assertThat(config.flyway().sqlMigrationPrefix()).isEqualTo("X");
        assertThat(config.flyway().initSql()).isEqualTo("set a = 'x, y';\nset b = 2;");
        assertThat(config.flyway().transactionalLock()).isFalse();
        assertThat(config.flyway().placeholders()).isEqualTo(Map.of("appUser", "shop_user", "on", "true"));
        assertThat(config.flyway().url()).isEqualTo("jdbc:postgresql://db7/shop");
        assertThat(config.flyway().user()).isEqualTo("shop");
        assertThat(printed(config, "flyway.outOfOrder")).containsExactly("true @ " + YAML + ":12");
        assertThat(printed(config, "spring.flyway.enabled"))
                .containsExactly("false @ " + YAML + ":10 (the application does not run Flyway)");
        assertThat(printed(config, "flyway.clean-disabled")).containsExactly("true @ " + YAML + ":24 (not used)");
        assertThat(printed(config, "spring.flyway.placeholders.missing"))
                .containsExactly("${NOT_THERE} @ " + YAML + ":22 (not used: nothing here defines NOT_THERE)");
    }

    @Test
    void documentsUnderAConditionAreLeftOut() {
        project.file(YAML, """
                spring.flyway.table: first
                ---
                spring:
                  config.activate.on-profile: test
                  flyway.table: of_a_profile
                ---
                spring:
                  profiles: old
                  flyway: { table: of_an_old_profile }
                ---
                spring: { flyway: { mixed: true } }
                """);

        assertThat(printed(project.load(), "flyway.table")).containsExactly("first @ " + YAML + ":1");
        assertThat(printed(project.load(), "flyway.mixed")).containsExactly("true @ " + YAML + ":11");
    }

    @Test
    void propertiesAreReadWithDocumentsListsAndContinuedLines() {
        String file = "src/main/resources/application.properties";
        GateConfig config = project.file(file, """
                        spring.flyway.locations[0]=classpath:a
                        spring.flyway.locations[1]=classpath:b
                        spring.flyway.schemas=one,\\
                            two
                        # comment \\
                        spring.flyway.placeholders.key.with-dots=v
                        spring.flyway.placeholders.[my_key]=w
                        spring.flyway.table=first
                        #---
                        spring.config.activate.on-profile=test
                        spring.flyway.table=of_a_profile
                        #---
                        spring.flyway.mixed=true
                        """).load();

        assertThat(config.flyway().locations()).containsExactly("classpath:a", "classpath:b");
        assertThat(config.flyway().schemas()).containsExactly("one", "two");
        assertThat(config.flyway().placeholders()).isEqualTo(Map.of("key.with-dots", "v", "my_key", "w"));
        assertThat(printed(config, "flyway.table")).containsExactly("first @ " + file + ":8");
        assertThat(printed(config, "flyway.mixed")).containsExactly("true @ " + file + ":13");
    }

    @Test
    void aLaterPlaceAndPropertiesBeforeYamlWinAsInSpring() {
        project.file(YAML, "spring.flyway: { table: t1, default-schema: s1, user: u1, encoding: UTF-16 }")
                .file("src/main/resources/application.properties", "spring.flyway.table=t2\nspring.flyway.user=u2\n")
                .file("src/main/resources/config/application.yaml", "spring.flyway.defaultSchema: s3")
                .file("config/application.yml", "spring.flyway.user: u4");

        GateConfig config = project.load();

        assertThat(config.flyway().table()).isEqualTo("t2");
        assertThat(config.flyway().defaultSchema()).isEqualTo("s3");
        assertThat(config.flyway().user()).isEqualTo("u4");
        assertThat(config.flyway().encoding()).isEqualTo("UTF-16");
    }

    @Test
    void aSpringProjectHasSpringsDefaultLocation() {
        GateConfig config = project.file(YAML, "server.port: 8080").load();

        assertThat(printed(config, "flyway.locations"))
                .containsExactly("classpath:db/migration @ default of Spring Boot");
        assertThat(config.flyway().locations()).containsExactly("classpath:db/migration");
    }

    @Test
    void withAUrlOfItsOwnFlywayDoesNotUseTheDataSource() {
        GateConfig config = project.file(YAML, """
                        spring:
                          datasource: { url: "jdbc:postgresql://app/x", username: app }
                          flyway: { url: "jdbc:postgresql://owner:hunter2@admin/x" }
                        """).load();

        assertThat(config.flyway().url()).isEqualTo("jdbc:postgresql://***@admin/x");
        assertThat(config.flyway().user()).isEmpty();
    }
}
