package io.github.flygate.snapshot;

import io.github.flygate.config.GateConfig;
import java.util.Map;

/** Chooses the engine that a database is configured for. */
public final class Engines {
    private Engines() {}

    /**
     * The engine, ready to be asked.
     *
     * @param environment the process's variables
     */
    public static SnapshotEngine of(GateConfig config, Map<String, String> environment) {
        return switch (config.engine()) {
            case "embedded" -> new EmbeddedEngine(environment, config.cache());
            case "docker" -> new DockerEngine(config.snapshots(), environment, config.cache());
            case "server" -> new ServerEngine(environment, config.project(), config.snapshots());
            default -> throw new IllegalStateException("checked where it is read: " + config.engine());
        };
    }
}
