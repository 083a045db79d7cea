package io.github.flygate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the pull request that a run belongs to, by what GitHub itself says. */
final class PullRequests {
    private final GithubApi api;
    private final Workflow workflow;

    PullRequests(GithubApi api, Workflow workflow) {
        this.api = api;
        this.workflow = workflow;
    }

    /**
     * The pull request to comment on; empty when the run belongs to none.
     *
     * @param given by the command line; it may come from a fork's run, so that after such a run it is compared with what
     *     that run has checked
     */
    OptionalInt find(OptionalInt given) {
        EventFile event = workflow.event();
        if (!event.isWorkflowRun()) {
            return given.isPresent() ? given : event.pullRequest();
        }
        if (!event.followsPullRequest()) {
            return OptionalInt.empty();
        }
        String commit = event.commit().orElseThrow(() -> unknown("the event names no commit"));
        if (given.isPresent()) {
            JsonNode pullRequest = api.get("/repos/" + workflow.repository() + "/pulls/" + given.getAsInt());
            return at(pullRequest, commit)
                    .orElseThrow(() -> unknown("pull request " + given.getAsInt() + " is not at the commit that the"
                            + " run has checked"));
        }
        return OptionalInt.of(byHead(event, commit));
    }

    private int byHead(EventFile event, String commit) {
        String head = event.head().orElseThrow(() -> unknown("the fork is gone"));
        List<Integer> numbers = new ArrayList<>();
        api.get("/repos/" + workflow.repository() + "/pulls?state=open&per_page=100&head="
                        + URLEncoder.encode(head, StandardCharsets.UTF_8))
                .forEach(pullRequest -> at(pullRequest, commit).ifPresent(found -> numbers.add(found.getAsInt())));
        if (numbers.size() != 1) {
            throw unknown(
                    numbers.isEmpty()
                            ? "no open pull request is at the commit that the run has checked"
                            : numbers.size() + " pull requests are at the commit that the run has checked");
        }
        return numbers.get(0);
    }

    private static Optional<OptionalInt> at(JsonNode pullRequest, String commit) {
        OptionalInt number = Workflow.pullRequest(pullRequest.path("number"));
        boolean same = pullRequest.at("/head/sha").asText("").equals(commit);
        return same && number.isPresent() ? Optional.of(number) : Optional.empty();
    }

    private static FlygateException unknown(String why) {
        return new FlygateException(
                ErrorCode.GITHUB,
                "it is not known which pull request to comment on: " + why,
                "when it has a newer commit, that one's run comments; else give --pull-request");
    }
}
