package io.github.flygate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.report.Links;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What GitHub Actions says of the run that this process belongs to, by its variables and its event file; outside of
 * Actions, what the command line says instead.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/variables">Variables</a>
 */
public final class Workflow {
    private static final Pattern REPOSITORY =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");
    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,18}");
    private static final String SERVER = "https://github.com";
    private static final String API = "https://api.github.com";

    private final Map<String, String> environment;
    private final Optional<String> repository;
    private final EventFile event;

    private Workflow(Map<String, String> environment, Optional<String> repository, EventFile event) {
        this.environment = environment;
        this.repository = repository;
        this.event = event;
    }

    /**
     * Reads the event file.
     *
     * @param repository {@code owner/name}; empty for that of the run
     * @throws FlygateException when it is none, or when the event file cannot be read
     */
    public static Workflow of(Map<String, String> environment, Optional<String> repository) {
        Optional<String> name = repository.or(() -> value(environment, "GITHUB_REPOSITORY"));
        if (name.isPresent() && !REPOSITORY.matcher(name.get()).matches()) {
            throw new FlygateException(
                    ErrorCode.USAGE, name.get() + " is no name of a repository", "give owner/name with --repo");
        }
        Optional<String> own = value(environment, "GITHUB_REPOSITORY");
        if (own.isPresent() && !own.equals(name)) {
            // The event, the commit and the run are those of another repository.
            return new Workflow(without(environment, "GITHUB_SHA", "GITHUB_RUN_ID"), name, EventFile.NONE);
        }
        return new Workflow(environment, name, EventFile.of(environment));
    }

    /**
     * Where the files that the run has checked can be looked at.
     *
     * @param folder of the project in the repository; empty for its top
     */
    public Links links(String folder) {
        return links(folder, event.commit().orElse(environment.getOrDefault("GITHUB_SHA", "")));
    }

    /**
     * The same for a commit that somebody names.
     *
     * @param commit the one that was checked
     */
    public Links links(String folder, String commit) {
        if (repository.isEmpty()) {
            return Links.NONE;
        }
        String address = address("GITHUB_SERVER_URL", SERVER) + "/" + repository.get();
        String run = event.run().or(() -> value(environment, "GITHUB_RUN_ID")).orElse("");
        return new Links(
                address, commit, folder, DIGITS.matcher(run).matches() ? address + "/actions/runs/" + run : "");
    }

    Optional<String> base() {
        return event.base();
    }

    /** As GitHub calls it; {@code none} outside of Actions. */
    String eventName() {
        return event.name().isEmpty() ? "none" : event.name();
    }

    /** Address of the server that the clone comes from. */
    String server() {
        return address("GITHUB_SERVER_URL", SERVER);
    }

    /** @throws FlygateException when nothing says which repository it is */
    String repository() {
        return repository.orElseThrow(() -> new FlygateException(
                ErrorCode.USAGE,
                "nothing says which repository the pull request is in",
                "give --repo owner/name, or GITHUB_REPOSITORY in the environment"));
    }

    URI api() {
        return URI.create(address("GITHUB_API_URL", API));
    }

    EventFile event() {
        return event;
    }

    /** @throws FlygateException with {@link ErrorCode#GITHUB} without one: runs for forks are often given none */
    String token() {
        String token = value(environment, "FLYGATE_GITHUB_TOKEN")
                .or(() -> value(environment, "GITHUB_TOKEN"))
                .orElseThrow(() -> new FlygateException(
                        ErrorCode.GITHUB,
                        "there is no token",
                        "give the step `env: { GITHUB_TOKEN: ${{ github.token }} }`"));
        // What refuses a wrong header quotes it.
        if (!token.matches("[!-~]+")) {
            throw new FlygateException(
                    ErrorCode.GITHUB,
                    "the token holds characters that no token has",
                    "look at how GITHUB_TOKEN is set; it is not shown here");
        }
        return token;
    }

    /** Without a slash at the end; encrypted, or on this machine, because the token goes there. */
    private String address(String variable, String otherwise) {
        String address = value(environment, variable).orElse(otherwise).replaceAll("/+$", "");
        try {
            URI uri = new URI(address);
            String host = Optional.ofNullable(uri.getHost()).orElse("");
            boolean here = host.equals("localhost") || host.equals("127.0.0.1");
            boolean safe = "https".equals(uri.getScheme()) || here && "http".equals(uri.getScheme());
            if (safe && !host.isEmpty() && uri.getUserInfo() == null && uri.getQuery() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Refused below, with all the others.
        }
        throw new FlygateException(
                ErrorCode.CONFIGURATION, variable + " is no https address", "set it as GitHub Actions sets it");
    }

    /** A number as GitHub counts pull requests; empty when it is none. */
    static OptionalInt pullRequest(JsonNode number) {
        return number.isInt() && number.intValue() > 0 ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    }

    private static Map<String, String> without(Map<String, String> environment, String... variables) {
        Map<String, String> others = new HashMap<>(environment);
        List.of(variables).forEach(others::remove);
        return others;
    }

    private static Optional<String> value(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
