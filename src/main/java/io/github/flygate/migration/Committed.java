package io.github.flygate.migration;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Whether git could give a file back. */
public final class Committed {
    private Committed() {}

    /** Whether HEAD has the file as it is now; line breaks aside, which git may change itself. */
    public static boolean holds(Path file) {
        QuietGit.install();
        try {
            Path real = file.toRealPath();
            @Nullable File gitDir = new FileRepositoryBuilder()
                    .findGitDir(real.toFile().getParentFile())
                    .getGitDir();
            if (gitDir == null) {
                return false;
            }
            try (Repository repository =
                    new FileRepositoryBuilder().setGitDir(gitDir).build()) {
                return !repository.isBare() && holds(repository, real);
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean holds(Repository repository, Path file) throws IOException {
        @Nullable ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null) {
            return false;
        }
        String path = repository
                .getWorkTree()
                .toPath()
                .toRealPath()
                .relativize(file)
                .toString()
                .replace('\\', '/');
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk tree = TreeWalk.forPath(
                        repository, path, walk.parseCommit(head).getTree())) {
            return tree != null
                    && text(repository.open(tree.getObjectId(0)).getBytes()).equals(text(Files.readAllBytes(file)));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    }
}
