package io.github.flygate.gate;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.model.Alternative;
import io.github.flygate.model.Finding;
import io.github.flygate.model.Fixes;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A project of two migrations, the first applied and the second pending, checked as the command line does it. */
final class CheckedProject {
    private final Path folder;

    CheckedProject(Path folder) {
        this.folder = folder;
    }

    void base(String sql) {
        write("V1__base.sql", sql);
    }

    void pending(String sql) {
        pending("V2__pending.sql", sql);
    }

    void pending(String name, String sql) {
        write(name, sql);
    }

    void configuration(String yaml) {
        try {
            Files.writeString(folder.resolve("flygate.yml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String sql) {
        try {
            Path migrations = Files.createDirectories(folder.resolve("src/main/resources/db/migration"));
            Files.writeString(migrations.resolve(name), sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Finding> check() {
        return report().findings();
    }

    DatabaseReport report() {
        return gate().check(configs(), Progress.none()).databases().get(0);
    }

    DatabaseReport lint() {
        return gate().lint(configs(), Progress.none()).databases().get(0);
    }

    List<Alternative> alternatives() {
        return fixes().alternatives();
    }

    Fixes fixes() {
        return gate().fixes(configs(), Progress.none()).get(0);
    }

    private static Gate gate() {
        return new Gate("test", Map.of(), config -> TestServer.of(config.postgres()), LocalDate.of(2026, 1, 1));
    }

    private List<GateConfig> configs() {
        Options options = Options.none()
                .with("base.version", "1", "--base-version")
                .with("cache", folder.resolve("cache").toString(), "--cache");
        return new ConfigLoader(Map.of()).load(folder, options);
    }
}
