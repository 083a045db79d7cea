package io.github.flygate.migration;

import io.github.flygate.model.FlywaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sentences about locations that hold nothing, and about classes that Flyway finds and of which there is no source here. */
final class LocationNotes {
    private static final int SHOWN = 5;
    private static final String CLASS = ".class";

    private LocationNotes() {}

    static List<String> of(Path project, FlywaySettings flyway, Locations locations, Scan head) {
        List<String> notes = new ArrayList<>();
        locations.folders().stream()
                .filter(folder -> !folder.callbacksOnly() && !head.missing().contains(folder))
                .map(Locations.Folder::configured)
                .distinct()
                .filter(configured -> locations.folders().stream()
                        .filter(folder -> folder.configured().equals(configured))
                        .noneMatch(folder -> holdsSome(head, folder)))
                .forEach(configured -> notes.add("location " + configured + " holds no migration"));
        Set<String> compiled = withoutSource(project, flyway, locations, head);
        if (!compiled.isEmpty()) {
            notes.add("not looked at: Java migrations that are on flyway.classPath and have no source here: "
                    + compiled.stream().limit(SHOWN).collect(Collectors.joining(", "))
                    + (compiled.size() > SHOWN ? " and " + (compiled.size() - SHOWN) + " more" : ""));
        }
        return notes;
    }

    private static Set<String> withoutSource(Path project, FlywaySettings flyway, Locations locations, Scan head) {
        Set<String> known = Stream.concat(
                        head.migrations().stream().map(Found::path),
                        head.lookAlikes().stream().map(LookAlike::file))
                .map(path -> path.replaceFirst("\\.[^./]*$", ""))
                .collect(Collectors.toSet());
        Set<String> compiled = new TreeSet<>();
        for (String entry : flyway.classPath()) {
            for (Locations.SourceFolder source : locations.packages()) {
                String folder = source.folder().substring(source.sourceRoot().length());
                for (String name : classes(project.resolve(entry), folder.replaceFirst("^/", ""))) {
                    boolean migration = Names.java(name.substring(name.lastIndexOf('/') + 1))
                            .isPresent();
                    if (migration && known.stream().noneMatch(path -> path.endsWith("/" + name))) {
                        compiled.add(name.replace('/', '.') + " (" + entry + ")");
                    }
                }
            }
        }
        return compiled;
    }

    private static boolean holdsSome(Scan head, Locations.Folder folder) {
        return Stream.concat(head.migrations().stream(), head.callbacks().stream())
                .anyMatch(found -> isIn(found, folder));
    }

    private static boolean isIn(Found found, Locations.Folder folder) {
        int resources = folder.root().indexOf("resources/");
        String path = resources < 0 ? "" : "/" + folder.root().substring(resources + "resources/".length()) + "/";
        return found.kind().isJava()
                ? !path.isEmpty() && found.path().contains(path)
                : Paths.isBelow(found.path(), folder.root());
    }

    /** Classes below a package, as {@code db/migration/V2__Fill}; those within others are none that Flyway takes. */
    private static List<String> classes(Path entry, String folder) {
        try {
            if (Files.isDirectory(entry)) {
                Path root = entry.resolve(folder);
                if (folder.isEmpty() || !Files.isDirectory(root)) {
                    return List.of();
                }
                try (Stream<Path> files = Files.walk(root)) {
                    return ofMigrations(
                            files.map(file -> entry.relativize(file).toString().replace('\\', '/')));
                }
            }
            if (!Files.isRegularFile(entry)) {
                return List.of();
            }
            try (JarFile jar = new JarFile(entry.toFile())) {
                return ofMigrations(
                        jar.stream().map(file -> file.getName()).filter(name -> name.startsWith(folder + "/")));
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of(); // whether the class path is usable is found out where it is used
        }
    }

    private static List<String> ofMigrations(Stream<String> names) {
        return names.filter(name -> name.endsWith(CLASS) && name.indexOf('$') < 0)
                .map(name -> name.substring(0, name.length() - CLASS.length()))
                .toList();
    }
}
