package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The commit that the pending migrations are added to: the merge base of a ref and HEAD.
 *
 * @param ref what was asked for, or found to be the default
 * @param commit full name of the merge base
 * @param tip of the ref, which may have gone on since
 * @param others the tips of other branches, by their names
 */
record GitBase(String ref, String commit, GitTree tree, GitTree tip, Map<String, GitTree> others) {

    /** Finds the base; objects and refs are read, nothing is written. */
    static GitBase find(Path project, GitRefs.Asked asked, List<String> also) {
        QuietGit.install();
        Path root = project.toAbsolutePath().normalize();
        Repository repository = open(root);
        try {
            GitRefs refs = new GitRefs(repository);
            GitRefs.Resolved base = refs.base(asked);
            ObjectId head = refs.head();
            Map<String, ObjectId> others = new LinkedHashMap<>();
            for (String ref : also) {
                others.put(ref, refs.other(ref));
            }
            return mergeBase(repository, refs, base, head, others, root);
        } catch (IOException e) {
            repository.close();
            throw new FlygateException(
                    ErrorCode.BASE,
                    "the git repository cannot be read: " + e.getMessage(),
                    "`git fsck` says what is wrong with it.",
                    e);
        } catch (FlygateException e) {
            repository.close();
            throw e;
        }
    }

    private static Repository open(Path project) {
        FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(project.toFile());
        @Nullable File gitDir = builder.getGitDir();
        if (gitDir == null) {
            throw new FlygateException(
                    ErrorCode.BASE,
                    project + " is in no git repository, so there is nothing to compare with",
                    "Use --base-version <version> for the highest version that production has.");
        }
        try {
            return builder.setMustExist(true).build();
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.BASE,
                    "the git repository at " + gitDir + " cannot be opened: " + e.getMessage(),
                    "Use --base-version <version>, or mend the repository.",
                    e);
        }
    }

    private static GitBase mergeBase(
            Repository repository,
            GitRefs refs,
            GitRefs.Resolved base,
            ObjectId head,
            Map<String, ObjectId> others,
            Path project)
            throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(base.commit()));
            walk.markStart(walk.parseCommit(head));
            @Nullable RevCommit found = walk.next();
            if (found == null) {
                throw refs.unrelated(base.ref());
            }
            RevCommit commit = walk.parseCommit(found);
            String prefix = prefix(repository, project);
            Map<String, GitTree> trees = new LinkedHashMap<>();
            for (Map.Entry<String, ObjectId> other : others.entrySet()) {
                trees.put(other.getKey(), tree(repository, walk.parseCommit(other.getValue()), project, prefix));
            }
            return new GitBase(
                    base.ref(),
                    commit.name(),
                    tree(repository, commit, project, prefix),
                    tree(repository, walk.parseCommit(base.commit()), project, prefix),
                    trees);
        }
    }

    private static GitTree tree(Repository repository, RevCommit commit, Path project, String prefix) {
        return new GitTree(repository, commit.getTree().getId(), project, prefix);
    }

    private static String prefix(Repository repository, Path project) throws IOException {
        if (repository.isBare()) {
            return "";
        }
        // Both sides without links: /tmp may be one, and a project may be reached through another.
        Path top = repository.getWorkTree().toPath().toRealPath();
        Path real = project.toRealPath();
        return Optional.of(top.relativize(real).toString().replace('\\', '/'))
                .filter(path -> !path.startsWith(".."))
                .orElse("");
    }
}
