package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** Names to commits: the ref that was asked for, else the pull request's base in CI, else the remote's default branch. */
final class GitRefs {
    /** In the order in which they are looked at; a job sets the variables of one system only. */
    private static final List<String> CI_VARIABLES = List.of(
            "GITHUB_BASE_REF",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
            "CHANGE_TARGET",
            "BITBUCKET_PR_DESTINATION_BRANCH",
            "SYSTEM_PULLREQUEST_TARGETBRANCH",
            "BUILDKITE_PULL_REQUEST_BASE_BRANCH");

    private static final int REFS_SHOWN = 8;
    private static final String REMEDY = "Use --base <ref>, or --base-version <version>.";

    private final Repository repository;
    private final String remote;

    GitRefs(Repository repository) {
        this.repository = repository;
        Set<String> remotes = repository.getRemoteNames();
        this.remote = remotes.isEmpty() || remotes.contains("origin")
                ? "origin"
                : remotes.iterator().next();
    }

    /** What the user and the environment say about the base. */
    record Asked(Optional<String> ref, Map<String, String> environment) {}

    record Resolved(String ref, ObjectId commit) {}

    ObjectId head() throws IOException {
        ObjectId head = commit(Constants.HEAD);
        if (head == null) {
            throw new FlygateException(
                    ErrorCode.BASE, "the repository has no commit yet", "Commit, or use --base-version <version>.");
        }
        return head;
    }

    Resolved base(Asked asked) throws IOException {
        if (asked.ref().isPresent()) {
            return named(
                    asked.ref().get(),
                    "",
                    List.of(asked.ref().get(), remote + "/" + asked.ref().get()));
        }
        for (String variable : CI_VARIABLES) {
            String value = asked.environment().getOrDefault(variable, "").strip();
            if (!value.isEmpty() && !value.equals("false")) {
                String name = value.startsWith("refs/heads/") ? value.substring("refs/heads/".length()) : value;
                return named(name, " (from " + variable + ")", List.of(remote + "/" + name, name));
            }
        }
        return ofRemote();
    }

    /** Another branch, here or at the remote. */
    ObjectId other(String ref) throws IOException {
        return named(ref, " (another branch)", List.of(ref, remote + "/" + ref)).commit();
    }

    private Resolved named(String asked, String origin, List<String> candidates) throws IOException {
        for (String candidate : candidates) {
            ObjectId commit = commit(candidate);
            if (commit != null) {
                return new Resolved(candidate, commit);
            }
        }
        if (isShallow()) {
            throw new FlygateException(
                    ErrorCode.BASE,
                    "base ref " + asked + origin + " is not in this clone, which is shallow",
                    "Run `git fetch --unshallow " + remote + "` and `git fetch " + remote + " " + branch(asked)
                            + "` first; in GitHub Actions: actions/checkout with `fetch-depth: 0`.");
        }
        throw new FlygateException(
                ErrorCode.BASE,
                "base ref " + asked + origin + " does not exist; there are " + known(),
                "Run `git fetch " + remote + " " + branch(asked) + "`, or name another one with --base <ref>.");
    }

    private Resolved ofRemote() throws IOException {
        String prefix = Constants.R_REMOTES + remote + "/";
        @Nullable Ref head = repository.exactRef(prefix + Constants.HEAD);
        List<String> candidates = new ArrayList<>();
        if (head != null && head.isSymbolic()) {
            candidates.add(head.getTarget().getName());
        }
        candidates.add(prefix + "main");
        candidates.add(prefix + "master");
        for (String candidate : candidates) {
            ObjectId commit = commit(candidate);
            if (commit != null) {
                return new Resolved(candidate.substring(Constants.R_REMOTES.length()), commit);
            }
        }
        throw new FlygateException(
                ErrorCode.BASE,
                "no base was named, and the repository has no " + remote + "/HEAD, " + remote + "/main or " + remote
                        + "/master; there are " + known(),
                isShallow() ? "Run `git fetch --unshallow " + remote + "` first. " + REMEDY : REMEDY);
    }

    /** HEAD and the base have no commit in common, as far as this clone reaches. */
    FlygateException unrelated(String ref) throws IOException {
        if (isShallow()) {
            return new FlygateException(
                    ErrorCode.BASE,
                    "the clone is shallow: the history that HEAD and " + ref + " share is not in it",
                    "Run `git fetch --unshallow " + remote
                            + "` first; in GitHub Actions: actions/checkout with `fetch-depth: 0`.");
        }
        return new FlygateException(ErrorCode.BASE, "HEAD and " + ref + " have no commit in common", REMEDY);
    }

    private boolean isShallow() throws IOException {
        return !repository.getObjectDatabase().getShallowCommits().isEmpty();
    }

    private @Nullable ObjectId commit(String name) throws IOException {
        try {
            return repository.resolve(name + "^{commit}");
        } catch (RevisionSyntaxException e) {
            return null;
        }
    }

    private String branch(String asked) {
        return asked.startsWith(remote + "/") ? asked.substring(remote.length() + 1) : asked;
    }

    private String known() throws IOException {
        List<String> names = new ArrayList<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_REMOTES, Constants.R_HEADS)) {
            names.add(Repository.shortenRefName(ref.getName()));
        }
        if (names.isEmpty()) {
            return "no branches";
        }
        String more = names.size() > REFS_SHOWN ? ", …" : "";
        return String.join(", ", names.subList(0, Math.min(REFS_SHOWN, names.size()))) + more;
    }
}
