package io.github.flygate.gate;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a project lies in its git repository: what shows findings beside the code names files from its top. */
final class RepositoryFolder {
    /** A folder, and a file in a work tree or submodule. */
    private static final String GIT = ".git";

    private RepositoryFolder() {}

    /** With {@code /}; empty for the top of a repository, and for a project that is in none. */
    static String of(Path project) {
        Path folder = project.toAbsolutePath().normalize();
        for (Path top = folder; top != null; top = top.getParent()) {
            if (Files.exists(top.resolve(GIT))) {
                return top.relativize(folder).toString().replace('\\', '/');
            }
        }
        return "";
    }
}
