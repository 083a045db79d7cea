package io.github.flygate.snapshot;

import io.github.flygate.config.SnapshotConfig;
import io.github.flygate.model.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A server of a test class's own, used as somebody else's: with databases that flygate did not make. */
record ServerSandbox(Database server) {
    private static final Map<String, ServerSandbox> SERVERS = new ConcurrentHashMap<>();

    /** Runs until the JVM ends. */
    static ServerSandbox of(String postgres) {
        return SERVERS.computeIfAbsent(postgres, version -> start(version, System.getenv()));
    }

    static ServerSandbox start(String postgres, Map<String, String> environment) {
        return start(postgres, environment, Map.of());
    }

    static ServerSandbox start(String postgres, Map<String, String> environment, Map<String, String> settings) {
        Path cache = Path.of(System.getProperty("flygate.test.cache", "target/test-cache"))
                .toAbsolutePath();
        Map<String, String> all = new TreeMap<>(settings);
        all.put("max_prepared_transactions", "5");
        all.put("wal_level", "logical");
        BaseSpec empty = new BaseSpec(
                Origin.unknown(),
                List.of("somebody's server"),
                List.of(),
                postgres,
                "postgres",
                "postgres",
                List.of(),
                List.of(),
                new TreeMap<>(all));
        ServerSandbox sandbox =
                new ServerSandbox(new EmbeddedEngine(environment, cache).open(empty, owner -> {}, Progress.none()));
        // Every server has it but those of engine embedded, which save its files.
        sandbox.run("CREATE DATABASE template0 TEMPLATE template1 IS_TEMPLATE true ALLOW_CONNECTIONS false");
        return sandbox;
    }

    /** One that runs already. */
    static ServerSandbox at(Database.Login superuser) {
        return new ServerSandbox(new Database() {
            @Override
            public Login owner() {
                return superuser;
            }

            @Override
            public Login superuser() {
                return superuser;
            }

            @Override
            public String serverVersion() {
                return "";
            }

            @Override
            public Opening opening() {
                return new Opening(true, 0, 0);
            }

            @Override
            public void close() {
                // Whoever started it does.
            }
        });
    }

    ServerEngine engine(String... databases) {
        return engine(server.superuser(), databases);
    }

    /** As another user. */
    ServerEngine engine(Database.Login login, String... databases) {
        return new ServerEngine(
                Map.of("FLYGATE_SERVER_PASSWORD", login.password()),
                Path.of("").toAbsolutePath(),
                config(login, databases));
    }

    SnapshotConfig config(Database.Login login, String... databases) {
        return new SnapshotConfig(
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                login.url(),
                login.user(),
                List.of(databases),
                false);
    }

    Database.Login in(String database) {
        return in(database, server.superuser());
    }

    Database.Login in(String database, Database.Login login) {
        String encoded = java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
        return new Database.Login(
                login.url()
                        .replaceFirst("/[^/?]*(\\?|$)", "/" + java.util.regex.Matcher.quoteReplacement(encoded) + "$1"),
                login.user(),
                login.password());
    }

    void run(String... statements) {
        Sandbox.execute(server.superuser(), statements);
    }

    void runIn(String database, String... statements) {
        Sandbox.execute(in(database), statements);
    }

    String ask(String query) {
        return Sandbox.ask(server.superuser(), query);
    }

    String askIn(String database, String query) {
        return Sandbox.ask(in(database), query);
    }

    /** Everything that belongs to the server as a whole: what must be as it was. */
    List<String> inventory() {
        List<String> all = new ArrayList<>();
        all.add(
                ask(
                        "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE datname <> 'flygate_registry'"));
        all.add(ask("SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles"));
        return all;
    }
}
