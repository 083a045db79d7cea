package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.github.GithubStub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** action.yml from its first step to its last, on clones as actions/checkout makes them. */
@Tag("db")
@DisabledOnOs(OS.WINDOWS)
class ActionFlowTest {
    private static final String FILE = CliProject.MIGRATIONS + "V2__a.sql";
    private static final String BLOCKS = "create index book_title on book (title);\n";
    private static final String SAFE = "create table author (id bigint primary key);\n";

    @TempDir
    Path temp;

    private GithubStub github;
    private ActionRepository repository;

    @BeforeEach
    void begin() throws IOException {
        github = new GithubStub();
        repository = new ActionRepository(temp, github);
    }

    @AfterEach
    void end() {
        github.close();
    }

    @Test
    void aPullRequestsCommentIsMadeLeftEditedAndResolved() throws IOException {
        repository.work().migration("V2__a.sql", BLOCKS);
        ActionJob first = repository.push().pullRequest(Map.of()).run();

        assertThat(first.code()).as(first.log()).isEqualTo(1);
        assertThat(first.of("base").log()).isEqualTo("comparing with origin/main\n");
        assertThat(first.outputs())
                .containsEntry("verdict", "fail")
                .containsEntry("rolling-update-safe", "false")
                .containsEntry("error-count", "1")
                .containsEntry("pending-count", "1")
                .containsEntry("checked-count", "1")
                .allSatisfy((name, value) -> assertThat(value).as(name).isNotEmpty());
        assertThat(first.annotations()).first().satisfies(annotation -> {
            assertThat(annotation.level()).isEqualTo("error");
            assertThat(annotation.properties()).containsEntry("file", FILE).containsEntry("line", "1");
        });
        assertThat(first.summary()).contains("index-create-blocking");
        assertThat(first.of("comment").log()).isEqualTo("made comment 1 on pull request 7 of acme/shop\n");
        assertThat(github.comments().get(0).body())
                .startsWith("<!-- flygate:default -->\n")
                .contains("/blob/" + repository.commit("HEAD") + "/" + FILE + "#L1");
        assertThat(new ObjectMapper()
                        .readTree(Path.of(first.outputs().get("sarif-file")).toFile())
                        .at("/runs/0/results/0/ruleId")
                        .asText())
                .isEqualTo("index-create-blocking");
        assertThat(first.used())
                .extracting(use -> use.get("uses"))
                .containsExactly("actions/cache@v4", "actions/cache@v4");

        ActionJob again = repository.pullRequest(Map.of()).run();
        assertThat(again.of("comment").log()).isEqualTo("left comment 1 as it is on pull request 7 of acme/shop\n");

        repository.work().migration("V3__b.sql", "create index book_title_2 on book (title);\n");
        ActionJob more = repository.push().pullRequest(Map.of()).run();
        assertThat(more.of("comment").log()).isEqualTo("updated comment 1 on pull request 7 of acme/shop\n");
        assertThat(github.comments().get(0).body()).contains("V3__b.sql");

        repository
                .work()
                .migration("V2__a.sql", SAFE)
                .migration("V3__b.sql", "create table other (id bigint primary key);\n");
        ActionJob mended = repository.push().pullRequest(Map.of()).run();
        assertThat(mended.code()).as(mended.log()).isZero();
        assertThat(mended.outputs()).containsEntry("verdict", "pass").containsEntry("error-count", "0");
        assertThat(mended.of("comment").log()).isEqualTo("resolved comment 1 on pull request 7 of acme/shop\n");
        assertThat(github.comments())
                .singleElement()
                .satisfies(comment -> assertThat(comment.body()).contains("**Resolved:** "));
        assertThat(github.writes())
                .containsExactly(
                        "POST /repos/acme/shop/issues/7/comments",
                        "PATCH /repos/acme/shop/issues/comments/1",
                        "PATCH /repos/acme/shop/issues/comments/1");
    }

    @Test
    void aForkGetsAllButTheComment() {
        github.fail("POST /repos", 403, "{\"message\": \"Resource not accessible by integration\"}", Map.of());
        repository.work().migration("V2__a.sql", BLOCKS);
        ActionJob job = repository.push().pullRequest(Map.of()).run();

        assertThat(job.code()).as(job.log()).isEqualTo(1);
        assertThat(job.of("comment").code()).isZero();
        assertThat(job.of("comment").log())
                .startsWith("flygate: notice: no comment: the token may not comment (403")
                .contains("docs/github-comment.md");
        assertThat(job.summary()).contains("index-create-blocking");
        assertThat(job.annotations()).isNotEmpty();
    }

    @Test
    void aMergeGroupIsComparedWithItsBaseAndHasNoComment() {
        repository.work().migration("V2__a.sql", BLOCKS);
        repository.push();
        String event = "{\"merge_group\": {\"base_sha\": \"" + repository.commit("main") + "\"}}";
        ActionJob job = repository
                .job("merge_group", event, "refs/pull/7/merge", Map.of())
                .run();

        assertThat(job.code()).as(job.log()).isEqualTo(1);
        assertThat(job.of("base").log()).isEqualTo("comparing with " + repository.commit("main") + "\n");
        assertThat(job.outputs()).containsEntry("pending-count", "1").containsEntry("verdict", "fail");
        assertThat(job.of("comment").log()).isEqualTo("no comment: the event merge_group belongs to no pull request\n");
        assertThat(github.requests()).isEmpty();
    }

    @Test
    void aPushIsComparedWithWhatWasThereAndFindingsMayBeLetThrough() {
        repository.push();
        String before = repository.commit("main");
        repository
                .work()
                .git("checkout", "--quiet", "main")
                .migration("V2__a.sql", BLOCKS)
                .commit()
                .git("push", "--quiet", "origin", "main");
        ActionJob job = repository
                .job(
                        "push",
                        "{\"before\": \"" + before + "\"}",
                        "refs/heads/main",
                        Map.of("fail-on", "never", "comment", "never"))
                .run();

        assertThat(job.code()).as(job.log()).isZero();
        assertThat(job.of("base").log()).isEqualTo("comparing with " + before + "\n");
        assertThat(job.outputs()).containsEntry("verdict", "fail").containsEntry("pending-count", "1");
        assertThat(job.steps()).doesNotContainKey("comment");
        assertThat(List.copyOf(job.of("check").environment().values()))
                .as("what the step that runs the pull request's SQL sees")
                .doesNotContain(GithubStub.TOKEN);
    }
}
