package io.github.flygate.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where this system keeps what can be made again. */
final class CacheFolder {
    private static final String NAME = "flygate";

    private CacheFolder() {}

    /**
     * The folder that applies when nobody names one.
     *
     * @param origin what decided
     */
    record Found(Path folder, String origin) {}

    static Found usual(Map<String, String> environment, String system, Path home) {
        Optional<Path> xdg = absolute(environment, "XDG_CACHE_HOME");
        if (xdg.isPresent()) {
            return new Found(xdg.get().resolve(NAME), "environment XDG_CACHE_HOME");
        }
        String os = system.toLowerCase(Locale.ROOT);
        if (os.startsWith("mac")) {
            return new Found(home.resolve("Library").resolve("Caches").resolve(NAME), "default");
        }
        if (os.startsWith("windows")) {
            Path local = absolute(environment, "LOCALAPPDATA")
                    .orElseGet(() -> home.resolve("AppData").resolve("Local"));
            return new Found(local.resolve(NAME), "default");
        }
        return new Found(home.resolve(".cache").resolve(NAME), "default");
    }

    /** The XDG specification says that a relative path is to be ignored. */
    private static Optional<Path> absolute(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
