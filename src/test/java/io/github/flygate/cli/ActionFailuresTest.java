package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.github.GithubStub;
import io.github.flygate.report.StoredReports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a job that uses the action ends with, and says, where something is not as it should be. */
@Tag("db")
@DisabledOnOs(OS.WINDOWS)
class ActionFailuresTest {
    private static final String PASS = "<!-- flygate:default -->\n**Rolling update safe: yes**";

    @TempDir
    Path temp;

    private GithubStub github;
    private ActionRepository repository;

    @BeforeEach
    void begin() throws IOException {
        github = new GithubStub();
        github.add(7, GithubStub.SELF, PASS);
        repository = new ActionRepository(temp, github);
    }

    @AfterEach
    void end() {
        github.close();
    }

    @Test
    void sqlThatFlywayRefusesIsUnknownAndTheCommentThatSaidPassSaysSo() {
        repository.work().migration("V2__a.sql", "select '${nobody}';\n");
        String said = CliProject.MIGRATIONS + "V2__a.sql:1: placeholder ${nobody} has no value";
        couldNotLook(repository.push().pullRequest(Map.of()).run(), 3, said);

        assertThat(github.comments())
                .singleElement()
                .satisfies(comment -> assertThat(comment.body())
                        .startsWith("<!-- flygate:default -->\n## flygate could not look\n")
                        .contains(
                                said,
                                "An earlier report that stood here",
                                "https://github.com/acme/shop/actions/runs/17"));
    }

    @Test
    void historiesThatShareNothingAreNoBase() {
        repository.push();
        repository
                .work()
                .git("checkout", "--quiet", "--orphan", "other")
                .file("README", "")
                .commit()
                .git("push", "-q", "origin", "other");
        String event = "{\"pull_request\": {\"number\": 7, \"base\": {\"ref\": \"main\"}}}";
        ActionJob job = repository
                .job("pull_request", event, "refs/heads/other", Map.of())
                .run();

        couldNotLook(job, 3, "HEAD and origin/main have no commit in common");
        assertThat(github.comments().get(0).body()).contains("have no commit in common");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            base-ref | gone | 3 | the base refs/remotes/origin/gone cannot be fetched: fatal: couldn't find remote ref
            base-ref | 0123456789012345678901234567890123456789 | 3 | the base 0123456789012345678901234567890123456789
            base-ref | a..b | 2 | a..b is no name of a branch
            working-directory | services/none | 3 | services/none is in no git repository
            """)
    void aBaseThatIsNotThereIsSaidByItsStep(String input, String value, int code, String said) {
        ActionJob job = repository.push().pullRequest(Map.of(input, value)).run();

        couldNotLook(job, code, said);
        assertThat(job.steps()).doesNotContainKey("check");
        assertThat(github.comments().get(0).body()).contains("## flygate could not look");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schedule | neither flygate.yml nor the event schedule says what to compare with
            pull_request_target | pull_request_target gives what a pull request brings the rights of this repository
            """)
    void anEventThatCannotBeCheckedIsWrongUse(String event, String said) {
        ActionJob job = repository
                .push()
                .job(event, "{}", "refs/pull/7/merge", Map.of())
                .run();

        couldNotLook(job, 2, said);
        assertThat(github.requests()).isEmpty();
    }

    @Test
    void theBaseOfFlygateYmlCountsMoreThanTheEventAndLessThanTheInput() {
        String refused = "select '${nobody}';\n";
        repository.work().file("flygate.yml", "base: { version: \"1\" }\n").migration("V2__a.sql", refused);
        repository.push();
        for (String event : new String[] {"schedule", "merge_group"}) {
            String content = "{\"merge_group\": {\"base_sha\": \"" + repository.commit("feature") + "\"}}";
            ActionJob job = repository
                    .job(event, content, "refs/pull/7/merge", Map.of())
                    .run();
            couldNotLook(job, 3, "V2__a.sql:1: placeholder ${nobody} has no value");
        }
        ActionJob job = repository.pullRequest(Map.of("base-ref", "feature")).run();
        assertThat(job.outputs()).as(job.log()).containsEntry("pending-count", "0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fail-on | sometimes | failOn
            from-nothing | yes | input from-nothing: yes is neither true nor false
            report-dir | /dev/null/x | report-dir /dev/null/x cannot be made
            """)
    void anInputThatCannotBeMeantIsSaid(String input, String value, String said) {
        ActionJob job = repository
                .push()
                .pullRequest(Map.of(input, value, "comment", "never"))
                .run();

        couldNotLook(job, input.equals("report-dir") ? 3 : 2, said);
        assertThat(github.requests()).isEmpty();
    }

    @Test
    void aVersionThatIsNoneEndsTheJobBeforeAnythingIsDownloaded() {
        ActionJob job =
                repository.push().pullRequest(Map.of("version", "1.0\nhome=/x")).run();

        couldNotLook(job, 2, "the input version is no version");
        assertThat(job.steps()).containsOnlyKeys("prepare");
        assertThat(job.of("prepare").outputs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | Resource not accessible by integration | the token may not comment (403: Resource not
            403 | You have exceeded a secondary rate limit | GitHub's rate limit is reached (403: You have
            502 | | GitHub has a problem of its own (502)
            0 | | 127.0.0.1 cannot be reached: ConnectException
            """)
    void aCommentThatCannotBePostedChangesNoVerdict(int status, String message, String said) throws IOException {
        repository.push();
        if (status > 0) {
            github.fail("GET ", status, message == null ? "" : "{\"message\": \"" + message + "\"}", Map.of());
        }
        ActionJob job = repository.pullRequest(Map.of());
        if (status == 0) {
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                job.replace("GITHUB_API_URL", "http://127.0.0.1:" + closed.getLocalPort());
            }
        }
        job.step("prepare");
        job.step("jar");
        Path report = Files.writeString(temp.resolve("report.json"), StoredReports.withFindings());
        ActionJob.Step comment =
                job.with("check", "report-json", report.toString()).step("comment");

        assertThat(comment.code()).isZero();
        assertThat(comment.log().lines())
                .singleElement()
                .asString()
                .startsWith("flygate: notice: no comment: " + said)
                .contains("; what to do: ");
        assertThat(comment.log()).doesNotContain(GithubStub.TOKEN);
    }

    @Test
    void manyFilesStayWithinWhatGithubTakes() throws IOException {
        int files = 60;
        for (int i = 2; i < files + 2; i++) {
            repository.work().migration("V" + i + "__a.sql", "create index i" + i + " on book (title);\n");
        }
        ActionJob job = repository.push().pullRequest(Map.of()).run();

        assertThat(job.code()).as(job.log()).isEqualTo(1);
        assertThat(job.outputs())
                .containsEntry("pending-count", "" + files)
                .containsEntry("checked-count", "" + files)
                .containsEntry("error-count", "" + files);
        assertThat(job.annotations().stream().filter(one -> one.level().equals("error")))
                .hasSize(10);
        assertThat(job.summary()).contains("**Rolling update safe: no**").hasSizeLessThan(61_000);
        assertThat(github.comments().get(0).body()).hasSizeLessThan(61_000);
    }

    /** In every place where somebody may look. */
    private static void couldNotLook(ActionJob job, int code, String said) {
        assertThat(job.code()).as(job.log()).isEqualTo(code);
        assertThat(job.outputs())
                .containsEntry("verdict", "unknown")
                .containsEntry("rolling-update-safe", "unknown")
                .containsEntry("report-json", "");
        assertThat(job.summary()).startsWith("## flygate could not look\n").contains(said);
        assertThat(job.annotations()).singleElement().satisfies(annotation -> {
            assertThat(annotation.properties()).containsEntry("title", "flygate could not look");
            assertThat(annotation.message()).contains(said);
        });
        assertThat(job.log()).contains(said);
    }
}
