package io.github.flygate.config;

import static io.github.flygate.config.TestProject.printed;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PomSourceTest {
    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void project() {
        project = new TestProject(folder.resolve("child"));
    }

    @Test
    void theConfigurationIsReadWithItsProperties() {
        GateConfig config =
                project.file("pom.xml", """
                        <project xmlns="http://maven.apache.org/POM/4.0.0">
                          <artifactId>shop</artifactId>
                          <version>1.2</version>
                          <properties>
                            <flyway.version>13.12.0</flyway.version>
                            <flyway.group>true</flyway.group>
                            <db.schema>${project.artifactId}_schema</db.schema>
                            <db.folder>${project.basedir}/db</db.folder>
                          </properties>
                          <build><plugins>
                            <plugin><artifactId>other-plugin</artifactId><configuration><table>no</table></configuration></plugin>
                            <plugin>
                              <groupId>org.flywaydb</groupId>
                              <artifactId>flyway-maven-plugin</artifactId>
                              <version>${flyway.version}</version>
                              <configuration>
                                <url>jdbc:postgresql://db/x?user=joe&amp;password=hunter2</url>
                                <password>hunter2</password>
                                <locations>
                                  <location>filesystem:${db.folder}/migration</location>
                                  <location>classpath:x</location>
                                </locations>
                                <schemas>${db.schema}, audit</schemas>
                                <group>false</group>
                                <initSql>select 1, 2</initSql>
                                <user>${env.DB_USER}</user>
                                <defaultSchema>${from.a.profile}</defaultSchema>
                                <placeholderPrefix>${</placeholderPrefix>
                                <placeholders>
                                  <app.version>${project.version}</app.version>
                                  <empty/>
                                </placeholders>
                                <pluginConfiguration>
                                  <postgresqlTransactionalLock>false</postgresqlTransactionalLock>
                                </pluginConfiguration>
                              </configuration>
                            </plugin>
                          </plugins></build>
                        </project>
                        """).variable("DB_USER", "joe").load();

        assertThat(config.flyway().locations()).containsExactly("filesystem:db/migration", "classpath:x");
        assertThat(config.flyway().schemas()).containsExactly("shop_schema", "audit");
        assertThat(config.flyway().initSql()).isEqualTo("select 1, 2");
        assertThat(config.flyway().user()).isEqualTo("joe");
        assertThat(config.flyway().placeholderPrefix()).isEqualTo("${");
        assertThat(config.flyway().placeholders()).isEqualTo(Map.of("app.version", "1.2", "empty", ""));
        assertThat(config.flyway().url()).isEqualTo("jdbc:postgresql://db/x?user=joe&password=***");
        assertThat(printed(config, "flyway.postgresql.transactional.lock")).containsExactly("false @ pom.xml:34");
        assertThat(printed(config, "flyway.locations"))
                .containsExactly("filesystem:db/migration, classpath:x @ pom.xml:19");
        assertThat(printed(config, "flyway.group"))
                .as("the plug-in puts Maven properties before its configuration")
                .containsExactly("true @ pom.xml:6");
        assertThat(printed(config, "flyway.version")).isEmpty();
        assertThat(printed(config, "flyway.defaultSchema"))
                .contains("${from.a.profile} @ pom.xml:27 (not used: nothing here defines from.a.profile)");
    }

    @Test
    void parentsOnDiskAndPluginManagementAreInherited() {
        new TestProject(folder).file("pom.xml", """
                        <project>
                          <artifactId>parent</artifactId>
                          <properties><schema>parent_schema</schema><name>from_parent</name></properties>
                          <build>
                            <pluginManagement><plugins><plugin>
                              <groupId>org.flywaydb</groupId><artifactId>flyway-maven-plugin</artifactId>
                              <configuration>
                                <table>managed_${name}</table>
                                <defaultSchema>${schema}</defaultSchema>
                                <mixed>true</mixed>
                              </configuration>
                            </plugin></plugins></pluginManagement>
                          </build>
                        </project>
                        """);
        GateConfig config = project.file("pom.xml", """
                        <project>
                          <parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent>
                          <artifactId>child</artifactId>
                          <properties><schema>child_schema</schema></properties>
                          <build><plugins><plugin>
                            <groupId>org.flywaydb</groupId><artifactId>flyway-maven-plugin</artifactId>
                            <executions><execution>
                              <goals><goal>migrate</goal></goals>
                              <configuration><mixed>false</mixed></configuration>
                            </execution></executions>
                          </plugin></plugins></build>
                        </project>
                        """).load();

        assertThat(printed(config, "flyway.table")).containsExactly("managed_from_parent @ ../pom.xml:8");
        assertThat(printed(config, "flyway.defaultSchema")).containsExactly("child_schema @ ../pom.xml:9");
        assertThat(printed(config, "flyway.mixed")).containsExactly("false @ pom.xml:9");
    }

    @Test
    void aPomInTheFolderAboveThatIsNotTheParentIsIgnored() {
        new TestProject(folder).file("pom.xml", """
                        <project><artifactId>stranger</artifactId>
                        <properties><flyway.table>no</flyway.table></properties></project>
                        """);
        project.file(
                "pom.xml", "<project><parent><artifactId>spring-boot-starter-parent</artifactId></parent></project>");

        assertThat(project.load().flyway().table()).isEqualTo("flyway_schema_history");
    }

    @Test
    void configurationFilesOfThePluginGoBeforeItsConfiguration() {
        project.file("db/my.conf", "flyway.table=from_file\n").file("pom.xml", """
                        <project><build><plugins><plugin>
                          <groupId>com.redgate.flyway</groupId><artifactId>flyway-maven-plugin</artifactId>
                          <configuration>
                            <configFiles><configFile>${basedir}/db/my.conf</configFile></configFiles>
                            <table>from_pom</table>
                            <mixed>true</mixed>
                          </configuration>
                        </plugin></plugins></build></project>
                        """);

        assertThat(printed(project.load(), "flyway.table")).containsExactly("from_file @ db/my.conf:1");
        assertThat(project.load().flyway().mixed()).isTrue();
    }

    @Test
    void aPomThatIsNoXmlIsNamedWithItsLine() {
        assertThat(project.file("pom.xml", "<project>\n<flyway>\n</project>\n").failure())
                .hasMessage("pom.xml:3: not valid XML");
    }
}
