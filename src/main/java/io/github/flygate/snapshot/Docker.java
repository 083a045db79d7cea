package io.github.flygate.snapshot;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.github.flygate.model.FlygateException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;

/** The Docker daemon that Testcontainers finds, and how its failures are worded. */
final class Docker {
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final DockerClient client;
    private final String host;
    private final boolean ryuk;

    private Docker(DockerClient client, String host, boolean ryuk) {
        this.client = client;
        this.host = host;
        this.ryuk = ryuk;
    }

    /** @throws FlygateException when no daemon answers */
    static Docker connect(Map<String, String> environment) {
        new DockerProbe(environment).requireDaemon();
        boolean ryuk = !Boolean.parseBoolean(environment.get("TESTCONTAINERS_RYUK_DISABLED"));
        DockerClientFactory factory = DockerClientFactory.instance();
        try {
            return new Docker(factory.client(), factory.dockerHostIpAddress(), ryuk);
        } catch (RuntimeException e) {
            throw ryuk && chain(e).contains("ryuk")
                    ? Failures.engine(
                            "Docker answers, but the image of Ryuk cannot be had, which is Testcontainers' helper that"
                                    + " removes what a killed process leaves behind",
                            "let this machine pull it, say with `ryuk.container.image` in ~/.testcontainers.properties"
                                    + " where it is, or do without it: TESTCONTAINERS_RYUK_DISABLED=true",
                            e)
                    : Failures.engine(
                            "Docker cannot be used: " + deepest(e),
                            "start Docker and see that `docker info` works for this user",
                            e);
        }
    }

    DockerClient client() {
        return client;
    }

    /** Whether Testcontainers' helper removes what this process leaves behind. */
    boolean ryuk() {
        return ryuk;
    }

    /** Whether published ports of the daemon's containers can be kept to the loopback interface. */
    boolean local() {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
    }

    /** Of a database behind a published port. */
    String url(int port, String database) {
        return "jdbc:postgresql://" + (local() ? "127.0.0.1" : host) + ":" + port + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /**
     * Asks the daemon for something.
     *
     * @param what begins the message: "cannot commit the base"
     * @throws NotFoundException when the image or container has gone, which callers may know how to deal with
     * @throws FlygateException for everything else
     */
    static <T> T ask(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (NotFoundException | FlygateException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(what, e);
        }
    }

    /** Does what needs images and containers that somebody else may remove meanwhile. */
    static <T> T whileThere(Supplier<T> work) {
        try {
            return work.get();
        } catch (NotFoundException e) {
            throw Failures.engine("somebody else removed what was being worked with: " + reason(e), "try again", e);
        }
    }

    static FlygateException failure(String what, RuntimeException cause) {
        return failure(what, reason(cause), cause);
    }

    static FlygateException failure(String what, String reason, Throwable cause) {
        return Failures.engine(what + ": " + reason, hintFor(reason), cause);
    }

    /** What the daemon said, without status code and JSON. */
    static String reason(RuntimeException e) {
        String text = deepest(e);
        Matcher matcher = MESSAGE.matcher(text);
        return (matcher.find() ? matcher.group(1).replace("\\\"", "\"").replace("\\n", " ") : text).strip();
    }

    static String hintFor(String reason) {
        if (reason.toLowerCase(java.util.Locale.ROOT).contains("no space left")) {
            return "free some space where Docker keeps its data: `flygate snapshot gc`, then `docker system df`";
        }
        return "";
    }

    private static String chain(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable at = e; at != null && at.getCause() != at; at = at.getCause()) {
            text.append(at.getMessage()).append('\n');
        }
        return text.toString().toLowerCase(java.util.Locale.ROOT);
    }

    private static String deepest(Throwable e) {
        Throwable at = e;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        String message = at.getMessage();
        return message == null ? at.getClass().getSimpleName() : message;
    }
}
