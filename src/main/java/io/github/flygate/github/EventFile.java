package io.github.flygate.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The event that started a run, as GitHub itself wrote it down. Numbers and hashes in it can be trusted; titles and
 * names of branches are their authors'.
 *
 * @param name such as {@code pull_request}; empty outside of GitHub Actions
 */
record EventFile(String name, JsonNode content) {
    /** Outside of GitHub Actions. */
    static final EventFile NONE = new EventFile("", MissingNode.getInstance());

    private static final String WORKFLOW_RUN = "workflow_run";
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

    /** GitHub sends none above 25 MB. */
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    static EventFile of(Map<String, String> environment) {
        String path = environment.getOrDefault("GITHUB_EVENT_PATH", "");
        String name = environment.getOrDefault("GITHUB_EVENT_NAME", "");
        if (path.isEmpty()) {
            return new EventFile(name, MissingNode.getInstance());
        }
        try {
            Path file = Path.of(path);
            if (Files.size(file) > MOST_BYTES) {
                throw unreadable(null);
            }
            return new EventFile(name, new ObjectMapper().readTree(Files.readAllBytes(file)));
        } catch (IOException | InvalidPathException e) {
            throw unreadable(e);
        }
    }

    /** Empty for events that belong to no pull request, and for {@code workflow_run}, which does not always say. */
    OptionalInt pullRequest() {
        return Workflow.pullRequest(content.at("/pull_request/number"));
    }

    /** The commit at the pull request's head; empty when the event has none. */
    Optional<String> commit() {
        return text(isWorkflowRun() ? "/workflow_run/head_sha" : "/pull_request/head/sha")
                .filter(commit -> COMMIT.matcher(commit).matches());
    }

    /** What the event compares with: a branch for a pull request, a commit for a merge group or a push; else empty. */
    Optional<String> base() {
        return switch (name) {
            case "pull_request", "pull_request_target" -> text("/pull_request/base/ref");
            case "merge_group" -> text("/merge_group/base_sha").filter(Base::isCommit);
            // A push that makes a branch has nothing before it.
            case "push" -> text("/before").filter(Base::isCommit).or(() -> text("/repository/default_branch"));
            default -> Optional.empty();
        };
    }

    /** The run that made the report, where this is not the same run. */
    Optional<String> run() {
        JsonNode id = content.at("/workflow_run/id");
        return isWorkflowRun() && id.isIntegralNumber() ? Optional.of(id.asText()) : Optional.empty();
    }

    boolean isWorkflowRun() {
        return name.equals(WORKFLOW_RUN);
    }

    /** Whether the run before this one was for a pull request. */
    boolean followsPullRequest() {
        return isWorkflowRun()
                && text("/workflow_run/event").filter("pull_request"::equals).isPresent();
    }

    /** {@code owner:branch} of the pull request that a {@code workflow_run} follows; empty when the fork is gone. */
    Optional<String> head() {
        return text("/workflow_run/head_repository/owner/login")
                .flatMap(owner -> text("/workflow_run/head_branch").map(branch -> owner + ":" + branch));
    }

    private Optional<String> text(String pointer) {
        JsonNode value = content.at(pointer);
        return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private static FlygateException unreadable(@Nullable Exception cause) {
        return new FlygateException(
                ErrorCode.IO,
                "the event file that GITHUB_EVENT_PATH names cannot be read",
                "run this in GitHub Actions, or unset the variable and give --pull-request",
                cause);
    }
}
