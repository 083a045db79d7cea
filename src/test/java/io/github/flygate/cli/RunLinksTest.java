package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.report.Links;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLinksTest {
    private static final String COMMIT = "3f2c1ab9d4e5f60718293a4b5c6d7e8f90a1b2c3";

    @TempDir
    Path workspace;

    @Test
    void aRunOfActionsLinksTheProjectsFilesAtThePullRequestsHead() throws IOException {
        assertThat(RunLinks.of(
                        run("{\"pull_request\": {\"head\": {\"sha\": \"" + COMMIT + "\"}}}"), workspace.resolve("a/b")))
                .isEqualTo(new Links(
                        "https://github.example/acme/shop",
                        COMMIT,
                        "a/b",
                        "https://github.example/acme/shop/actions/runs/17"));
    }

    @Test
    void elsewhereAndForFilesThatAreElsewhereNothingIsLinked() throws IOException {
        assertThat(RunLinks.of(Map.of(), workspace)).isEqualTo(Links.NONE);
        assertThat(RunLinks.of(run("{}"), workspace.resolve(".."))).isEqualTo(Links.NONE);
    }

    @Test
    void anEventThatCannotBeReadStopsNoReport() throws IOException {
        assertThat(RunLinks.of(run("{\"pull_request\""), workspace)).isEqualTo(Links.NONE);
    }

    private Map<String, String> run(String event) throws IOException {
        return Map.of(
                "GITHUB_WORKSPACE",
                workspace.toString(),
                "GITHUB_SERVER_URL",
                "https://github.example",
                "GITHUB_REPOSITORY",
                "acme/shop",
                "GITHUB_RUN_ID",
                "17",
                "GITHUB_EVENT_NAME",
                "pull_request",
                "GITHUB_EVENT_PATH",
                Files.writeString(workspace.resolve("event.json"), event).toString());
    }
}
