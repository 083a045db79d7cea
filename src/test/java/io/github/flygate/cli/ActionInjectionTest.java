package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.github.GithubStub;
import io.github.flygate.report.StoredReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a pull request brings, in names of branches, files and tables, in comments and descriptions, is obeyed by
 * nothing that a run writes to.
 */
@Tag("db")
@DisabledOnOs(OS.WINDOWS)
class ActionInjectionTest {
    /** What it is for, and the text; none holds a slash, so that each can be the name of a file. */
    private static final Map<String, String> PAYLOADS = Map.of(
            "shell", "'\"; touch PWNED; `touch PWNED` $(touch PWNED)",
            "command", "x\n::error::pwned\n::set-output name=verdict::pwned\n::add-mask::a",
            "old command", "##[error]pwned ##[set-output name=verdict;]pwned",
            "output", "x\nverdict=pwned\nverdict<<E\npwned\nE",
            "Markdown", "![pwned](x) [pwned](javascript:x) @everyone #1",
            "HTML", "<script>pwned()<!-- flygate:default --><img src=x>",
            "expression", "${{ github.token }}${{ secrets.PWNED }}");

    private static final Set<String> OUTPUTS = Set.of(
            "verdict",
            "rolling-update-safe",
            "error-count",
            "warning-count",
            "pending-count",
            "checked-count",
            "report-json",
            "report-markdown",
            "sarif-file");

    @TempDir
    static Path temp;

    private static GithubStub github;
    private static ActionJob job;

    @BeforeAll
    static void run() throws IOException {
        github = new GithubStub();
        ActionRepository repository = new ActionRepository(temp, github);
        CliProject work = repository.work();
        work.file("flyway.conf", "flyway.placeholderReplacement=false\nflyway.locations=filesystem:db\n");
        work.git("checkout", "--quiet", "main");
        StringBuilder tables = new StringBuilder();
        PAYLOADS.values().forEach(text -> tables.append("create table " + quoted(text) + " (id bigint, a int);\n"));
        work.file("flyway.conf", "flyway.placeholderReplacement=false\nflyway.locations=filesystem:db\n")
                .file("db/V1__a.sql", tables.toString())
                .commit()
                .git("branch", "--force", "feature")
                .git("checkout", "--quiet", "feature");
        int version = 2;
        for (String text : PAYLOADS.values()) {
            work.file(
                    "db/V" + version++ + "__" + text + ".sql",
                    "/* " + text + " */ create index on " + quoted(text) + " (a);\n");
        }
        job = repository
                .target("x'`touch${IFS}PWNED`$(touch${IFS}PWNED);{{github.token}}<b>|@everyone")
                .push()
                .pullRequest(Map.of())
                .run();
    }

    @AfterAll
    static void end() {
        github.close();
    }

    static Stream<Arguments> table() {
        return Stream.of("shell", "log", "outputs", "summary", "comment", "annotations", "SARIF")
                .flatMap(sink -> PAYLOADS.keySet().stream().sorted().map(payload -> Arguments.of(sink, payload)));
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("table")
    void nothingGetsThrough(String sink, String payload) throws IOException {
        assertThat(job.outputs()).as(job.log()).containsEntry("pending-count", "" + PAYLOADS.size());
        String text = PAYLOADS.getOrDefault(payload, "");
        switch (sink) {
            case "shell" -> shell();
            case "log" -> log(text);
            case "outputs" -> outputs();
            case "summary" -> markdown(job.summary(), payload);
            case "comment" -> comment(payload);
            case "annotations" -> annotations(text);
            default -> sarif(text);
        }
    }

    private static void shell() throws IOException {
        try (Stream<Path> all = Files.walk(temp)) {
            assertThat(all.map(file -> String.valueOf(file.getFileName()))).doesNotContain("PWNED");
        }
        assertThat(ActionJob.ROOT.resolve("PWNED")).doesNotExist();
    }

    private static void log(String text) {
        assertThat(job.log()).as(text).contains("V2__", "V8__");
        assertThat(job.steps()).allSatisfy((id, step) -> {
            assertThat(step.read().obeyed()).as(id).isEmpty();
            assertThat(RunnerLog.of(step.log().replaceAll("(?m)^::stop-commands::.*$", ""))
                            .obeyed())
                    .as(id + ", if commands were not stopped")
                    .isEmpty();
        });
    }

    private static void outputs() {
        Map<String, String> set = job.of("check").outputs();
        assertThat(set).containsOnlyKeys(OUTPUTS).containsEntry("verdict", "fail");
        assertThat(job.of("base").outputs()).containsOnlyKeys("base");
        assertThat(job.outputs().values()).noneMatch(value -> value.contains("pwned"));
    }

    private static void comment(String payload) {
        String marker = "<!-- flygate:default -->\n";
        assertThat(github.comments()).singleElement().satisfies(comment -> {
            assertThat(comment.body()).startsWith(marker);
            markdown(comment.body().substring(marker.length()), payload);
        });
    }

    private static void markdown(String text, String payload) {
        assertThat(text).contains(payload.equals("Markdown") ? "everyone" : "V2__");
        assertThat(StoredReports.outsideCode(text))
                .doesNotContain("![pwned", "[pwned](", " @everyone", " #1", "<script", "<!--", "<img");
        assertThat(text).doesNotContain(GithubStub.TOKEN, "##[");
        assertThat(text.lines()).noneMatch(line -> line.stripLeading().startsWith("::"));
    }

    private static void annotations(String text) {
        assertThat(job.annotations()).isNotEmpty().allSatisfy(annotation -> {
            assertThat(annotation.message()).isNotEqualTo("pwned").doesNotContain("##[", GithubStub.TOKEN);
            assertThat(annotation.properties()).containsOnlyKeys("file", "line", "col", "title");
            assertThat(annotation.properties().get("title")).startsWith("flygate: ");
        });
        assertThat(job.annotations().stream()
                        .filter(annotation -> annotation.level().equals("error")))
                .as("one for each index, and none of a payload's, such as " + text)
                .hasSize(PAYLOADS.size());
    }

    private static void sarif(String text) throws IOException {
        JsonNode run = new ObjectMapper()
                .readTree(Path.of(job.outputs().get("sarif-file")).toFile())
                .at("/runs/0");
        assertThat(run.get("results")).isNotEmpty().allSatisfy(result -> {
            String message = result.at("/message/text").asText();
            assertThat(message)
                    .as(text)
                    .doesNotContainPattern("(?<!\\\\)\\[pwned\\]\\(")
                    .doesNotContain(GithubStub.TOKEN);
            assertThat(message.chars()).noneMatch(Character::isISOControl);
            assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                            .asText())
                    .startsWith("db/V")
                    .matches("[!-~]+");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "version, 2",
        "working-directory, 3",
        "base-ref, 2",
        "locations, 2",
        "engine, 2",
        "fail-on, 2",
        "comment-tag, 2"
    })
    void inputsAreNoTextOfAnything(String input, int code) throws IOException {
        try (GithubStub own = new GithubStub()) {
            Path folder = Files.createTempDirectory(temp, "inputs");
            String all = String.join(" ", PAYLOADS.values());
            ActionJob hostile = new ActionRepository(folder, own)
                    .push()
                    .pullRequest(Map.of(input, all))
                    .run();

            assertThat(hostile.code()).as(hostile.log()).isEqualTo(code);
            shell();
            assertThat(hostile.steps().values()).allSatisfy(step -> {
                assertThat(step.read().obeyed()).isEmpty();
                assertThat(step.outputs().values()).noneMatch(value -> value.contains("pwned"));
            });
            assertThat(hostile.annotations())
                    .hasSizeLessThanOrEqualTo(1)
                    .allSatisfy(annotation ->
                            assertThat(annotation.properties()).containsEntry("title", "flygate could not look"));
            assertThat(StoredReports.outsideCode(hostile.summary()))
                    .doesNotContain("![pwned", "<script", "<!--", " @everyone");
            assertThat(own.writes()).isEmpty();
        }
    }

    @Test
    void theRunnerOfThisTestObeysWhatGithubsDoes() {
        RunnerLog log = RunnerLog.of("""
                a
                  ::error file=a,line=1::x%0Ay
                b ##[set-output name=v;]w
                ::stop-commands::t
                ::error::no
                ::t::
                ::set-output name=v::w
                no ::error::no
                """);
        assertThat(log.annotations())
                .containsExactly(new RunnerLog.Annotation("error", Map.of("file", "a", "line", "1"), "x\ny"));
        assertThat(log.obeyed()).isEqualTo(List.of("b ##[set-output name=v;]w", "::set-output name=v::w"));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"").substring(0, Math.min(name.length(), 50)) + '"';
    }
}
