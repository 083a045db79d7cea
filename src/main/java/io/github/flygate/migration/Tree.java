package io.github.flygate.migration;

import java.nio.file.Path;
import java.util.List;

/** Files as the working tree has them, or a commit. Paths are relative to the project's folder, with {@code /}. */
interface Tree {
    /** All files below a folder, hidden folders left out; empty when there is no such folder. In order of their paths. */
    List<File> files(String folder);

    boolean hasFolder(String folder);

    /** One file. */
    interface File {
        /** Relative to the project's folder; may begin with {@code ../}. */
        String path();

        default String name() {
            return path().substring(path().lastIndexOf('/') + 1);
        }

        /** Where it is on this machine, or would be. */
        Path onDisk();

        /** Name of its content in git, 40 hexadecimal digits. */
        String blob();

        /** The same with every CR LF as LF: what git stores where it converts line ends. */
        String blobWithoutCarriageReturns();

        byte[] bytes();

        /** Whether it comes from a commit. */
        boolean inGit();
    }
}
