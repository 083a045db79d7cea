package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says where migrations were looked for and where there are some. */
final class NothingFound {
    private static final int FILES_LOOKED_AT = 20_000;
    private static final int FOLDERS_SHOWN = 5;
    private static final Set<String> PASSED_OVER = Set.of("node_modules", "target", "build", "out", "dist", "vendor");

    private NothingFound() {}

    static FlygateException in(Path project, Locations locations, List<LookAlike> lookAlikes, Names names) {
        String looked = locations.folders().stream()
                .filter(folder -> !folder.callbacksOnly())
                .map(folder -> shown(folder.root()))
                .distinct()
                .collect(Collectors.joining(", "));
        String ignored = lookAlikes.isEmpty()
                ? ""
                : "; Flyway ignores "
                        + String.join(
                                "; ",
                                lookAlikes.stream().map(LookAlike::toString).toList());
        Map<String, Integer> elsewhere = elsewhere(project, names);
        String hint = elsewhere.isEmpty()
                ? "Set flyway.locations in flygate.yml, such as [filesystem:db/migration]."
                : "There are migrations in "
                        + elsewhere.entrySet().stream()
                                .limit(FOLDERS_SHOWN)
                                .map(entry -> shown(entry.getKey()) + " (" + entry.getValue() + ")")
                                .collect(Collectors.joining(", "))
                        + ": " + remedy(likeliest(elsewhere.keySet()));
        return new FlygateException(
                ErrorCode.MIGRATIONS,
                "no migrations found in " + (looked.isEmpty() ? "no location at all" : looked) + ignored,
                hint);
    }

    /** In a module of its own the Flyway configuration lies beside the migrations, and is found from there. */
    private static String remedy(String folder) {
        int resources = folder.indexOf("/src/main/resources/");
        return resources > 0
                ? "check the module, as in: flygate check " + folder.substring(0, resources)
                : "set flyway.locations in flygate.yml, such as [filesystem:" + folder + "].";
    }

    private static String shown(String folder) {
        return folder.isEmpty() ? "." : folder;
    }

    /** Projects for several databases have a folder for each. */
    private static String likeliest(Set<String> folders) {
        return folders.stream()
                .filter(folder -> folder.toLowerCase(Locale.ROOT).contains("postgres"))
                .findFirst()
                .orElseGet(() -> shown(folders.iterator().next()));
    }

    private static Map<String, Integer> elsewhere(Path project, Names names) {
        Map<String, Integer> folders = new TreeMap<>();
        try {
            Files.walkFileTree(project, new SimpleFileVisitor<>() {
                private int seen;

                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                    String name = String.valueOf(dir.getFileName());
                    boolean pass = !dir.equals(project) && (name.startsWith(".") || PASSED_OVER.contains(name));
                    return pass ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = String.valueOf(file.getFileName());
                    if (names.sql(name).isPresent() && file.getParent() != null) {
                        folders.merge(Paths.relative(project, file.getParent()), 1, Integer::sum);
                    }
                    return ++seen > FILES_LOOKED_AT ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return folders; // it was only for the hint
        }
        return folders;
    }
}
