package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.locations.LocationParser;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's locations as folders of the project.
 *
 * @param folders where SQL files are looked for
 * @param packages folders with the source code of Java migrations
 */
record Locations(List<Folder> folders, List<SourceFolder> packages) {
    /** Where Maven and Gradle take the class path's resources from. */
    private static final List<String> RESOURCE_ROOTS = List.of("src/main/resources", "resources");

    private static final List<String> SOURCE_ROOTS =
            List.of("src/main/java", "src/main/kotlin", "src/main/groovy", "src/main/scala");

    Locations {
        folders = List.copyOf(folders);
        packages = List.copyOf(packages);
    }

    /**
     * A folder that is searched with everything below it.
     *
     * @param configured the location as it is written in the configuration
     * @param root relative to the project
     * @param wildcard what the path of a file must match; null when everything below counts
     * @param callbacksOnly whether it is a place for callback scripts, in which migrations are not looked for
     */
    record Folder(String configured, String root, @Nullable Pattern wildcard, boolean callbacksOnly) {
        Folder(String configured, String root, @Nullable Pattern wildcard) {
            this(configured, root, wildcard, false);
        }

        /** Flyway's name for a file in it; empty when the file does not match the wildcards. */
        Optional<String> script(String path) {
            if (wildcard == null) {
                return Optional.of(root.isEmpty() ? path : path.substring(root.length() + 1));
            }
            Matcher matcher = wildcard.matcher(path);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            @Nullable String below = matcher.groupCount() > 0 && wildcard.pattern().contains("?<relpath>")
                    ? matcher.group("relpath")
                    : null;
            return Optional.of(
                    below != null && !below.isEmpty() ? below : path.substring(root.isEmpty() ? 0 : root.length() + 1));
        }

        Folder at(String otherRoot) {
            return new Folder(configured, otherRoot, null, callbacksOnly);
        }
    }

    /** A folder of source files and the package it stands for. */
    record SourceFolder(String sourceRoot, String folder) {}

    static Locations of(Path project, FlywaySettings flyway) {
        Set<Folder> folders = new LinkedHashSet<>();
        Set<SourceFolder> packages = new LinkedHashSet<>();
        for (String configured : flyway.locations()) {
            add(project, configured, folders, packages);
        }
        for (String callback : flyway.callbacks()) {
            if (callback.startsWith("filesystem:")) {
                Path path = Path.of(callback.substring("filesystem:".length()));
                folders.add(new Folder(callback, Paths.relative(project, path), null, true));
            }
        }
        return new Locations(withoutNested(folders), new ArrayList<>(packages));
    }

    private static void add(Path project, String configured, Set<Folder> folders, Set<SourceFolder> packages) {
        String location = configured.strip();
        int colon = location.indexOf(':');
        boolean drive = colon == 1;
        String kind = colon < 0 || drive ? "classpath" : location.substring(0, colon);
        String path = colon < 0 || drive ? location : location.substring(colon + 1);
        switch (kind) {
            case "filesystem" -> {
                Folder folder = folder(configured, Paths.relative(project, Path.of(beforeWildcard(path))), path);
                folders.add(folder);
                packagesOf(folder.root(), packages);
            }
            case "classpath" -> classPath(configured, Paths.normal(path), folders, packages);
            default ->
                throw new FlygateException(
                        ErrorCode.CONFIGURATION,
                        "location " + configured + " is not one that flygate can read",
                        "Use filesystem: or classpath: in flyway.locations of flygate.yml.");
        }
    }

    private static void classPath(String configured, String path, Set<Folder> folders, Set<SourceFolder> packages) {
        for (String root : RESOURCE_ROOTS) {
            folders.add(folder(configured, Paths.join(root, beforeWildcard(path)), path));
        }
        addPackages(beforeWildcard(path), packages);
    }

    /** A folder of resources is on the class path too, as the server sees it; there its package is scanned as well. */
    private static void packagesOf(String folder, Set<SourceFolder> packages) {
        for (String root : RESOURCE_ROOTS) {
            if (Paths.isBelow(folder, root)) {
                addPackages(folder.substring(root.length() + 1), packages);
            }
        }
    }

    private static void addPackages(String path, Set<SourceFolder> packages) {
        for (String root : SOURCE_ROOTS) {
            packages.add(new SourceFolder(root, Paths.join(root, path)));
        }
    }

    private static Folder folder(String configured, String root, String path) {
        if (!hasWildcard(path)) {
            return new Folder(configured, root, null);
        }
        String rest = path.replace('\\', '/').substring(beforeWildcard(path).length());
        // With Flyway's prefix for the class path the separator is "/" on every system.
        Location parsed = LocationParser.parseLocation("classpath:" + root + "/" + Paths.normal(rest));
        return new Folder(configured, root, parsed.getPathRegex());
    }

    private static boolean hasWildcard(String path) {
        return path.contains("*") || path.contains("?");
    }

    /** The folders in front of the first one with a wildcard. */
    private static String beforeWildcard(String path) {
        if (!hasWildcard(path)) {
            return path;
        }
        String slashed = path.replace('\\', '/');
        int first = Math.min(position(slashed, '*'), position(slashed, '?'));
        int slash = slashed.lastIndexOf('/', first);
        return slash < 0 ? "" : slashed.substring(0, slash + 1);
    }

    private static int position(String text, char wanted) {
        int at = text.indexOf(wanted);
        return at < 0 ? text.length() : at;
    }

    /** Flyway drops a location that lies in another one. */
    private static List<Folder> withoutNested(Set<Folder> folders) {
        return folders.stream()
                .filter(inner -> folders.stream()
                        .noneMatch(outer -> !outer.callbacksOnly()
                                && outer.wildcard() == null
                                && inner.wildcard() == null
                                && Paths.isBelow(inner.root(), outer.root())))
                .toList();
    }
}
