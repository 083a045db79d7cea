package io.github.flygate.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GitHub's API, as far as comments need it: keeps comments, pages them, and fails as it is told. */
public final class GithubStub implements AutoCloseable {
    public static final String TOKEN = "ghs_16C7e42F292c6912E7710c838347Ae178B4a";
    public static final String REPOSITORY = "acme/shop";
    public static final String SELF = "github-actions[bot]";
    public static final String COMMIT = "3f2c1ab9d4e5f60718293a4b5c6d7e8f90a1b2c3";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern COMMENTS = Pattern.compile("/repos/acme/shop/issues/(\\d+)/comments");
    private static final Pattern COMMENT = Pattern.compile("/repos/acme/shop/issues/comments/(\\d+)");
    private static final Pattern PULL = Pattern.compile("/repos/acme/shop/pulls/(\\d+)");

    private final HttpServer server;
    private final List<Comment> comments = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<Integer, String> heads = new HashMap<>();
    private final Map<String, String> failureHeaders = new HashMap<>();
    private String failing = "";
    private int failure;
    private String failureBody = "";

    /** A comment on a pull request. */
    public record Comment(long id, int pullRequest, String author, String body) {}

    public GithubStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Comment> comments() {
        return comments;
    }

    /** {@code METHOD path?query}, in the order in which they came. */
    public List<String> requests() {
        return requests;
    }

    public List<String> writes() {
        return requests.stream()
                .filter(request -> !request.startsWith("GET ") && !request.endsWith("/graphql"))
                .toList();
    }

    public void add(int pullRequest, String author, String body) {
        comments.add(new Comment(comments.size() + 1L, pullRequest, author, body));
    }

    /** An open pull request at a commit. */
    public void open(int pullRequest, String commit) {
        heads.put(pullRequest, commit);
    }

    /** Lets requests fail from now on: those that begin like {@code requests}. */
    public void fail(String requests, int status, String body, Map<String, String> headers) {
        failing = requests;
        failure = status;
        failureBody = body;
        failureHeaders.putAll(headers);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(request);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!failing.isEmpty() && request.startsWith(failing)) {
            failureHeaders.forEach(exchange.getResponseHeaders()::add);
            answer(exchange, failure, failureBody);
        } else if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"message\": \"Bad credentials\"}");
        } else {
            Optional<String> answer = answer(exchange.getRequestMethod(), exchange, body);
            answer(exchange, answer.isPresent() ? 200 : 404, answer.orElse("{\"message\": \"Not Found\"}"));
        }
    }

    private Optional<String> answer(String method, HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Matcher all = COMMENTS.matcher(path);
        Matcher one = COMMENT.matcher(path);
        Matcher pull = PULL.matcher(path);
        if (path.equals("/graphql")) {
            return Optional.of("{\"data\": {\"viewer\": {\"login\": \"" + SELF + "\"}}}");
        }
        if (all.matches() && method.equals("GET")) {
            return Optional.of(
                    page(Integer.parseInt(all.group(1)), query(exchange, "page"), query(exchange, "per_page")));
        }
        if (all.matches() && method.equals("POST")) {
            add(Integer.parseInt(all.group(1)), SELF, text(body));
            return Optional.of(json(comments.get(comments.size() - 1)).toString());
        }
        if (one.matches() && method.equals("PATCH")) {
            int index = Integer.parseInt(one.group(1)) - 1;
            Comment old = comments.get(index);
            comments.set(index, new Comment(old.id(), old.pullRequest(), old.author(), text(body)));
            return Optional.of(json(comments.get(index)).toString());
        }
        if (pull.matches() && heads.containsKey(Integer.parseInt(pull.group(1)))) {
            return Optional.of(pull(Integer.parseInt(pull.group(1))).toString());
        }
        return path.equals("/repos/acme/shop/pulls") ? Optional.of(pulls()) : Optional.empty();
    }

    private String page(int pullRequest, int page, int size) {
        List<Comment> of = comments.stream()
                .filter(comment -> comment.pullRequest() == pullRequest)
                .toList();
        ArrayNode answer = MAPPER.createArrayNode();
        of.stream().skip((page - 1L) * size).limit(size).forEach(comment -> answer.add(json(comment)));
        return answer.toString();
    }

    private String pulls() {
        ArrayNode answer = MAPPER.createArrayNode();
        new ArrayList<>(heads.keySet()).stream().sorted().forEach(number -> answer.add(pull(number)));
        return answer.toString();
    }

    private JsonNode pull(int number) {
        return MAPPER.createObjectNode()
                .put("number", number)
                .set("head", MAPPER.createObjectNode().put("sha", heads.get(number)));
    }

    private static JsonNode json(Comment comment) {
        return MAPPER.createObjectNode()
                .put("id", comment.id())
                .put("body", comment.body())
                .set("user", MAPPER.createObjectNode().put("login", comment.author()));
    }

    private static String text(byte[] body) throws IOException {
        return MAPPER.readTree(body).path("body").textValue();
    }

    private static int query(HttpExchange exchange, String name) {
        Matcher value = Pattern.compile("(?:^|&)" + name + "=(\\d+)")
                .matcher(exchange.getRequestURI().getQuery());
        return value.find() ? Integer.parseInt(value.group(1)) : 1;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
