package io.github.flygate.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Maven project and its parents, as far as they are on this disk. Profiles are not looked at. */
final class Pom {
    private static final int MOST_PARENTS = 10;

    private final List<Level> levels;
    private final Path folder;
    private final Map<String, String> environment;

    private Pom(List<Level> levels, Path folder, Map<String, String> environment) {
        this.levels = List.copyOf(levels);
        this.folder = folder;
        this.environment = environment;
    }

    /** One pom.xml. */
    record Level(SourceFile file, XmlElement project) {}

    /** The project in a folder; nothing when it has no pom.xml, or one without parent that does not name Flyway. */
    static Optional<Pom> read(Path folder, Map<String, String> environment) {
        Path path = folder.resolve("pom.xml");
        List<Level> levels = new ArrayList<>();
        while (Files.isRegularFile(path) && levels.size() <= MOST_PARENTS) {
            SourceFile file = SourceFile.read(folder, path);
            if (levels.isEmpty()
                    && !file.text().contains("flyway")
                    && !file.text().contains("<parent>")) {
                return Optional.empty();
            }
            Level level = new Level(file, XmlElement.read(file));
            if (!levels.isEmpty() && !isParent(levels.get(levels.size() - 1).project(), level.project())) {
                break;
            }
            levels.add(level);
            Optional<Path> parent = parent(path, level.project());
            if (parent.isEmpty()) {
                break;
            }
            path = parent.get();
        }
        return levels.isEmpty() ? Optional.empty() : Optional.of(new Pom(levels, folder, environment));
    }

    private static Optional<Path> parent(Path path, XmlElement project) {
        Optional<XmlElement> parent = project.child("parent");
        if (parent.isEmpty()) {
            return Optional.empty();
        }
        String relative = parent.get().childText("relativePath").orElse("../pom.xml");
        if (relative.isEmpty() || relative.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Path found = path.resolveSibling(relative).normalize();
        return Optional.of(Files.isDirectory(found) ? found.resolve("pom.xml") : found);
    }

    /** Maven, too, ignores a file at that place which is another project. */
    private static boolean isParent(XmlElement child, XmlElement candidate) {
        return child.child("parent")
                .flatMap(parent -> parent.childText("artifactId"))
                .equals(candidate.childText("artifactId"));
    }

    /** This project first, then its parents. */
    List<Level> levels() {
        return levels;
    }

    References references() {
        return new References(this::lookup, false);
    }

    private Optional<String> lookup(String name) {
        if (name.startsWith("env.")) {
            return Optional.ofNullable(environment.get(name.substring("env.".length())));
        }
        String base = folder.toString().replace('\\', '/');
        return switch (name) {
            case "basedir", "project.basedir", "pom.basedir" -> Optional.of(base);
            case "project.baseUri" -> Optional.of(folder.toUri().toString());
            case "user.home" -> Optional.of(System.getProperty("user.home", ""));
            case "project.build.directory" -> Optional.of(base + "/target");
            case "project.build.outputDirectory" -> Optional.of(base + "/target/classes");
            case "project.build.testOutputDirectory" -> Optional.of(base + "/target/test-classes");
            case "project.artifactId" -> own(0, "artifactId");
            case "project.name" -> own(0, "name").or(() -> own(0, "artifactId"));
            case "project.groupId", "project.version" -> inherited(name.substring("project.".length()));
            case "project.parent.groupId", "project.parent.artifactId", "project.parent.version" ->
                levels.get(0)
                        .project()
                        .child("parent")
                        .flatMap(parent -> parent.childText(name.substring("project.parent.".length())));
            default -> property(name);
        };
    }

    private Optional<String> own(int level, String name) {
        return levels.get(level).project().childText(name);
    }

    private Optional<String> inherited(String name) {
        XmlElement project = levels.get(0).project();
        return project.childText(name).or(() -> project.child("parent").flatMap(parent -> parent.childText(name)));
    }

    private Optional<String> property(String name) {
        return levels.stream()
                .flatMap(level -> level.project().all("properties", name).stream())
                .map(XmlElement::text)
                .findFirst();
    }
}
