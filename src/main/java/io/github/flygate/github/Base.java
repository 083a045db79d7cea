package io.github.flygate.github;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the commit of a run is compared with, fetched where the clone does not reach that far: {@code actions/checkout}
 * fetches one commit unless it is told otherwise.
 */
public final class Base {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
    private static final Pattern NO_COMMIT = Pattern.compile("0+");
    private static final String REMOTE = "origin";
    private static final Pattern PREFIX = Pattern.compile("^(refs/heads/|" + REMOTE + "/)");
    /** Most branches are shorter than the first. */
    private static final List<String> DEPTHS = List.of("--deepen=50", "--deepen=1000", "--unshallow");

    private final Git git;

    private Base(Git git) {
        this.git = git;
    }

    /**
     * Finds it and makes sure that it and HEAD have a commit in common, if there is one.
     *
     * @param project any folder of the clone
     * @param asked a branch or commit; empty for what the event says
     * @param token for a remote that needs one and a checkout that has left none
     * @return a ref or commit for {@code --base}; empty when nobody says what to compare with
     * @throws FlygateException with code USAGE for an event that must not be checked, BASE when it cannot be fetched
     */
    public static Optional<String> fetch(
            Path project, Workflow workflow, Optional<String> asked, Optional<String> token) {
        if (workflow.eventName().equals("pull_request_target")) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "pull_request_target gives what a pull request brings the rights of this repository, or does not"
                            + " check it at all",
                    "run on pull_request; for a comment with forks see docs/github-comment.md");
        }
        Optional<String> wanted = asked.or(workflow::base);
        if (wanted.isEmpty()) {
            return wanted;
        }
        Git git = Git.in(project, workflow.server(), token);
        if (!git.run("rev-parse", "--git-dir").worked()) {
            throw new FlygateException(
                    ErrorCode.BASE,
                    project + " is in no git repository",
                    "run actions/checkout before, and look at working-directory");
        }
        return Optional.of(new Base(git).fetched(wanted.get()));
    }

    private String fetched(String wanted) {
        if (COMMIT.matcher(wanted).matches()) {
            bring(wanted, wanted);
            return wanted;
        }
        String branch = PREFIX.matcher(wanted).replaceFirst("");
        if (!git.run("check-ref-format", "refs/heads/" + branch).worked()) {
            throw new FlygateException(
                    ErrorCode.USAGE, wanted + " is no name of a branch", "give base-ref a branch or a whole commit");
        }
        String ref = "refs/remotes/" + REMOTE + "/" + branch;
        String name = REMOTE + "/" + branch;
        bring(ref, "+refs/heads/" + branch + ":" + ref);
        if (!git.run("rev-parse", "--abbrev-ref", ref).output().equals(name)) {
            throw new FlygateException(
                    ErrorCode.BASE,
                    "the base " + name + " is not the only thing of that name in the repository",
                    "remove the tag or branch that is called so, or give base-ref a whole commit");
        }
        return name;
    }

    /** @param refspec what to fetch so that the ref is there */
    private void bring(String ref, String refspec) {
        if (!has(ref)) {
            Git.Result fetched = fetch(isShallow() ? List.of("--depth=1") : List.of(), List.of(refspec));
            if (!has(ref)) {
                throw new FlygateException(
                        ErrorCode.BASE,
                        "the base " + ref + " cannot be fetched: " + lastLine(fetched.output()),
                        "look at base-ref, or let actions/checkout fetch it: fetch-depth: 0");
            }
        }
        for (String depth : DEPTHS) {
            if (!isShallow() || shares(ref)) {
                return;
            }
            deepen(depth, refspec);
        }
    }

    private void deepen(String depth, String refspec) {
        String head = git.run("rev-parse", "HEAD").output();
        // Not every server gives a commit by its name; then the branches have to do.
        if (!fetch(List.of(depth), List.of(refspec, head)).worked()) {
            fetch(List.of(depth), List.of(refspec));
        }
    }

    private Git.Result fetch(List<String> options, List<String> refspecs) {
        List<String> command = new ArrayList<>(List.of("fetch", "--no-tags", "--no-recurse-submodules"));
        command.addAll(options);
        command.add(REMOTE);
        command.addAll(refspecs);
        return git.run(command.toArray(String[]::new));
    }

    private boolean has(String ref) {
        return git.run("rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}")
                .worked();
    }

    private boolean shares(String ref) {
        return git.run("merge-base", "HEAD", ref).worked();
    }

    private boolean isShallow() {
        return git.run("rev-parse", "--is-shallow-repository").output().equals("true");
    }

    private static String lastLine(String output) {
        return output.lines().reduce((first, second) -> second).orElse("git said nothing");
    }

    /** A push that made a branch came from nothing. */
    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches() && !NO_COMMIT.matcher(text).matches();
    }
}
