package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;

/** A git repository that flygate makes for a project that exists only to be checked, such as an example of a rule. */
public final class ScratchRepository implements AutoCloseable {
    private static final PersonIdent AUTHOR = new PersonIdent("flygate", "flygate@localhost");

    private final Git git;

    private ScratchRepository(Git git) {
        this.git = git;
    }

    /** A new one, on its branch {@code main}. */
    public static ScratchRepository in(Path folder) {
        QuietGit.install();
        return new ScratchRepository(done(() -> Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call()));
    }

    /** Brings all files, and what is gone, into the index. */
    public void add() {
        done(() -> git.add().addFilepattern(".").call());
        done(() -> git.add().addFilepattern(".").setUpdate(true).call());
    }

    /** Commits all there is. */
    public void commit() {
        add();
        done(() -> git.commit()
                .setMessage("a step")
                .setAuthor(AUTHOR)
                .setCommitter(AUTHOR)
                .setSign(false)
                .call());
    }

    /** Makes a branch here, and goes on on it. */
    public void branch(String name) {
        done(() -> git.checkout().setCreateBranch(true).setName(name).call());
    }

    /** Goes on on a branch that is there. */
    public void checkout(String name) {
        done(() -> git.checkout().setName(name).call());
    }

    private static <T> T done(Callable<T> step) {
        try {
            return step.call();
        } catch (Exception e) {
            throw new FlygateException(
                    ErrorCode.IO, "cannot make a git repository for an example: " + e.getMessage(), "", e);
        }
    }

    @Override
    public void close() {
        git.close();
    }
}
