package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/** The files as they are on disk. */
final class WorkingTree implements Tree {
    private final Path project;

    WorkingTree(Path project) {
        this.project = project.toAbsolutePath().normalize();
    }

    @Override
    public boolean hasFolder(String folder) {
        return Files.isDirectory(project.resolve(folder));
    }

    @Override
    public List<File> files(String folder) {
        Path root = project.resolve(folder).normalize();
        List<File> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try {
                Files.walkFileTree(
                        root,
                        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                        Integer.MAX_VALUE,
                        new Collector(root, folder, found));
            } catch (IOException e) {
                throw new FlygateException(
                        ErrorCode.MIGRATIONS,
                        folder + " cannot be read: " + e.getMessage(),
                        "Check its permissions.",
                        e);
            }
        }
        found.sort(Comparator.comparing(File::path));
        return found;
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path root;
        private final String folder;
        private final List<File> found;

        Collector(Path root, String folder, List<File> found) {
            this.root = root;
            this.folder = folder;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            boolean hidden =
                    !dir.equals(root) && String.valueOf(dir.getFileName()).startsWith(".");
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                found.add(new OnDisk(Paths.join(folder, root.relativize(file).toString()), file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // a loop of links, or no permission: Flyway passes over it too
        }
    }

    private record OnDisk(String path, Path onDisk) implements File {
        @Override
        public String blob() {
            return hash(bytes());
        }

        @Override
        public String blobWithoutCarriageReturns() {
            byte[] bytes = bytes();
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] != '\r' || i + 1 == bytes.length || bytes[i + 1] != '\n') {
                    out.write(bytes[i]);
                }
            }
            return hash(out.toByteArray());
        }

        private static String hash(byte[] bytes) {
            return Hash.sha1().text("blob " + bytes.length + "\0").bytes(bytes).hex();
        }

        @Override
        public byte[] bytes() {
            try {
                return Files.readAllBytes(onDisk);
            } catch (IOException e) {
                throw new FlygateException(
                        ErrorCode.MIGRATIONS, path + " cannot be read: " + e.getMessage(), "Check its permissions.", e);
            }
        }

        @Override
        public boolean inGit() {
            return false;
        }
    }
}
