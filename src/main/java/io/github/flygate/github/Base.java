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
    /** Most branches are shorter than the first. */
    private static final List<String> DEPTHS = List.of("--deepen=50", "--deepen=1000", "--unshallow");

    private final Git git;

    private Base(Git git) {
        this.git = git;
    }

    /**
     * Finds it and makes sure that it and HEAD have a commit in common.
     *
     * @param project any folder of the clone
     * @param asked a branch or commit; empty for what the event says
     * @param token for a remote that needs one and a checkout that has left none
     * @return a ref or commit for {@code --base}
     * @throws FlygateException with code USAGE for an event that has no base, BASE when it cannot be fetched
     */
    public static String fetch(Path project, Workflow workflow, Optional<String> asked, Optional<String> token) {
        String wanted = asked.or(workflow::base)
                .orElseThrow(() -> new FlygateException(
                        ErrorCode.USAGE,
                        "the event " + workflow.eventName() + " does not say what to compare with",
                        "give the input base-ref, or run on pull_request, merge_group or push"));
        return new Base(Git.in(project, workflow.server(), token)).fetched(wanted);
    }

    private String fetched(String wanted) {
        boolean commit = COMMIT.matcher(wanted).matches();
        String branch = wanted.startsWith(REMOTE + "/") ? wanted.substring(REMOTE.length() + 1) : wanted;
        if (!commit && !git.run("check-ref-format", "--branch", branch).worked()) {
            throw new FlygateException(
                    ErrorCode.USAGE, wanted + " is no name of a branch", "give base-ref a branch or a whole commit");
        }
        String local = commit ? wanted : REMOTE + "/" + branch;
        String refspec = commit ? wanted : "+refs/heads/" + branch + ":refs/remotes/" + REMOTE + "/" + branch;
        if (!isShallow() && has(local)) {
            return local;
        }
        Git.Result fetched = fetch(isShallow() ? List.of("--depth=1") : List.of(), List.of(refspec));
        if (!has(local)) {
            throw new FlygateException(
                    ErrorCode.BASE,
                    "the base " + local + " cannot be fetched: " + lastLine(fetched.output()),
                    "look at base-ref, or let actions/checkout fetch it: fetch-depth: 0");
        }
        for (String depth : DEPTHS) {
            if (!isShallow() || shares(local)) {
                break;
            }
            deepen(depth, refspec);
        }
        return local;
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
