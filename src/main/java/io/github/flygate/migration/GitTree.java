package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * The files of one commit, read from git's objects. The repository stays open as long as somebody holds a migration of
 * it: its contents are read when they are asked for.
 */
final class GitTree implements Tree {
    private static final int LINKS_IN_A_ROW = 8;

    private final Repository repository;
    private final ObjectId tree;
    private final Path project;
    /** The project's folder in the repository; empty at its top. */
    private final String prefix;

    GitTree(Repository repository, ObjectId tree, Path project, String prefix) {
        this.repository = repository;
        this.tree = tree;
        this.project = project;
        this.prefix = prefix;
    }

    /** A submodule counts: {@link #files} says what is to be done with it. */
    @Override
    public boolean hasFolder(String folder) {
        return at(inRepository(folder), 0)
                .filter(node -> node.isTree() || node.isSubmodule())
                .isPresent();
    }

    @Override
    public List<File> files(String folder) {
        String top = inRepository(folder);
        Optional<Node> node = at(top, 0);
        List<File> found = new ArrayList<>();
        if (node.isPresent() && node.get().isSubmodule()) {
            throw new FlygateException(
                    ErrorCode.BASE,
                    folder + " is a git submodule at the base; its files are in another repository",
                    "Run flygate in the submodule, or use --base-version.");
        }
        if (node.isPresent() && node.get().isTree()) {
            walk(node.get(), file -> add(folder, node.get(), file, found));
        }
        found.sort(Comparator.comparing(File::path));
        return found;
    }

    /** Every file of the commit, by its path relative to the project. */
    void all(BiConsumer<String, String> pathAndBlob) {
        Node root = new Node(FileMode.TREE, tree, "");
        walk(
                root,
                file -> pathAndBlob.accept(
                        Paths.seenFrom(prefix, file.path()), file.id().name()));
    }

    /** Files below the project's folder that git's index has and this commit has not: what is ignored is in neither. */
    List<String> added() {
        List<String> added = new ArrayList<>();
        index(
                prefix.isEmpty()
                        ? TreeFilter.ANY_DIFF
                        : AndTreeFilter.create(PathFilter.create(prefix), TreeFilter.ANY_DIFF),
                walk -> {
                    if (walk.getRawMode(0) == FileMode.TYPE_MISSING) {
                        added.add(Paths.seenFrom(prefix, walk.getPathString()));
                    }
                });
        return added;
    }

    /** Every file of git's index, by its path relative to the project. */
    List<String> indexed() {
        List<String> files = new ArrayList<>();
        index(TreeFilter.ALL, walk -> {
            if (walk.getRawMode(1) != FileMode.TYPE_MISSING) {
                files.add(Paths.seenFrom(prefix, walk.getPathString()));
            }
        });
        return files;
    }

    /** Compares this commit, the first tree, with the index, the second one. */
    private void index(TreeFilter filter, Consumer<TreeWalk> seen) {
        if (repository.isBare()) {
            return;
        }
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.addTree(new DirCacheIterator(repository.readDirCache()));
            walk.setRecursive(true);
            walk.setFilter(filter);
            while (walk.next()) {
                seen.accept(walk);
            }
        } catch (IOException e) {
            throw unreadable("the index", e);
        }
    }

    private void add(String folder, Node top, Node file, List<File> found) {
        String below = top.path().isEmpty()
                ? file.path()
                : file.path().substring(top.path().length() + 1);
        Optional<Node> real = file.mode().equals(FileMode.SYMLINK) ? at(file.path(), 0) : Optional.of(file);
        real.filter(Node::isFile).ifPresent(node -> found.add(new InGit(this, Paths.join(folder, below), node.id())));
    }

    private void walk(Node from, Consumer<Node> seen) {
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(from.id());
            while (walk.next()) {
                if (!walk.isSubtree()) {
                    String path = Paths.join(from.path(), walk.getPathString());
                    seen.accept(new Node(walk.getFileMode(0), walk.getObjectId(0), path));
                } else if (!walk.getNameString().startsWith(".")) {
                    walk.enterSubtree();
                }
            }
        } catch (IOException e) {
            throw unreadable("the base's tree", e);
        }
    }

    /** What is at a path of the repository; symbolic links are followed, wherever in the path they are. */
    private Optional<Node> at(String path, int links) {
        if (path.isEmpty()) {
            return Optional.of(new Node(FileMode.TREE, tree, ""));
        }
        if (path.equals("..") || path.startsWith("../") || links > LINKS_IN_A_ROW) {
            return Optional.empty();
        }
        int slash = path.lastIndexOf('/');
        Optional<Node> parent = at(path.substring(0, Math.max(0, slash)), links);
        if (parent.isEmpty() || !parent.get().isTree()) {
            return parent.filter(Node::isSubmodule);
        }
        String name = path.substring(slash + 1);
        String real = Paths.join(parent.get().path(), name);
        try (TreeWalk walk = TreeWalk.forPath(repository, name, parent.get().id())) {
            if (walk == null) {
                return Optional.empty();
            }
            Node node = new Node(walk.getFileMode(0), walk.getObjectId(0), real);
            if (!node.mode().equals(FileMode.SYMLINK)) {
                return Optional.of(node);
            }
            String target = new String(read(real, node.id()), StandardCharsets.UTF_8);
            return target.startsWith("/")
                    ? Optional.empty()
                    : at(Paths.join(parent.get().path(), target), links + 1);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private byte[] read(String path, ObjectId blob) {
        try {
            return repository.open(blob).getBytes();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static FlygateException unreadable(String what, IOException e) {
        String hint = e instanceof MissingObjectException
                ? "The clone is partial or damaged; `git fetch --refetch origin` brings all objects."
                : "`git fsck` says what is wrong with the repository.";
        return new FlygateException(ErrorCode.BASE, what + " cannot be read from git: " + e.getMessage(), hint, e);
    }

    private String inRepository(String path) {
        return Paths.normal(prefix + "/" + path);
    }

    /** Something in the commit, by its real path in the repository. */
    private record Node(FileMode mode, ObjectId id, String path) {
        boolean isTree() {
            return mode.equals(FileMode.TREE);
        }

        boolean isSubmodule() {
            return mode.equals(FileMode.GITLINK);
        }

        boolean isFile() {
            return (mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
        }
    }

    private record InGit(GitTree tree, String path, ObjectId id) implements File {
        @Override
        public Path onDisk() {
            return tree.project.resolve(path).normalize();
        }

        @Override
        public String blob() {
            return id.name();
        }

        @Override
        public String blobWithoutCarriageReturns() {
            return id.name();
        }

        @Override
        public byte[] bytes() {
            return tree.read(path, id);
        }

        @Override
        public boolean inGit() {
            return true;
        }
    }
}
