package io.github.flygate.junit;

import io.github.flygate.base.ProjectBase;
import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.BaseSpec;
import io.github.flygate.snapshot.Copies;
import io.github.flygate.snapshot.Engine;
import io.github.flygate.snapshot.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the copies of one project's database come from during one run of tests. What did not start is not tried again
 * for the next class, which would be told the same.
 */
final class ProjectDatabases {
    /** A build tool may start several runs in one JVM, even one for each class: the servers outlive them. */
    private static final Map<List<Object>, Copies> SERVERS = new ConcurrentHashMap<>();

    private final Wish wish;
    private @Nullable Copies copies;
    private @Nullable FlygateException failure;

    /** What an annotation asks for, but for who gets it. */
    record Wish(Path project, String database, String engine) {
        static Wish of(FlygateDatabase annotation) {
            return new Wish(
                    Path.of(annotation.project()).toAbsolutePath().normalize(),
                    annotation.database(),
                    annotation.engine());
        }
    }

    ProjectDatabases(Wish wish) {
        this.wish = wish;
    }

    /** @throws FlygateException when there is none; its message says what to do */
    synchronized Copies copies() {
        if (failure != null) {
            throw failure;
        }
        if (copies == null) {
            try {
                copies = find();
            } catch (FlygateException e) {
                failure = withHint(e);
                throw failure;
            }
        }
        return copies;
    }

    /** A test's report shows the message alone. */
    private static FlygateException withHint(FlygateException e) {
        String message = e.hint().isEmpty() ? e.getMessage() : e.getMessage() + "\n" + e.hint();
        return new FlygateException(e.code(), String.valueOf(message), e.hint(), e);
    }

    private Copies find() {
        Map<String, String> environment = System.getenv();
        GateConfig config = config(environment);
        ProjectBase base = ProjectBase.workingTree(config, environment);
        BaseSpec spec = base.spec();
        return SERVERS.computeIfAbsent(
                List.of(config.engine(), config.postgres(), config.cache(), config.snapshots(), spec.fingerprint()),
                key -> start(Engines.of(config, environment), spec, base));
    }

    private GateConfig config(Map<String, String> environment) {
        Options options = Options.none();
        if (!wish.engine().isEmpty()) {
            options = options.with("engine", wish.engine(), "@FlygateDatabase(engine)");
        }
        List<GateConfig> configs = new ConfigLoader(environment)
                .load(wish.project(), options).stream()
                        .filter(config ->
                                wish.database().isEmpty() || config.name().equals(wish.database()))
                        .toList();
        if (configs.size() == 1) {
            return configs.get(0);
        }
        throw configs.isEmpty() ? unknown(environment, options) : ambiguous(configs);
    }

    private FlygateException unknown(Map<String, String> environment, Options options) {
        return new FlygateException(
                ErrorCode.USAGE,
                "@FlygateDatabase(database): unknown database \"" + wish.database() + "\"",
                "flygate.yml names " + names(new ConfigLoader(environment).load(wish.project(), options)) + ".");
    }

    private static FlygateException ambiguous(List<GateConfig> configs) {
        return new FlygateException(
                ErrorCode.USAGE,
                "flygate.yml names several databases: " + names(configs),
                "Say which one, such as @FlygateDatabase(database = \""
                        + configs.get(0).name() + "\").");
    }

    private static String names(List<GateConfig> configs) {
        return configs.stream().map(GateConfig::name).collect(Collectors.joining(", "));
    }

    private static Copies start(Engine engine, BaseSpec spec, ProjectBase base) {
        Copies copies = engine.copies(spec, base.builder(), Progress.none());
        Runtime.getRuntime().addShutdownHook(new Thread(copies::close, "flygate-junit-clean-up"));
        return copies;
    }
}
