package io.github.flygate.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * GitHub's REST API, as far as comments need it, by the HTTP client of the JDK: see {@code docs/adr}. No request is
 * sent twice, because a comment whose answer got lost may be there; no redirect is followed, because the token would go
 * along.
 */
final class GithubApi {
    private static final String VERSION = "2022-11-28";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI base;
    private final String token;
    private final Duration patience;
    private final HttpClient client;

    /** @param patience how long to wait for each answer, from first to last byte */
    GithubApi(URI base, String token, Duration patience) {
        this.base = base;
        this.token = token;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    JsonNode get(String path) {
        return send("GET", URI.create(base + path), BodyPublishers.noBody());
    }

    JsonNode post(String path, Map<String, String> fields) {
        return send("POST", URI.create(base + path), json(fields));
    }

    JsonNode patch(String path, Map<String, String> fields) {
        return send("PATCH", URI.create(base + path), json(fields));
    }

    /**
     * Whose token it is, such as {@code github-actions[bot]}. The REST API does not tell a workflow its own name.
     *
     * @see <a href="https://docs.github.com/en/graphql/reference/queries">GraphQL: viewer</a>
     */
    String viewer() {
        String path =
                base.getPath().endsWith("/api/v3") ? base.toString().replaceAll("/v3$", "/graphql") : base + "/graphql";
        JsonNode login = send("POST", URI.create(path), json(Map.of("query", "query { viewer { login } }")))
                .at("/data/viewer/login");
        if (!login.isTextual()) {
            throw new FlygateException(
                    ErrorCode.GITHUB,
                    "GitHub does not say whose token it is, so that no comment is known to be its own",
                    "use a token that may query GraphQL, as the token of a workflow may");
        }
        return login.textValue();
    }

    private JsonNode send(String method, URI address, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(method, body)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/vnd.github+json")
                .header("Content-Type", "application/json; charset=utf-8")
                .header("X-GitHub-Api-Version", VERSION)
                .header("User-Agent", "flygate")
                .build();
        HttpResponse<byte[]> response = await(client.sendAsync(request, BodyHandlers.ofByteArray()), address);
        JsonNode content = parse(response.body());
        if (response.statusCode() / 100 != 2) {
            String message = content.path("message").asText("").replace(token, "***");
            throw Refusals.of(response.statusCode(), response.headers(), message);
        }
        if (content.isMissingNode()) {
            throw new FlygateException(
                    ErrorCode.GITHUB,
                    address.getHost() + " answers with something else than JSON",
                    "look at GITHUB_API_URL, and at a proxy on the way");
        }
        return content;
    }

    /** The client's own time limit ends when the headers are there. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> response, URI address) {
        try {
            return response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unreachable(address, cause.getClass().getSimpleName());
        } catch (TimeoutException e) {
            response.cancel(true);
            throw unreachable(address, "no answer within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(address, "interrupted");
        }
    }

    private static FlygateException unreachable(URI address, String why) {
        return new FlygateException(
                ErrorCode.GITHUB,
                address.getHost() + " cannot be reached: " + why,
                "look at the network of the runner, and at -Dhttps.proxyHost where it needs a proxy");
    }

    /** Missing for what is no JSON, such as the page of a proxy. */
    private static JsonNode parse(byte[] body) {
        try {
            JsonNode content = MAPPER.readTree(body);
            return content == null ? MAPPER.missingNode() : content;
        } catch (IOException e) {
            return MAPPER.missingNode();
        }
    }

    private static BodyPublisher json(Map<String, String> fields) {
        ObjectNode body = MAPPER.createObjectNode();
        fields.forEach(body::put);
        return BodyPublishers.ofString(body.toString());
    }
}
