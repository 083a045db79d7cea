package io.github.flygate.cli;

import io.github.flygate.github.GithubStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A repository at GitHub with pull request 7, and what actions/checkout makes of it: one commit, and no branch. */
final class ActionRepository {
    private final Path temp;
    private final GithubStub github;
    private final CliProject work;
    private String base = "main";
    private int checkouts;

    /** With one migration on main, and the branch feature. */
    ActionRepository(Path temp, GithubStub github) {
        this.temp = temp;
        this.github = github;
        this.work = CliProject.withBase(temp.resolve("work"));
        CliProject.in(temp.resolve("remote.git")).git("init", "--quiet", "--bare");
        work.git("remote", "add", "origin", url());
    }

    /** What the pull request brings. */
    CliProject work() {
        return work;
    }

    /** Another target than main. */
    ActionRepository target(String branch) {
        work.git("branch", "--", branch, "main");
        base = branch;
        return this;
    }

    /** Merges the pull request as GitHub does for its run, while the target goes on. */
    ActionRepository push() {
        work.git("add", "--all").git(named("commit", "--quiet", "--allow-empty", "-m", "a step"));
        work.git("checkout", "--quiet", base).git(named("commit", "--quiet", "--allow-empty", "-m", "it goes on"));
        work.git("checkout", "--quiet", "--detach", base)
                .git(named("merge", "--quiet", "--no-ff", "-m", "merge", "feature"))
                .git("push", "--quiet", "--force", "origin", "HEAD:refs/pull/7/merge", base, "feature")
                .git("checkout", "--quiet", "feature");
        return this;
    }

    /** The commit that a ref of the pull request's author names. */
    String commit(String ref) {
        try {
            Process process = new ProcessBuilder("git", "-C", work.folder().toString(), "rev-parse", ref).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run for the pull request. */
    ActionJob pullRequest(Map<String, String> inputs) {
        return job("pull_request", """
                {"pull_request": {"number": 7, "base": {"ref": "%s"},
                  "head": {"sha": "%s", "ref": "x`touch PWNED`$(touch PWNED)"}}}
                """.formatted(base, commit("HEAD")), "refs/pull/7/merge", inputs);
    }

    ActionJob job(String event, String content, String ref, Map<String, String> inputs) {
        try {
            checkouts++;
            Path home = Files.createDirectories(temp.resolve("home"));
            Path runner = Files.createDirectories(temp.resolve("runner" + checkouts));
            Path file = Files.writeString(runner.resolve("event.json"), content);
            Map<String, String> environment = new HashMap<>(Map.of(
                    "PATH",
                    System.getenv("PATH"),
                    "HOME",
                    home.toString(),
                    "LC_ALL",
                    "C.UTF-8",
                    "JAVA_HOME",
                    System.getProperty("java.home"),
                    "CI",
                    "true",
                    "FLYGATE_CACHE",
                    CliProject.CACHE,
                    "GIT_CONFIG_GLOBAL",
                    "/dev/null",
                    "GIT_CONFIG_NOSYSTEM",
                    "1"));
            environment.putAll(Map.of(
                    "GITHUB_ACTION_PATH",
                    ActionJob.ROOT.toString(),
                    "GITHUB_EVENT_NAME",
                    event,
                    "GITHUB_EVENT_PATH",
                    file.toString(),
                    "GITHUB_REPOSITORY",
                    GithubStub.REPOSITORY,
                    "GITHUB_SHA",
                    GithubStub.COMMIT,
                    "GITHUB_RUN_ID",
                    "17",
                    "GITHUB_SERVER_URL",
                    "https://github.com",
                    "GITHUB_API_URL",
                    github.url(),
                    "GITHUB_WORKSPACE",
                    checkout(ref).toString(),
                    "RUNNER_TEMP",
                    runner.toString()));
            Path workspace = Path.of(environment.get("GITHUB_WORKSPACE"));
            return new ActionJob(runner, workspace, environment, GithubStub.TOKEN, inputs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path checkout(String ref) {
        String local = ref.replaceFirst("^refs/heads/", "refs/remotes/origin/")
                .replaceFirst("^refs/pull/", "refs/remotes/pull/");
        Path clone = temp.resolve("workspace" + checkouts);
        CliProject.in(clone)
                .git("init", "--quiet")
                .git("remote", "add", "origin", url())
                .git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", "+" + ref + ":" + local)
                .git("checkout", "--quiet", "--detach", local);
        return clone;
    }

    private String url() {
        return temp.resolve("remote.git").toUri().toString();
    }

    private static String[] named(String... arguments) {
        String[] command = new String[arguments.length + 4];
        System.arraycopy(new String[] {"-c", "user.name=Somebody", "-c", "user.email=s@example.org"}, 0, command, 0, 4);
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return command;
    }
}
