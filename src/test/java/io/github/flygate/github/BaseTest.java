package io.github.flygate.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseTest {
    @TempDir
    Path temp;

    /** GitHub answers 400 to a second one, which is what a checkout leaves in the configuration. */
    @Test
    void theTokenTakesThePlaceOfTheOneThatTheCheckoutLeft() throws IOException {
        List<List<String>> headers = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            headers.add(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            git("init", "--quiet");
            git("remote", "add", "origin", url + "/acme/shop");
            git("config", "http." + url + "/.extraheader", "AUTHORIZATION: basic b2xk");
            Workflow workflow = Workflow.of(Map.of("GITHUB_SERVER_URL", url), Optional.empty());

            assertThatThrownBy(() -> Base.fetch(temp, workflow, Optional.of("main"), Optional.of(GithubStub.TOKEN)))
                    .hasMessageStartingWith("the base refs/remotes/origin/main cannot be fetched: fatal: repository")
                    .hasMessageNotContaining(GithubStub.TOKEN);
        } finally {
            server.stop(0);
        }
        String own = Base64.getEncoder()
                .encodeToString(("x-access-token:" + GithubStub.TOKEN).getBytes(StandardCharsets.UTF_8));
        assertThat(headers).isNotEmpty().allSatisfy(sent -> assertThat(sent).containsExactly("basic " + own));
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "origin/main", "refs/heads/main"})
    void aBranchHasManyNames(String name) throws IOException {
        repository();
        assertThat(base(name)).contains("origin/main");
    }

    /** Otherwise who may push tags could make a pull request its own base. */
    @Test
    void aTagThatIsCalledLikeTheBaseIsNotTakenForIt() throws IOException {
        repository();
        git("tag", "origin/main");
        assertThatThrownBy(() -> base("main"))
                .hasMessage("the base origin/main is not the only thing of that name in the repository");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@{-1}", "a b", "main:main", "main^{commit}", "../x", "a..b", "x\u0001"})
    void whatIsNoBranchReachesNoFetch(String name) throws IOException {
        repository();
        assertThatThrownBy(() -> base(name)).hasMessage(name + " is no name of a branch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--upload-pack=touch x", "+main", "-f"})
    void aBranchIsNoOptionAndNoRefspec(String name) throws IOException {
        repository();
        assertThatThrownBy(() -> base(name.replace(" ", "$IFS")))
                .hasMessageContaining(
                        "cannot be fetched: fatal: couldn't find remote ref refs/heads/" + name.charAt(0));
    }

    private Optional<String> base(String name) {
        return Base.fetch(temp, Workflow.of(Map.of(), Optional.empty()), Optional.of(name), Optional.empty());
    }

    private void repository() throws IOException {
        git("init", "--quiet", "--initial-branch", "main");
        git(
                "-c",
                "user.name=S",
                "-c",
                "user.email=s@example.org",
                "commit",
                "--quiet",
                "--allow-empty",
                "-m",
                "a step");
        git("update-ref", "refs/remotes/origin/main", "HEAD");
        git("remote", "add", "origin", temp.toUri().toString());
    }

    private void git(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "commit.gpgSign=false", "-C", temp.toString()));
        command.addAll(List.of(arguments));
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .as(command.toString())
                    .isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
