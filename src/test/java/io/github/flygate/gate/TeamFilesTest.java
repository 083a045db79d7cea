package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.GateConfig;
import io.github.flygate.contract.ContractRequest.TeamStatement;
import io.github.flygate.migration.ScriptSplitter;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeamFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void migrations() throws IOException {
        write("src/main/resources/db/migration/V1__a.sql", "select 1;");
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private List<TeamStatement> read(String settings) throws IOException {
        write("flygate.yml", settings);
        GateConfig config = new ConfigLoader(Map.of())
                .load(folder, ConfigLoader.Options.none())
                .get(0);
        return new TeamFiles(config, new ScriptSplitter(config.flyway(), 18, Map.of())).read();
    }

    @Test
    void reads_the_usual_folder_without_being_told() throws IOException {
        write("contract/b.sql", "-- name: find\nselect 1 from t\n where a = :a;\n\nselect '${x}';");
        write("contract/a.sql", "select 2");
        write("contract/a.txt", "no SQL");

        List<TeamStatement> statements = read("");

        assertThat(statements)
                .extracting(TeamStatement::origin)
                .containsExactly("contract/a.sql:1", "contract/b.sql:2", "contract/b.sql:5");
        assertThat(statements.get(2).statement().sql()).isEqualTo("select '${x}'");
    }

    @Test
    void needs_no_statements() throws IOException {
        assertThat(read("")).isEmpty();
    }

    @Test
    void refuses_a_pattern_that_matches_nothing() {
        assertThatThrownBy(() -> read("contract: { queries: [queries/*.sql] }"))
                .isInstanceOf(FlygateException.class)
                .hasMessage("contract.queries: queries/*.sql matches no file");
        assertThatThrownBy(() -> read("contract: { statements: [seen.csv] }"))
                .isInstanceOf(FlygateException.class)
                .hasMessage("contract.statements: seen.csv matches no file");
    }

    @Test
    void reads_what_pg_stat_statements_has_seen() throws IOException {
        write("seen.csv", "calls,query\r\n3,\"select \"\"a\"\", 'b'\n from t where id = $1\"\r\n1,COMMIT\r\n2,\n");

        assertThat(read("contract: { statements: [seen.csv] }"))
                .extracting(
                        TeamStatement::origin,
                        statement -> statement.statement().sql())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "pg_stat_statements", "select \"a\", 'b'\n from t where id = $1"),
                        org.assertj.core.groups.Tuple.tuple("pg_stat_statements", "COMMIT"));
    }

    @Test
    void says_what_the_csv_lacks() throws IOException {
        write("seen.csv", "a,b\n1,2\n");

        assertThatThrownBy(() -> read("contract: { statements: [seen.csv] }"))
                .isInstanceOf(FlygateException.class)
                .hasMessage("seen.csv:1: has no column query");
    }
}
