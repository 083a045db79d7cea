package io.github.flygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileFilesTest {
    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void project() {
        project = new TestProject(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "postgres: !!javax.script.ScriptEngineManager [x] | flygate.yml:1: not valid YAML: Global tag is not allowed",
                "postgres: !own 16 | flygate.yml:1: not valid configuration: the tag !own is not allowed",
                "!!java.net.URL x: 1 | flygate.yml:1: not valid YAML: Global tag is not allowed",
                "{ postgres: 15, postgres: 16 } | flygate.yml:1: the key \"postgres\" is there twice",
                "flyway: { mixed: true, mixed: false } | the key \"mixed\" is there twice",
                "? [a] : b | flygate.yml:1: a key must be a plain word",
                "&a [*a] | flygate.yml:1: too deep or too large",
                "roles: &a { x: *a } | flygate.yml:1: too deep or too large",
                "postgres: *nowhere | flygate.yml:1: not valid YAML",
                "roles: [ | not valid YAML",
                "a: b: c | flygate.yml:1: not valid YAML",
            })
    void yamlThatDoesMoreThanSayValuesIsRefused(String yaml, String message) {
        assertThat(project.file("flygate.yml", yaml).failure()).hasMessageContaining(message);
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThat(project.file("flygate.yml", "postgres: 15\n---\npostgres: 16\n")
                        .failure())
                .hasMessageStartingWith("flygate.yml:3: a second document");
    }

    @Test
    void aliasesThatMultiplyAreStopped() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 22; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(project.file("flygate.yml", bomb.toString()).failure())
                .hasMessageContaining("too deep or too large once its aliases are followed");
    }

    @Test
    void deepNestingEndsInAnError() {
        assertThat(project.file("flygate.yml", "[".repeat(5_000)).failure())
                .hasMessageStartingWith("flygate.yml:1: not valid YAML");
    }

    @Test
    void anchorsAndMergesOfAnApplicationFileAreFollowed() {
        project.file("src/main/resources/application.yml", """
                shared: &shared
                  out-of-order: true
                  table: history
                spring:
                  flyway:
                    <<: *shared
                    table: own
                """);

        assertThat(project.load().flyway().outOfOrder()).isTrue();
        assertThat(project.load().flyway().table()).isEqualTo("own");
    }

    @Test
    void externalEntitiesOfAPomAreNotOpened() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "stolen");
        project.file("pom.xml", """
                <!DOCTYPE project [ <!ENTITY x SYSTEM "%s"> ]>
                <project><properties><flyway.table>&x;</flyway.table></properties></project>
                """.formatted(folder.resolve("secret.txt").toUri()));

        assertThat(project.failure())
                .hasMessageStartingWith("pom.xml:2: not valid XML")
                .hasMessageNotContaining("stolen");
    }

    @Test
    void propertiesThatReferToThemselvesEnd() {
        project.file("pom.xml", """
                <project>
                  <properties>
                    <a>${b}${b}</a>
                    <b>${a}${a}</b>
                    <flyway.table>${a}</flyway.table>
                  </properties>
                </project>
                """);

        GateConfig config = project.load();

        assertThat(config.flyway().table()).isEqualTo("flyway_schema_history");
        assertThat(TestProject.printed(config, "flyway.table"))
                .first()
                .asString()
                .isEqualTo("flyway_schema_history @ default");
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws Exception {
        Files.write(folder.resolve("flygate.yml"), "roles: [é]".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(project.failure()).hasMessage("flygate.yml: not UTF-8");
        assertThat(project.failure().code()).isEqualTo(ErrorCode.CONFIGURATION);
    }

    @Test
    void aHugeFileIsNotRead() {
        assertThat(project.file("flygate.yml", "#".repeat(5 * 1024 * 1024)).failure())
                .hasMessage("flygate.yml: larger than 4 MiB");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() {
        assertThat(project.file("flygate.yml", "\uFEFFpostgres: 15").load().postgres())
                .isEqualTo("15");
    }
}
