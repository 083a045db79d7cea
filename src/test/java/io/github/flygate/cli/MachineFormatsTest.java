package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.cli.CliProject.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs get from a run, in a project that is a folder of its repository. */
class MachineFormatsTest {
    private static final Path TEAM_RULE =
            Path.of("src/test/resources/io/github/flygate/rule/team/team-lock-timeout.md");
    private static final String FILE = "services/orders/" + CliProject.MIGRATIONS + "V2__index.sql";

    @TempDir
    private Path temp;

    @Test
    void sarifHasTheTeamsRulesAndNamesFilesFromTheTopOfTheRepository() throws Exception {
        JsonNode run = new ObjectMapper().readTree(lint("code-scanning").out()).at("/runs/0");

        assertThat(run.at("/tool/driver/rules").findValuesAsText("id"))
                .contains("index-create-blocking", "team-lock-timeout")
                .isSorted();
        assertThat(run.at("/results").findValuesAsText("uri")).contains(FILE).allMatch(FILE::equals);
    }

    @Test
    void annotationsNameFilesFromTheTopOfTheRepository() {
        Outcome outcome = lint("github");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("::error file=" + FILE + ",line=1,col=1,title=flygate%3A index-create-blocking::");
    }

    private Outcome lint(String format) {
        CliProject.in(temp).init();
        Path project = CliProject.in(temp.resolve("services/orders"))
                .migration("V1__orders.sql", "create table orders (id bigint primary key, a int);\n")
                .file("flygate.yml", "rules: { folder: rules }\n")
                .file("rules/team-lock-timeout.md", rule())
                .migration("V2__index.sql", "create index orders_a on orders (a);\n")
                .folder();
        return CliProject.run("lint", project.toString(), "--base-version", "1", "-f", format);
    }

    private static String rule() {
        try {
            return Files.readString(TEAM_RULE);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
