package io.github.flygate.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The places in which a project configures Flyway, strongest first. Each is read once for all databases. */
final class FlywaySources {
    private final Path project;
    private final Map<String, String> environment;
    private final Layer pom;
    private final SpringSource.Found spring;
    private final Layer variables;

    FlywaySources(Path project, Map<String, String> environment) {
        this.project = project;
        this.environment = environment;
        this.pom = PomSource.read(project, environment);
        this.spring = SpringSource.read(project, environment);
        this.variables = EnvironmentSource.read(environment);
    }

    boolean isSpring() {
        return spring.present();
    }

    /** Adds everything found for a database below what flygate.yml says. */
    void addBelow(Layer merged, String database) {
        Optional<Setting> explicit =
                merged.find(FlywayKey.CONFIG_FILES.path()).or(() -> variables.find(FlywayKey.CONFIG_FILES.path()));
        Layer files = new Layer();
        explicit.map(setting -> ConfigFiles.explicit(project, setting))
                .orElseGet(() -> ConfigFiles.found(project))
                .read(project, database, environment, files);
        merged.addBelow(files);
        merged.addBelow(pom);
        merged.addBelow(spring.layer());
        merged.addBelow(variables);
    }
}
