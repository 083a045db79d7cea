package io.github.flygate.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The comments of a pull request. */
final class Conversation {
    private static final int PAGE = 100;

    /** GitHub keeps at most 2,500 comments on a pull request. */
    private static final int MOST_PAGES = 30;

    private final GithubApi api;
    private final String repository;
    private final int pullRequest;

    Conversation(GithubApi api, String repository, int pullRequest) {
        this.api = api;
        this.repository = repository;
        this.pullRequest = pullRequest;
    }

    /** A comment that is there. */
    record Found(long id, String body) {}

    /** A comment of anybody's that begins with the marker. */
    private record Candidate(Found comment, String author) {}

    /** The oldest of the token's own comments that begin with the marker; those of others are never looked at. */
    Optional<Found> find(String marker) {
        List<Candidate> candidates = new ArrayList<>();
        boolean more = true;
        for (int page = 1; more && page <= MOST_PAGES; page++) {
            JsonNode comments = api.get(
                    "/repos/" + repository + "/issues/" + pullRequest + "/comments?per_page=" + PAGE + "&page=" + page);
            comments.forEach(comment -> {
                String body = comment.path("body").asText("");
                if (body.startsWith(marker)) {
                    candidates.add(new Candidate(
                            new Found(comment.path("id").longValue(), body),
                            comment.at("/user/login").asText("")));
                }
            });
            more = comments.size() >= PAGE;
        }
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        String self = api.viewer();
        return candidates.stream()
                .filter(candidate -> candidate.author().equals(self))
                .map(Candidate::comment)
                .findFirst();
    }

    /** The new comment's number. */
    long create(String body) {
        return api.post("/repos/" + repository + "/issues/" + pullRequest + "/comments", Map.of("body", body))
                .path("id")
                .longValue();
    }

    void update(Found comment, String body) {
        api.patch("/repos/" + repository + "/issues/comments/" + comment.id(), Map.of("body", body));
    }
}
