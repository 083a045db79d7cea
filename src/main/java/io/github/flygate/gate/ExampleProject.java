package io.github.flygate.gate;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.migration.ScratchRepository;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.rule.Example;
import io.github.flygate.rule.Example.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes an example of a rule as the Flyway project it stands for. */
final class ExampleProject {
    private static final String BASE_FILE = "V1__base.sql";
    private static final String MIGRATIONS = "src/main/resources/db/migration/";
    private static final String JAVA_MIGRATIONS = "src/main/java/db/migration/";

    private final Example example;
    private final Path folder;

    private ExampleProject(Example example, Path folder) {
        this.example = example;
        this.folder = folder;
    }

    /**
     * Writes it.
     *
     * @param folder empty
     * @return its configuration
     */
    static GateConfig write(Example example, String postgres, Path folder) {
        ExampleProject project =
                new ExampleProject(example, folder.toAbsolutePath().normalize());
        try {
            boolean branches = project.writeAll();
            return project.config(postgres, branches ? "base.ref" : "base.version", branches ? "main" : "1");
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO, "cannot write the example " + example.title() + ": " + e.getMessage(), "", e);
        }
    }

    /** Returns whether its base is a branch, as it is where that holds files beside its schema; else it is a version. */
    private boolean writeAll() throws IOException {
        StringBuilder settings = new StringBuilder();
        example.settings().forEach((key, value) -> {
            if (!key.startsWith(Example.GATE)) {
                settings.append("flyway.").append(key).append('=').append(value).append('\n');
            }
        });
        write("flyway.conf", settings.toString());
        write(MIGRATIONS + BASE_FILE, "-- the schema before\n");
        for (Part part : example.parts()) {
            if (part.isBase()) {
                write(part.file().equals(Example.BASE) ? BASE_FILE : part.name(), part);
            }
        }
        boolean branches = example.parts().stream()
                .anyMatch(part -> part.isBase() && !part.file().equals(Example.BASE));
        if (!branches) {
            writePending();
            return false;
        }
        try (ScratchRepository git = ScratchRepository.in(folder)) {
            commitBranches(git);
            writePending();
            git.add();
        }
        return true;
    }

    private void writePending() throws IOException {
        for (Part part : example.parts()) {
            if (part.file().equals(Example.CONTRACT)) {
                write("contract/" + part.file(), part.sql());
                write("flygate.yml", "contract: { complete: true }\n");
            } else if (part.file().endsWith(".csv")) {
                write(part.file(), part.sql());
            } else if (part.isRemoval()) {
                Files.delete(inside(MIGRATIONS + part.name()));
            } else if (!part.isBase() && !part.isAbout() && part.branch().isEmpty()) {
                write(part.file(), part);
            }
        }
    }

    /** Commits the base on main, lets the other branches go on from there, and ends on one of its own. */
    private void commitBranches(ScratchRepository git) throws IOException {
        git.commit();
        git.branch("feature");
        for (String branch : List.of("main", "other")) {
            List<Part> theirs = example.parts().stream()
                    .filter(part -> part.branch().equals(branch))
                    .toList();
            if (!theirs.isEmpty()) {
                if (branch.equals("main")) {
                    git.checkout("main");
                } else {
                    git.branch(branch);
                }
                for (Part part : theirs) {
                    write(part.name(), part);
                }
                git.commit();
                git.checkout("feature");
            }
        }
    }

    private void write(String name, Part part) throws IOException {
        String parent = name.endsWith(".java") ? JAVA_MIGRATIONS : MIGRATIONS;
        write(name.contains("/") ? name : parent + name, part.sql());
    }

    private void write(String name, String content) throws IOException {
        Path file = inside(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(folder));
        Files.writeString(file, content);
    }

    /** A rule file comes with a pull request, and names files: none of them may be elsewhere. */
    private Path inside(String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new FlygateException(
                    ErrorCode.RULE,
                    "the example names a file outside of its project: " + name,
                    "Write a path within the project, without ..");
        }
        return file;
    }

    private GateConfig config(String postgres, String baseKey, String base) {
        Options options = Options.none()
                .with("postgres", postgres, "--postgres")
                .with(baseKey, base, "--base")
                .with("cache", folder.resolve("cache").toString(), "--cache");
        for (Map.Entry<String, String> each : example.settings().entrySet()) {
            if (each.getKey().startsWith(Example.GATE)) {
                String key = each.getKey().substring(Example.GATE.length());
                options = options.with(key, each.getValue(), "flygate.yml");
            }
        }
        return new ConfigLoader(Map.of()).load(folder, options).get(0);
    }
}
