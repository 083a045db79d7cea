package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.CliProject.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A team that knows no more than {@code docs/custom-rules.md} writes its two rules, and makes mistakes. */
@Tag("db")
class CustomRulesTest {
    private static final Pattern RULE = Pattern.compile("````markdown\n(---\nid: (\\S+)\n.*?)````", Pattern.DOTALL);
    private static final String PLURAL = "tables-have-plural-names";
    private static final String INDEX = "index-names-begin-with-table";

    private final Map<String, String> documented = new LinkedHashMap<>();

    @TempDir
    Path temp;

    private CliProject project = CliProject.in(Path.of("target"));

    @BeforeEach
    void writeThem() throws IOException {
        Matcher rule = RULE.matcher(Files.readString(Path.of("docs", "custom-rules.md")));
        while (rule.find()) {
            documented.put(rule.group(2), rule.group(1));
        }
        project = CliProject.in(temp.resolve("shop"));
        project.file("flygate.yml", "rules: { folder: .flygate/rules }\npostgres: 15\n");
        documented.forEach((id, text) -> project.file(file(id), text));
    }

    @Test
    void theDocumentedRulesPassAndAreUsedByLint() {
        Outcome outcome = test();

        assertThat(documented).containsOnlyKeys(PLURAL, INDEX);
        assertThat(outcome.code()).as(outcome.toString()).isZero();
        assertThat(outcome.out())
                .contains("PostgreSQL 15\n", "6 examples of 2 rules: all as marked", INDEX + ".md:26: Bad: a name")
                .doesNotContain("FAIL");

        project.migration("V1__base.sql", "select 1;\n")
                .migration("V2__order.sql", "create table customer_order (id bigint);\n");
        Outcome lint = CliProject.run("lint", project.folder().toString(), "--base-version", "1");
        assertThat(lint.words()).contains(PLURAL, "public.customer_order: our tables have plural names");
    }

    @Test
    void tellsAMissingAndASurplusFindingByTheirLines() {
        change(PLURAL, "customer_order (id", "customer_orders (id");
        change(INDEX, "create index orders_placed_at_idx", "create index placed_at_idx");
        Outcome outcome = test();

        assertThat(outcome.code()).as(outcome.toString()).isEqualTo(1);
        assertThat(outcome.out())
                .containsPattern("FAIL  \\S+" + PLURAL + "\\.md:25: Bad: one order\n"
                        + " +\\S+\\.md:29: lint: missing: V2__order\\.sql:1: " + PLURAL + "\n"
                        + " +\\S+\\.md:29: check: missing: V2__order\\.sql:1: " + PLURAL + "\n")
                .containsPattern("FAIL  \\S+" + INDEX + "\\.md:35: Good: the table's name first\n"
                        + " +\\S+\\.md:41: lint: surplus: V2__index\\.sql:1: " + INDEX + " \\(public\\.placed_at_idx: ")
                .contains("6 examples of 2 rules: 2 not as marked");
    }

    @Test
    void anExampleThatTheServerRefusesIsNotAsMarked() {
        change(INDEX, "create index on orders (placed_at)", "create index on orders (placed)");
        Outcome outcome = test();

        assertThat(outcome.code()).as(outcome.toString()).isEqualTo(1);
        assertThat(outcome.out()).containsPattern("check: surplus: V2__index\\.sql:1: execution-failure \\(.*placed");
    }

    @Test
    void anExampleWhoseBaseDoesNotBuildCouldNotBeTried() {
        change(INDEX, "create table orders (id bigint primary key", "create table orders (id bigint primary kay");
        Outcome outcome = test();

        assertThat(outcome.code()).as(outcome.toString()).isEqualTo(3);
        assertThat(outcome.err()).containsPattern("error: \\S+" + INDEX + "\\.md:26: ");
    }

    /** Line and column are those of the character that is wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                PLURAL + " | statement.kind == | statment.kind == | 10:8: when: there is no statment"
                        + " | Did you mean statement? A condition on run_statement speaks of table, hung, rows, statement,",
                PLURAL + " | table.name.endsWith | table.nam.endsWith | 10:51: when: there is no nam in table"
                        + " | Did you mean name? table has name, kind, createdInThisMigration, temporary",
                PLURAL + " | .endsWith( | .endWith( | 10:63: when: there is no endWith"
                        + " | Did you mean endsWith? Functions are size, startsWith, endsWith, contains, exists, all",
                PLURAL + " | severity: warning | severty: warning | 4:1: unknown key severty | Did you mean severity?",
                PLURAL + " | severity: warning | severity: [warning | 5:7: not YAML | ",
                PLURAL
                        + " | on: run_statement | on: run_statment | 9:5: there is no fact type run_statment | Known are:",
                INDEX + " | index.name != '' | index.unique != '' | 10:21: when: != does not go with bool and string"
                        + " | A condition on create_index speaks of",
                INDEX
                        + " | {index.name}: | {index.nam}: | 11:10: {index.nam} in the message: there is no nam but name | ",
                INDEX + " | -- expect: index-create-blocking | -- expect: index-create-bloking"
                        + " | 41: the mark names no rule: index-create-bloking | Did you mean index-create-blocking?",
                INDEX + " | hazard: advice | hazard: convention | 5:9: there is no hazard convention | Known are:"
            })
    void namesThePlaceOfAMistakeAndWhatWasMeant(String id, String right, String wrong, String problem, String hint) {
        change(id, right, wrong);
        Outcome outcome = test();

        assertThat(outcome.code()).as(outcome.toString()).isEqualTo(3);
        assertThat(outcome.err()).contains("flygate: error: ", file(id) + ":" + problem);
        assertThat(outcome.err()).contains(hint == null ? "" : "what to do: " + hint);
        assertThat(outcome.out()).doesNotContain("pass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- ../../V2__x.sql", "-- remove ../../../../../../x.sql"})
    void anExampleWritesNothingOutsideOfItsProject(String part) {
        change(PLURAL, "-- V2__orders.sql", part + "\nselect 1;\n-- V2__orders.sql");
        Outcome outcome = test();

        assertThat(outcome.code()).as(outcome.toString()).isEqualTo(3);
        assertThat(outcome.err()).contains("the example names a file outside of its project: ");
    }

    @Test
    void whatIsNewPassesAsItIsOnEachVersion() {
        Path folder = temp.resolve("new");
        Outcome made = CliProject.run("rules", "new", "no-json", "--folder", folder.toString());
        assertThat(made.code()).as(made.toString()).isZero();
        assertThat(made.out()).contains("wrote " + folder.resolve("no-json.md"), "flygate rules test " + folder);

        Outcome outcome = CliProject.run(
                "rules",
                "test",
                folder.toString(),
                "--cache",
                CliProject.CACHE,
                "--postgres",
                "12",
                "--postgres",
                "18");
        assertThat(outcome.code()).as(outcome.toString()).isZero();
        assertThat(outcome.out()).contains("PostgreSQL 12\n", "PostgreSQL 18\n", "4 examples of 1 rule: all as marked");

        Outcome again = CliProject.run("rules", "new", "no-json", "--folder", folder.toString());
        again.refused(2, "there is already " + folder.resolve("no-json.md"), "choose another id, or change that file");
    }

    @Test
    void refusesIdsThatAreNoneOrTaken() {
        CliProject.run("rules", "new", "No_Json", "--folder", temp.toString())
                .refused(2, "No_Json is no rule id", "write lower-case words joined by hyphens");
        CliProject.run("rules", "new", "../escape", "--folder", temp.toString())
                .refused(2, "../escape is no rule id", "write lower-case words joined by hyphens");
        assertThat(CliProject.run("rules", "new", "drop-column", "--folder", temp.toString())
                        .err())
                .contains("flygate itself has a rule drop-column");
    }

    @Test
    void saysThatThereIsNothingToTest() {
        Outcome none = CliProject.run("rules", "test", temp.resolve("none").toString());
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("there is no folder of rules");
        assertThat(CliProject.run("rules", "test", "--project", temp.toString()).err())
                .contains("no folder of rules is named", "rules: { folder: .flygate/rules }");
        assertThat(CliProject.run("rules", "test", temp.toString()).err()).contains("there are no rule files in");

        project.file("flygate.yml", "rules: { folder: nowhere }\n").migration("V1__base.sql", "select 1;\n");
        Outcome lint = CliProject.run("lint", project.folder().toString(), "--base-version", "1");
        assertThat(lint.code()).isEqualTo(2);
        assertThat(lint.err()).contains("there is no folder of rules", "nowhere", "flygate rules new");
    }

    private Outcome test() {
        return CliProject.run("rules", "test", "--project", project.folder().toString(), "--cache", CliProject.CACHE);
    }

    private void change(String id, String right, String wrong) {
        String text = documented.getOrDefault(id, "");
        assertThat(text).contains(right);
        project.file(file(id), text.replace(right, wrong));
    }

    private static String file(String id) {
        return ".flygate/rules/" + id + ".md";
    }
}
