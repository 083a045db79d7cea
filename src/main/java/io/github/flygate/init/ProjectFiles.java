package io.github.flygate.init;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a project, without what a build makes, what a package manager fetches, and what is behind links. */
final class ProjectFiles {
    private static final Set<String> PASSED_OVER =
            Set.of(".git", ".gradle", ".idea", ".mvn", "bin", "build", "node_modules", "out", "target", "vendor");

    /** Enough for the folders of a package below {@code src/test/java} in a module of a module. */
    private static final int DEEPEST = 14;

    /** A project with more is not read to its end. */
    private static final int MOST_FILES = 50_000;

    private static final long LARGEST = 512L * 1024;

    private ProjectFiles() {}

    /** Relative to the project, sorted. What cannot be read is left out. */
    static List<Path> of(Path project) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(project, Set.of(), DEEPEST, visitor(project, files));
        } catch (IOException e) {
            // The folder itself; the visitor takes everything below it as it comes.
            return List.of();
        }
        Collections.sort(files);
        return List.copyOf(files);
    }

    private static SimpleFileVisitor<Path> visitor(Path project, List<Path> files) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean passedOver = !folder.equals(project)
                        && PASSED_OVER.contains(folder.getFileName().toString());
                return passedOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(project.relativize(file));
                }
                return files.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
    }

    /** The lines of a text file; none when it is large, a link, or cannot be read. Bytes of any encoding will do. */
    static List<String> lines(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
                return List.of();
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
