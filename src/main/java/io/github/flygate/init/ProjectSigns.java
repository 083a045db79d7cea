package io.github.flygate.init;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a project's files show.
 *
 * @param postgres the best sign first
 * @param migrationFolders folders that hold files with names of migrations, relative to the project
 */
public record ProjectSigns(List<PostgresSign> postgres, List<String> migrationFolders, List<CiSystem> ci) {
    /** Versions whose binaries flygate gets. */
    private static final int OLDEST = 12;

    private static final int NEWEST = 18;

    private static final Pattern MIGRATION = Pattern.compile("(V\\d.*__|R__).+\\.sql");

    public ProjectSigns {
        postgres = List.copyOf(postgres);
        migrationFolders = List.copyOf(migrationFolders);
        ci = List.copyOf(ci);
    }

    /** Looks for signs in a project's folder, an absolute path. */
    public static ProjectSigns of(Path project) {
        List<Path> files = ProjectFiles.of(project);
        List<String> folders = files.stream()
                .filter(file -> MIGRATION.matcher(file.getFileName().toString()).matches())
                .map(file -> file.getParent() == null
                        ? "."
                        : file.getParent().toString().replace('\\', '/'))
                .distinct()
                .toList();
        return new ProjectSigns(PostgresSign.in(project, files), folders, CiSystem.in(project));
    }

    /** The first sign of a version that flygate runs. */
    public Optional<PostgresSign> usable() {
        return postgres.stream()
                .filter(sign -> sign.major() >= OLDEST && sign.major() <= NEWEST)
                .findFirst();
    }
}
