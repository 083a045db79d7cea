package io.github.flygate.migration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Paths with {@code /}, relative to a folder that may itself be left through {@code ..}. */
final class Paths {
    private Paths() {}

    /** Without {@code .}, without doubled or closing {@code /}, and with {@code ..} only in front. */
    static String normal(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.replace('\\', '/').split("/", -1)) {
            boolean up = part.equals("..");
            if (up && !parts.isEmpty() && !parts.get(parts.size() - 1).equals("..")) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    static String join(String folder, String path) {
        return normal(folder + "/" + path);
    }

    /** An absolute path seen from the project's folder. */
    static String relative(Path project, Path path) {
        Path root = project.toAbsolutePath().normalize();
        Path absolute = root.resolve(path).normalize();
        if (root.getRoot() != null && !root.getRoot().equals(absolute.getRoot())) {
            return absolute.toString().replace('\\', '/');
        }
        return normal(root.relativize(absolute).toString());
    }

    /** A path as it is written from a folder; both relative to the same place, neither above it. */
    static String seenFrom(String folder, String path) {
        if (folder.isEmpty()) {
            return path;
        }
        List<String> from = List.of(folder.split("/", -1));
        List<String> to = List.of(path.split("/", -1));
        int common = 0;
        while (common < from.size() && common < to.size() && from.get(common).equals(to.get(common))) {
            common++;
        }
        return "../".repeat(from.size() - common) + String.join("/", to.subList(common, to.size()));
    }

    static boolean isBelow(String path, String folder) {
        return folder.isEmpty()
                ? !path.isEmpty() && !path.equals("..") && !path.startsWith("../")
                : path.startsWith(folder + "/");
    }
}
