package io.github.flygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.model.FlygateException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "jdbc:postgresql://h/d?user=u&password=hunter2&ssl=true | jdbc:postgresql://h/d?user=u&password=***&ssl=true",
                "jdbc:postgresql://h/d?sslPassword=hun;ter2 | jdbc:postgresql://h/d?sslPassword=***",
                "jdbc:postgresql://u:hun@ter/2@h:5432/d | jdbc:postgresql://***@h:5432/d",
                "postgres://u:hunter2@h/d | postgres://***@h/d",
                "jdbc:postgresql://h/d?user=a@b.c | jdbc:postgresql://h/d?user=a@b.c",
                "alter role x password 'hunter2' | alter role x password ***",
                "set app.password = 'hun''ter2' | set app.password = ***",
                "filesystem:db | filesystem:db",
            })
    void urlsAndSqlLoseTheirPasswordsOnly(String text, String masked) {
        assertThat(Secrets.mask(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "flyway.password",
        "flyway.placeholders.db_Passwd",
        "flyway.vault.token",
        "flyway.licenseKey",
        "x.apiKey"
    })
    void valuesUnderATellingNameAreMasked(String key) {
        assertThat(Secrets.mask(key, "hunter2")).isEqualTo("***");
        assertThat(Secrets.mask(key, "")).isEmpty();
    }

    @Test
    void noSecretOfAnySourceIsPrinted() {
        TestProject project = new TestProject(folder)
                .file("flygate.yml", "flyway: { placeholders: { app_password: hunter2 } }")
                .file("flyway.toml", """
                        [environments.default]
                        url = "jdbc:postgresql://joe:hunter2@h/d"
                        password = "hunter2"
                        jdbcProperties.password = "hunter2"
                        """)
                .file("pom.xml", """
                        <project><build><plugins><plugin>
                          <groupId>org.flywaydb</groupId><artifactId>flyway-maven-plugin</artifactId>
                          <configuration><password>hunter2</password><initSql>alter role a password 'hunter2'</initSql>
                          <licenseKey>hunter2</licenseKey></configuration>
                        </plugin></plugins></build></project>
                        """)
                .file("src/main/resources/application.yml", """
                        spring:
                          datasource: { password: hunter2 }
                          flyway: { password: hunter2, jdbc-properties: { password: hunter2 } }
                        """)
                .variable("FLYWAY_PASSWORD", "hunter2")
                .variable("FLYWAY_URL", "jdbc:postgresql://h/d?password=hunter2");

        GateConfig config = project.load();

        assertThat(config.flyway().placeholders()).containsEntry("app_password", "hunter2");
        assertThat(config.values().toString()).contains("***").doesNotContain("hunter2");
        assertThat(config.toString()).doesNotContain("hunter2");
        assertThat(config.flyway().url()).isEqualTo("jdbc:postgresql://***@h/d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "flyway.toml | [environments.default]¶password = hunter2",
                "src/main/resources/application.yml | spring:¶  datasource:¶    password: *hunter2",
                "src/main/resources/application.yml | spring.flyway.password: !hunter2 x",
                "flygate.yml | flyway: { password: hunter2 }",
                "flyway.conf | flyway.password=hunter2¶flyway.mixed=maybe",
                "pom.xml | <project><flyway><password>hunter2</passwd></project>",
            })
    void errorsDoNotQuoteSecrets(String file, String text) {
        FlygateException failure = new TestProject(folder)
                .file(file.strip(), text.replace('¶', '\n'))
                .failure();

        assertThat(failure)
                .hasMessageContaining(":")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
        assertThat(failure.hint()).doesNotContain("hunter2");
    }

    @Test
    void optionsDoNotPrintTheirPlaceholders() {
        Options options = new Options(Optional.empty(), List.of(), List.of(), Map.of("p", "hunter2"), List.of());

        assertThat(options.toString()).contains("[p]").doesNotContain("hunter2");
    }
}
