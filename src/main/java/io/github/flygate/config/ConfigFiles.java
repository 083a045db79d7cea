package io.github.flygate.config;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Flyway's own configuration files. Where there is a TOML file, {@code .conf} files are not read: so does Flyway.
 *
 * @param toml weakest first
 * @param conf weakest first
 */
record ConfigFiles(List<Path> toml, List<Path> conf) {
    /** The files with Flyway's names in the project and in its {@code conf} folder. */
    static ConfigFiles found(Path project) {
        return new ConfigFiles(
                present(project, "conf/flyway.toml", "flyway.toml", "conf/flyway.user.toml", "flyway.user.toml"),
                present(project, "conf/flyway.conf", "flyway.conf"));
    }

    private static List<Path> present(Path project, String... names) {
        return Stream.of(names)
                .map(project::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    /** The files that a setting lists, in its order. */
    static ConfigFiles explicit(Path project, Setting setting) {
        List<Path> files = setting.asList().stream()
                .map(name -> existing(project, name, setting.origin()))
                .toList();
        return new ConfigFiles(
                files.stream().filter(ConfigFiles::isToml).toList(),
                files.stream().filter(file -> !isToml(file)).toList());
    }

    private static boolean isToml(Path file) {
        return file.toString().endsWith(".toml");
    }

    private static Path existing(Path project, String name, String origin) {
        try {
            Path file = project.resolve(name).normalize();
            if (Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new FlygateException(
                ErrorCode.CONFIGURATION,
                origin + ": configFiles: there is no file " + name,
                "Paths are relative to the project folder.");
    }

    /** Adds what the files say for a database. */
    void read(Path project, String database, Map<String, String> environment, Layer layer) {
        if (!toml.isEmpty()) {
            TomlSource.read(
                    toml.stream().map(file -> SourceFile.read(project, file)).toList(), database, environment, layer);
        } else {
            conf.forEach(file -> ConfSource.read(SourceFile.read(project, file), environment, layer));
        }
    }
}
