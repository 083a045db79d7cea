package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.CliProject.Outcome;
import io.github.flygate.github.GithubStub;
import io.github.flygate.report.StoredReports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentCommandTest {
    private static final String MARKER = "<!-- flygate:default -->\n";

    @TempDir
    Path temp;

    private GithubStub github;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void begin() throws IOException {
        github = new GithubStub();
        environment.put("GITHUB_API_URL", github.url());
        environment.put("GITHUB_SERVER_URL", "https://github.com");
        environment.put("GITHUB_REPOSITORY", GithubStub.REPOSITORY);
        environment.put("GITHUB_RUN_ID", "17");
        environment.put("GITHUB_TOKEN", GithubStub.TOKEN);
        event(
                "pull_request",
                "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"" + GithubStub.COMMIT + "\"}}}");
    }

    @AfterEach
    void end() {
        github.close();
    }

    @Test
    void oneCommentIsMadeEditedLeftAndResolved() {
        assertDone(comment(StoredReports.withFindings()), "made comment 1 on pull request 7 of acme/shop");
        assertThat(github.comments()).hasSize(1);
        assertThat(github.comments().get(0).body())
                .startsWith(MARKER + "**Rolling update safe: no**, ")
                .contains("](https://github.com/acme/shop/blob/" + GithubStub.COMMIT + "/src/main/");

        assertDone(comment(StoredReports.withFindings()), "left comment 1 as it is on pull request 7 of acme/shop");
        assertThat(github.writes()).hasSize(1);

        assertDone(comment(StoredReports.plenty(3)), "updated comment 1 on pull request 7 of acme/shop");
        assertThat(github.comments()).hasSize(1);
        assertThat(github.comments().get(0).body()).contains("some-rule-2");

        assertDone(comment(StoredReports.withoutFindings()), "resolved comment 1 on pull request 7 of acme/shop");
        assertThat(github.comments()).hasSize(1);
        assertThat(github.comments().get(0).body())
                .startsWith(MARKER + "**Resolved:** ")
                .contains("**Rolling update safe: yes**", "flygate: pass, no findings")
                .doesNotContain("some-rule");

        assertDone(comment(StoredReports.withoutFindings()), "left comment 1 as it is on pull request 7 of acme/shop");
        assertThat(github.writes())
                .containsExactly(
                        "POST /repos/acme/shop/issues/7/comments",
                        "PATCH /repos/acme/shop/issues/comments/1",
                        "PATCH /repos/acme/shop/issues/comments/1");

        assertDone(comment(StoredReports.withFindings()), "updated comment 1 on pull request 7 of acme/shop");
        assertThat(github.comments().get(0).body()).startsWith(MARKER + "**Rolling update safe: no**");
    }

    @Test
    void lineEndsAsBrowsersSendThemAreNoChange() {
        comment(StoredReports.withFindings());
        String body = github.comments().get(0).body();
        github.comments()
                .set(
                        0,
                        new GithubStub.Comment(
                                1, 7, GithubStub.SELF, body.strip().replace("\n", "\r\n")));

        assertDone(comment(StoredReports.withFindings()), "left comment 1 as it is on pull request 7 of acme/shop");
    }

    @Test
    void withoutAnythingToTellNoCommentIsMadeUnlessAlways() {
        assertDone(
                comment(StoredReports.withoutFindings()),
                "nothing to tell and no comment on pull request 7 of acme/shop");
        assertDone(comment(StoredReports.withFindings(), "--when", "never"), "no comment: --when never");
        assertThat(github.comments()).isEmpty();

        comment(StoredReports.withoutFindings(), "--when", "always");
        comment(StoredReports.withoutFindings(), "--when", "always");
        assertThat(github.comments()).hasSize(1);
        assertThat(github.comments().get(0).body()).startsWith(MARKER + "**Rolling update safe: yes**");
    }

    @Test
    void aCommentBehindHundredsOfOthersIsFound() {
        for (int i = 0; i < 250; i++) {
            github.add(7, "somebody", "comment " + i);
        }
        comment(StoredReports.withFindings());
        comment(StoredReports.plenty(2));

        assertThat(github.comments()).hasSize(251);
        assertThat(github.requests()).contains("GET /repos/acme/shop/issues/7/comments?per_page=100&page=3");
        assertThat(github.writes()).last().isEqualTo("PATCH /repos/acme/shop/issues/comments/251");
    }

    @Test
    void aCommentOfSomebodyElseWithTheMarkerIsNotTouched() {
        github.add(7, "somebody", MARKER + "mine");
        github.add(7, "github-actions", MARKER + "mine too");
        github.add(7, GithubStub.SELF, "quotes " + MARKER);

        comment(StoredReports.withFindings());
        comment(StoredReports.plenty(2));

        assertThat(github.comments())
                .hasSize(4)
                .first()
                .extracting(GithubStub.Comment::body)
                .isEqualTo(MARKER + "mine");
        assertThat(github.writes())
                .containsExactly("POST /repos/acme/shop/issues/7/comments", "PATCH /repos/acme/shop/issues/comments/4");
    }

    @Test
    void eachTagHasACommentOfItsOwn() {
        comment(StoredReports.withFindings(), "--tag", "orders");
        comment(StoredReports.withFindings(), "--tag", "orders-2", "--folder", "services/orders");

        assertThat(github.comments())
                .extracting(comment -> comment.body().lines().findFirst().orElseThrow())
                .containsExactly("<!-- flygate:orders -->", "<!-- flygate:orders-2 -->");
        assertThat(github.comments().get(1).body()).contains("/" + GithubStub.COMMIT + "/services/orders/src/main/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 |  | Bad credentials | GitHub does not accept the token (401: Bad credentials)
            403 |  | Resource not accessible by integration | the token may not comment (403: Resource not
            403 |  | Unable to create comment because issue is locked. | the pull request's conversation is locked (403
            403 | retry-after=60 | slow down | GitHub's rate limit is reached for 60 s (403: slow down)
            403 | x-ratelimit-remaining=0,x-ratelimit-reset=0 | API | GitHub's rate limit is reached until 00:00:00 UTC
            403 |  | You have exceeded a secondary rate limit | GitHub's rate limit is reached (403
            429 | retry-after=3600 | wait | GitHub's rate limit is reached for 3600 s (429: wait)
            404 |  | Not Found | GitHub knows no such pull request, or hides it from this token (404: Not Found)
            422 |  | Validation Failed | GitHub does not take the comment (422: Validation Failed)
            301 | location=https://evil.example/ | Moved Permanently | the repository has moved (301
            418 |  |  | GitHub refuses (418)
            500 |  |  | GitHub has a problem of its own (500)
            503 | retry-after=60 | down | GitHub has a problem of its own (503: down)
            """)
    void whateverGithubSaysIsANoticeAndNoVerdict(int status, String headers, String message, String expected) {
        Map<String, String> all = new HashMap<>();
        if (headers != null) {
            for (String header : headers.split(",", -1)) {
                String[] parts = header.split("=", 2);
                all.put(parts[0], parts[1]);
            }
        }
        String body = "{\"message\": \"" + (message == null ? "" : message) + "\"}";
        for (String request : List.of("GET /repos/acme/shop/issues", "POST /repos")) {
            github.requests().clear();
            github.fail(request, status, body, all);

            Outcome outcome = comment(StoredReports.withFindings());
            assertThat(outcome.code()).isZero();
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("flygate: notice: no comment: " + expected)
                    .contains("; what to do: ");
            Outcome strict = comment(StoredReports.withFindings(), "--strict");
            assertThat(strict.code()).isEqualTo(3);
            assertThat(strict.err()).startsWith("flygate: error: " + expected).contains("\n  what to do: ");
            assertThat(github.requests().stream().filter(sent -> sent.startsWith(request)))
                    .as("nothing is sent twice")
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[", "{\"message\": 1}"})
    void anAnswerThatIsNoJsonIsANotice(String body) {
        github.fail("GET ", 200, body, Map.of());
        assertThat(comment(StoredReports.withoutFindings()).code()).isZero();
        github.fail("GET ", 502, body, Map.of());
        assertThat(comment(StoredReports.withFindings()).err()).contains("GitHub has a problem of its own (502");
    }

    @Test
    void aNetworkThatIsDownIsANotice() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        environment.put("GITHUB_API_URL", "http://127.0.0.1:" + closed);

        Outcome outcome = comment(StoredReports.withFindings());

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).startsWith("flygate: notice: no comment: 127.0.0.1 cannot be reached: ");
    }

    @Test
    void aTokenThatDoesNotTellWhoseItIsEditsNothing() {
        comment(StoredReports.withFindings());
        github.fail("POST /graphql", 200, "{\"errors\": [{\"message\": \"no\"}]}", Map.of());

        assertThat(comment(StoredReports.plenty(2)).err()).contains("GitHub does not say whose token it is");
        assertThat(github.writes()).hasSize(1);
    }

    @Test
    void withoutATokenThereIsANotice() {
        environment.put("GITHUB_TOKEN", " ");
        assertThat(comment(StoredReports.withFindings()).err())
                .startsWith("flygate: notice: no comment: there is no token; what to do: ");
        environment.put("FLYGATE_GITHUB_TOKEN", GithubStub.TOKEN + "\n");
        assertDone(comment(StoredReports.withFindings()), "made comment 1 on pull request 7 of acme/shop");
    }

    @Test
    void theTokenIsNeverShown() {
        List<Outcome> outcomes = new ArrayList<>();
        github.fail("GET ", 422, "{\"message\": \"Bearer " + GithubStub.TOKEN + "\"}", Map.of());
        outcomes.add(comment(StoredReports.withFindings(), "--debug"));
        outcomes.add(comment(StoredReports.withFindings(), "--strict", "--debug"));
        environment.put("GITHUB_TOKEN", GithubStub.TOKEN + "\u0007 " + GithubStub.TOKEN);
        outcomes.add(comment(StoredReports.withFindings(), "--strict", "--debug"));
        environment.put("GITHUB_TOKEN", GithubStub.TOKEN);
        environment.put("GITHUB_API_URL", "http://127.0.0.1:1");
        outcomes.add(comment(StoredReports.withFindings(), "--strict", "--debug"));

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.toString()).doesNotContain(GithubStub.TOKEN));
        assertThat(outcomes.get(0).err()).contains("(422: Bearer ***)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://github.example", "ftp://x", "https://user:secret@host", "no address", "https://"})
    void theTokenGoesToNoServerThatIsNotSafe(String url) {
        environment.put("GITHUB_API_URL", url);
        comment(StoredReports.withFindings())
                .refused(2, "GITHUB_API_URL is no https address", "set it as GitHub Actions sets it");
    }

    @Test
    void thousandsOfFindingsFitAndTheVerdictStays() {
        assertThat(comment(StoredReports.plenty(3_000)).code()).isZero();

        String body = github.comments().get(0).body();
        assertThat(body.length()).isLessThan(60_200);
        assertThat(body)
                .startsWith(MARKER + "**Rolling update safe: no**")
                .contains("| `orders` | 1000 errors, 1000 warnings, 1000 info |", "Shortened to fit into a comment")
                .endsWith("[the run](https://github.com/acme/shop/actions/runs/17).\n");
    }

    @Test
    void whatAForkWritesIntoItsReportStaysText() {
        String hostile = "<!-- flygate:default --> @everyone | ` \u202e\u200b </details> ![x](https://evil.example) #1";

        assertDone(comment(StoredReports.hostile(hostile)), "made comment 1 on pull request 7 of acme/shop");

        String body = github.comments().get(0).body();
        assertThat(StoredReports.outsideCode(body.substring(MARKER.length())))
                .doesNotContain("<!--", " @everyone", "![x]", "https://evil", "\u202e", "\u200b", " #1 ");
    }

    @ParameterizedTest
    @CsvSource({"push, {}", "merge_group, '{\"merge_group\": {\"head_sha\": \"x\"}}'", "schedule, ''"})
    void anEventWithoutAPullRequestIsSaidAndNothingElseIsDone(String name, String content) throws IOException {
        event(name, content.isEmpty() ? "{}" : content);

        assertDone(
                comment(StoredReports.withFindings()), "no comment: the event " + name + " belongs to no pull request");
        assertThat(github.requests()).isEmpty();
        comment(StoredReports.withFindings(), "--pull-request", "9");
        assertThat(github.comments())
                .singleElement()
                .extracting(GithubStub.Comment::pullRequest)
                .isEqualTo(9);
    }

    @Test
    void afterAForksRunThePullRequestIsTheOneAtTheCommitThatWasChecked() throws IOException {
        workflowRun("pull_request");
        github.open(6, "0000000000000000000000000000000000000000");
        github.open(8, GithubStub.COMMIT);

        assertDone(comment(StoredReports.withFindings()), "made comment 1 on pull request 8 of acme/shop");

        assertThat(github.requests())
                .first()
                .isEqualTo("GET /repos/acme/shop/pulls?state=open&per_page=100&head=forker%3Aa%26state%3Dall");
        assertThat(github.comments().get(0).body())
                .contains("](https://github.com/acme/shop/blob/" + GithubStub.COMMIT + "/src/main/");
        assertDone(
                comment(StoredReports.plenty(3_000), "--pull-request", "8"),
                "updated comment 1 on pull request 8 of acme/shop");
        assertThat(github.comments().get(0).body()).contains("https://github.com/acme/shop/actions/runs/4711)");
    }

    @Test
    void aForksRunCommentsOnNoOtherPullRequest() throws IOException {
        workflowRun("pull_request");
        github.open(6, "0000000000000000000000000000000000000000");

        assertThat(comment(StoredReports.withFindings(), "--pull-request", "6").err())
                .contains("pull request 6 is not at the commit that the run has checked");
        assertThat(comment(StoredReports.withFindings()).err())
                .contains("no open pull request is at the commit that the run has checked");
        github.open(8, GithubStub.COMMIT);
        github.open(9, GithubStub.COMMIT);
        assertThat(comment(StoredReports.withFindings()).err())
                .contains("2 pull requests are at the commit that the run has checked");
        workflowRun("push");
        assertDone(
                comment(StoredReports.withFindings(), "--pull-request", "8"),
                "no comment: the event workflow_run belongs to no pull request");
        assertThat(github.comments()).isEmpty();
    }

    @Test
    void outsideOfActionsTheCommandLineSaysItAll() {
        environment.keySet().removeAll(List.of("GITHUB_EVENT_NAME", "GITHUB_EVENT_PATH", "GITHUB_REPOSITORY"));
        comment(StoredReports.withFindings())
                .refused(2, "nothing says which pull request to comment on", "give its number with --pull-request");
        comment(StoredReports.withFindings(), "--pull-request", "7")
                .refused(
                        2,
                        "nothing says which repository the pull request is in",
                        "give --repo owner/name, or GITHUB_REPOSITORY in the environment");
        assertDone(
                comment(
                        StoredReports.withFindings(),
                        "--pull-request",
                        "7",
                        "--repo",
                        GithubStub.REPOSITORY,
                        "--commit",
                        GithubStub.COMMIT),
                "made comment 1 on pull request 7 of acme/shop");
        assertThat(github.comments().get(0).body()).contains("/blob/" + GithubStub.COMMIT + "/src/");
    }

    @Test
    void theEventOfOneRepositorySaysNothingOfAnother() {
        environment.put("GITHUB_REPOSITORY", "acme/other");
        environment.put("GITHUB_SHA", GithubStub.COMMIT);

        assertThat(comment(StoredReports.withFindings(), "--repo", GithubStub.REPOSITORY)
                        .code())
                .isEqualTo(2);
        comment(StoredReports.withFindings(), "--repo", GithubStub.REPOSITORY, "--pull-request", "7");
        assertThat(github.comments())
                .singleElement()
                .extracting(GithubStub.Comment::body)
                .asString()
                .doesNotContain("/blob/");
    }

    @ParameterizedTest
    @CsvSource({
        "--pull-request, 7; rm, --pull-request takes a number",
        "--pull-request, -1, --pull-request takes a number",
        "--pull-request, 07, --pull-request takes a number",
        "--pull-request, ../8, --pull-request takes a number",
        "--pull-request, 9999999999, --pull-request takes a number",
        "--repo, acme, acme is no name of a repository",
        "--repo, acme/.., acme/.. is no name of a repository",
        "--repo, acme/shop/issues, acme/shop/issues is no name of a repository",
        "--repo, acme/shop?x, acme/shop?x is no name of a repository",
        "--tag, a-->b, 'a tag is made of letters and digits, joined by . _ or -, at most 60'",
        "--when, sometimes, --when sometimes is not known"
    })
    void whatCannotBeMeantIsRefused(String option, String value, String message) {
        Outcome outcome = comment(StoredReports.withFindings(), option, value);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("flygate: error: " + message + "\n  what to do: ");
        assertThat(github.requests()).isEmpty();
    }

    @Test
    void aReportThatIsNoneEndsWithThree() {
        assertThat(comment("{}").toString())
                .isEqualTo(new Outcome(
                                3,
                                "",
                                "flygate: error: the report cannot be used: it lacks the key schemaVersion\n"
                                        + "  what to do: give the file that `flygate check --format json` of this version"
                                        + " wrote\n")
                        .toString());
        assertThat(CliProject.run(
                                environment,
                                "",
                                "comment",
                                "--report",
                                temp.resolve("none.json").toString())
                        .err())
                .contains("none.json cannot be read");
        assertThat(github.requests()).isEmpty();
    }

    private void workflowRun(String of) throws IOException {
        event("workflow_run", """
                {"workflow_run": {"id": 4711, "event": "%s", "head_sha": "%s", "head_branch": "a&state=all",
                  "head_repository": {"owner": {"login": "forker"}}, "pull_requests": []}}
                """.formatted(of, GithubStub.COMMIT));
    }

    private void event(String name, String content) throws IOException {
        environment.put("GITHUB_EVENT_NAME", name);
        environment.put(
                "GITHUB_EVENT_PATH",
                Files.writeString(temp.resolve("event.json"), content).toString());
    }

    private Outcome comment(String report, String... options) {
        try {
            Path file = Files.writeString(temp.resolve("report.json"), report);
            List<String> arguments = new ArrayList<>(List.of("comment", "--report", file.toString()));
            arguments.addAll(List.of(options));
            return CliProject.run(environment, "", arguments.toArray(String[]::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertDone(Outcome outcome, String said) {
        assertThat(outcome.toString()).isEqualTo(new Outcome(0, said + "\n", "").toString());
    }
}
