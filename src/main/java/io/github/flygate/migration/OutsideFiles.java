package io.github.flygate.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that the branch adds, that are named as migrations, and that lie in no location. A folder that has held such files
 * before, that a file of the repository names, or that belongs to another module, is somebody's on purpose.
 */
final class OutsideFiles {
    /** Where nobody puts a migration that is to run: words that a folder's name begins or ends with. */
    private static final Pattern ASIDE =
            Pattern.compile("\\..*|(?:test|sample|example|demo|fixture|template|archive|backup"
                    + "|vendor|doc|old|legacy|unused|disabled|rollback|undo).*|.*(?:test|tests|samples|examples)"
                    + "|it|node_modules|target|build|out|dist|bin");

    /** Folders for other databases beside the one for PostgreSQL. */
    private static final Set<String> OTHER_DATABASES = Set.of(
            "h2",
            "hsqldb",
            "derby",
            "mysql",
            "mariadb",
            "oracle",
            "sqlserver",
            "mssql",
            "sqlite",
            "db2",
            "cockroachdb",
            "clickhouse",
            "snowflake",
            "redshift",
            "cassandra");

    /** What a folder with a build, or a Flyway, of its own holds. */
    private static final List<String> MODULE = List.of(
            "pom.xml",
            "build.gradle",
            "build.gradle.kts",
            "package.json",
            "go.mod",
            "pyproject.toml",
            "flyway.conf",
            "flyway.toml",
            "flygate.yml");

    /** What may name a location. */
    private static final Pattern MAY_NAME = Pattern.compile(
            ".*\\.(?:ya?ml|toml|conf|properties|xml|gradle|kts|java|kt|groovy|scala|sh|bash|py|js|ts|cmd|bat|ps1|env|json)"
                    + "|.*(?:Dockerfile|Makefile)",
            Pattern.CASE_INSENSITIVE);

    private static final int FILES_READ = 5_000;
    private static final long BYTES_READ = 512 * 1024L;

    private final Path project;
    private final GitTree base;
    private final Locations locations;
    private final Names names;

    private OutsideFiles(Path project, GitTree base, Locations locations, Names names) {
        this.project = project;
        this.base = base;
        this.locations = locations;
        this.names = names;
    }

    static List<LookAlike> in(Path project, GitTree base, Locations locations, Names names) {
        return new OutsideFiles(project, base, locations, names).find();
    }

    private List<LookAlike> find() {
        List<String> candidates = base.added().stream()
                .filter(path -> isMigrationOutside(path) && isInUse(path))
                .toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        Set<String> before = new HashSet<>();
        base.all((path, blob) -> {
            if (isMigrationOutside(path)) {
                before.add(path);
            }
        });
        List<LookAlike> found = new ArrayList<>();
        for (String path : candidates) {
            if (before.stream().noneMatch(old -> isOfOneKind(old, path)) && !isNamed(path)) {
                String reason = "it is new, its name is that of a migration, and it lies in none of the locations ("
                        + shown() + ")";
                found.add(new LookAlike(LookAlike.Kind.OUTSIDE, path, reason, false));
            }
        }
        return found;
    }

    private String shown() {
        return locations.folders().stream()
                .filter(folder -> !folder.callbacksOnly())
                .map(Locations.Folder::configured)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private boolean isMigrationOutside(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Optional<Names.Name> read = names.sql(name);
        return read.isPresent()
                && read.get().kind() != Migration.Kind.CALLBACK
                && names.hasDescription(name)
                && !path.startsWith("../")
                && locations.folders().stream().noneMatch(folder -> Paths.isBelow(path, folder.root()));
    }

    /** Whether it lies where a migration of this project could. */
    private boolean isInUse(String path) {
        if (!Files.isRegularFile(project.resolve(path))) {
            return false;
        }
        String folder = "";
        for (String part : parent(path).split("/", -1)) {
            String lower = part.toLowerCase(Locale.ROOT);
            folder = Paths.join(folder, part);
            Path onDisk = project.resolve(folder);
            if (ASIDE.matcher(lower).matches()
                    || OTHER_DATABASES.contains(lower)
                    || !part.isEmpty() && MODULE.stream().anyMatch(file -> Files.exists(onDisk.resolve(file)))) {
                return false;
            }
        }
        return true;
    }

    /** Whether both lie in one folder apart from the locations, or below it. */
    private boolean isOfOneKind(String old, String added) {
        String area = area(added);
        return isShared(area) ? parent(old).equals(area) : Paths.isBelow(old, area);
    }

    /** The topmost folder of a path that holds no location; where there is none, the folder that the file is in. */
    private String area(String path) {
        String folder = "";
        for (String part : parent(path).split("/", -1)) {
            folder = Paths.join(folder, part);
            if (!isShared(folder)) {
                return folder;
            }
        }
        return folder;
    }

    private boolean isShared(String folder) {
        return locations.folders().stream().anyMatch(location -> Paths.isBelow(location.root(), folder));
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Whether a file of the repository names its folder, as a configuration or a build does. */
    private boolean isNamed(String path) {
        String area = area(path);
        int resources = area.indexOf("resources/");
        String named = resources < 0 ? area : area.substring(resources + "resources/".length());
        if (named.isEmpty()) {
            return false;
        }
        // A word alone stands in many files; behind a colon or a slash it is a place.
        String start = named.contains("/") ? "(?<![\\w-])" : "(?<=filesystem:|classpath:|\\./)";
        Pattern place = Pattern.compile(start + Pattern.quote(named) + "(?![\\w-])");
        return base.indexed().stream()
                .filter(file -> MAY_NAME.matcher(file).matches())
                .limit(FILES_READ)
                .anyMatch(file -> names(project.resolve(file), place));
    }

    private static boolean names(Path file, Pattern place) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > BYTES_READ) {
                return false;
            }
            try (Stream<String> lines = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
                return lines.anyMatch(line -> place.matcher(line).find());
            }
        } catch (IOException e) {
            return false; // gone, or not for us: then it does not speak for the folder
        }
    }
}
