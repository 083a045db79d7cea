package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.cli.CliProject.Outcome;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A pull request's files are written by anybody: they see nothing of this machine and print nothing that is obeyed. */
@Tag("db")
class UntrustedInputTest {
    @TempDir
    Path temp;

    @Test
    void aMigrationReachesNoFileAndNoProgram() {
        Outcome outcome =
                CliProject.withBase(temp).migration("V2__attack.sql", """
                        do $$
                        declare attack text;
                        begin
                          foreach attack in array array[
                            'copy book (title) from program ''id''',
                            'copy book to program ''cat''',
                            'copy book (title) from ''/etc/passwd''',
                            'copy book to ''/tmp/flygate-attack''',
                            'select pg_read_file(''/etc/passwd'')',
                            'select pg_read_binary_file(''/etc/passwd'')',
                            'select pg_ls_dir(''/'')',
                            'select lo_import(''/etc/passwd'')',
                            'select rolpassword from pg_authid',
                            'create extension file_fdw',
                            'create extension dblink',
                            'create extension plpython3u',
                            'create function f() returns int language c as ''x'', ''y''',
                            'alter role current_user superuser',
                            'create role other superuser',
                            'set role flygate_admin'
                          ]
                          loop
                            begin
                              execute attack;
                              raise exception 'it worked: %', attack;
                            exception when insufficient_privilege then null;
                            end;
                          end loop;
                        end $$;
                        """).check();
        assertThat(outcome.code()).as(outcome.toString()).isZero();
    }

    @Test
    void noPasswordIsPrintedAnywhere() throws IOException {
        CliProject project = CliProject.withBase(temp)
                .file("flyway.conf", """
                        flyway.locations=filesystem:src/main/resources/db/migration
                        flyway.url=jdbc:postgresql://db.example.org/shop?user=shop&password=geheim1
                        flyway.password=geheim2
                        flyway.placeholders.api_password=geheim3
                        """)
                .migration("V2__a.sql", "alter table book add pages int;\nselect 1/0;\n");
        StringBuilder said = new StringBuilder();
        for (String format : List.of("console", "json", "markdown")) {
            said.append(project.check("-f", format, "--debug"));
        }
        said.append(CliProject.run("config", temp.toString()));
        said.append(project.migration("V2__b.sql", "select 1;").check("--debug"));

        assertThat(passwords())
                .isNotEmpty()
                .allSatisfy(password -> assertThat(said).doesNotContain(password));
        assertThat(said)
                .contains("execution-failure", "FlygateException")
                .doesNotContain("geheim1", "geheim2", "geheim3");
    }

    /** Of the superuser and the owner of every base that was kept. */
    private static List<String> passwords() throws IOException {
        List<String> passwords = new ArrayList<>();
        try (Stream<Path> bases = Files.list(Path.of(CliProject.CACHE, "bases"))) {
            for (Path base : bases.toList()) {
                Properties properties = new Properties();
                try (Reader reader = Files.newBufferedReader(base.resolve("base.properties"))) {
                    properties.load(reader);
                }
                passwords.add(properties.getProperty("superuser"));
                passwords.add(properties.getProperty("owner"));
            }
        }
        return passwords;
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namesThatAreCommandsOrMarkupArePrintedHarmless() throws IOException {
        CliProject project = CliProject.in(temp)
                .init()
                .migration("V1__base\n::error::v1.sql", "create table book (id bigint primary key, title text);\n")
                .commit()
                .git("checkout", "--quiet", "-b", "feature");
        List<String> names = List.of(
                "V2__it's \"2\".sql",
                "V3__::error::x.sql",
                "V4__a\n::error::b.sql",
                "V5__[x](y) <b>|`.sql",
                "V6__\u202e##[error]\u001b[31m.sql");
        for (String name : names) {
            project.migration(name, "create index i" + name.charAt(1) + " on book (title);\n");
        }
        project.commit();

        String console = project.check().out();
        String markdown = project.check("-f", "markdown").out();
        Outcome json = project.check("-f", "json");
        for (String text : List.of(console, markdown, json.out())) {
            assertThat(text.lines()).noneMatch(line -> line.stripLeading().startsWith("::"));
            assertThat(text).doesNotContain("\u202e", "\u001b", "##[error]").contains("V3__::error::x.sql");
        }
        JsonNode database =
                new ObjectMapper().readTree(json.out()).get("databases").get(0);
        List<String> scripts = new ArrayList<>();
        database.get("migrations")
                .forEach(migration -> scripts.add(migration.get("script").asText()));
        assertThat(scripts).isEqualTo(names);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aNameInAnErrorIsPrintedHarmless() {
        Outcome outcome = CliProject.withBase(temp)
                .migration("V2__a\n::error::b\u001b[31m.sql", "select ${x};\n")
                .check();
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("V2__a\n\\u003a:error::b\\u001b[31m.sql:1: placeholder ${x} has no value\n");
    }
}
