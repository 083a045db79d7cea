package io.github.flygate.github;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What GitHub's error answers mean, and what to do.
 *
 * @see <a href="https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api">Troubleshooting</a>
 * @see <a href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate limits</a>
 */
final class Refusals {
    private static final int MOST_MESSAGE = 200;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Refusals() {}

    /** @param message GitHub's own words; empty when it says nothing */
    static FlygateException of(int status, HttpHeaders headers, String message) {
        String said = " (" + status + (message.isBlank() ? "" : ": " + cut(message)) + ")";
        boolean limited = status == 429
                || status == 403
                        && (header(headers, "x-ratelimit-remaining").equals("0")
                                || !header(headers, "retry-after").isEmpty()
                                || message.toLowerCase(Locale.ROOT).contains("rate limit"));
        if (limited) {
            return refusal(
                    "GitHub's rate limit is reached" + until(headers) + said,
                    "run the job again later; the comment is then brought up to date");
        }
        return switch (status) {
            case 301, 302, 307, 308 ->
                refusal("the repository has moved" + said, "give its present name with --repo owner/name");
            case 401 -> refusal("GitHub does not accept the token" + said, "give GITHUB_TOKEN one that is valid");
            case 403 -> forbidden(message, said);
            case 404, 410 ->
                refusal(
                        "GitHub knows no such pull request, or hides it from this token" + said,
                        "look at --repo and --pull-request, and give the job `permissions: pull-requests: write`");
            case 422 -> refusal("GitHub does not take the comment" + said, "report this with the JSON report");
            default ->
                status >= 500
                        ? refusal("GitHub has a problem of its own" + said, "run the job again later")
                        : refusal("GitHub refuses" + said, "look at what it says");
        };
    }

    private static FlygateException forbidden(String message, String said) {
        return message.toLowerCase(Locale.ROOT).contains("locked")
                ? refusal("the pull request's conversation is locked" + said, "unlock it")
                : refusal(
                        "the token may not comment" + said,
                        "give the job `permissions: pull-requests: write`; for forks and Dependabot comment from a"
                                + " workflow of its own, see docs/github-comment.md");
    }

    private static String until(HttpHeaders headers) {
        String seconds = header(headers, "retry-after");
        if (seconds.matches("\\d{1,6}")) {
            return " for " + seconds + " s";
        }
        String reset = header(headers, "x-ratelimit-reset");
        try {
            return reset.matches("\\d{1,12}")
                    ? " until " + TIME.format(Instant.ofEpochSecond(Long.parseLong(reset)))
                    : "";
        } catch (DateTimeException e) {
            return "";
        }
    }

    private static String header(HttpHeaders headers, String name) {
        return headers.firstValue(name).orElse("").strip();
    }

    private static String cut(String message) {
        return message.length() <= MOST_MESSAGE ? message : message.substring(0, MOST_MESSAGE - 3) + "...";
    }

    private static FlygateException refusal(String what, String hint) {
        return new FlygateException(ErrorCode.GITHUB, what, hint);
    }
}
