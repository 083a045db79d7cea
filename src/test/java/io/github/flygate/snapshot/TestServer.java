package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One running PostgreSQL per version and test run, with a fresh database for whoever asks. An engine, so that the whole
 * gate runs on it without the cost of a server per check. It ends with the JVM.
 */
public final class TestServer implements Engine {
    private static final Map<String, TestServer> SERVERS = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final ExecutorService DROPS = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "test server drops");
        thread.setDaemon(true);
        return thread;
    });

    private final AtomicReference<IllegalStateException> notDropped = new AtomicReference<>();

    private final Database server;

    /** Databases as their builders left them, by the key of what is in them. */
    private final Map<String, String> bases = new ConcurrentHashMap<>();

    private final Set<String> roles = new HashSet<>();

    private TestServer(Database server) {
        this.server = server;
    }

    public static TestServer of(String postgres) {
        return SERVERS.computeIfAbsent(postgres, TestServer::start);
    }

    private static TestServer start(String postgres) {
        Path cache = Path.of(System.getProperty("flygate.test.cache", "target/test-cache"))
                .toAbsolutePath();
        BaseSpec empty = new BaseSpec("empty", postgres, "flygate", "flygate");
        return new TestServer(new EmbeddedEngine(System.getenv(), cache).open(empty, owner -> {}, Progress.none()));
    }

    /** A database that Flyway takes for its own: with a history that knows version 1, and what that has made. */
    public Database withBase(String sql) {
        Database database = fresh();
        Database.Login owner = database.owner();
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table flyway_schema_history (
                        installed_rank int primary key, version varchar(50), description varchar(200) not null,
                        type varchar(20) not null, script varchar(1000) not null, checksum int,
                        installed_by varchar(100) not null, installed_on timestamp not null default now(),
                        execution_time int not null, success boolean not null);
                    insert into flyway_schema_history
                    values (1, '1', 'base', 'SQL', 'V1__base.sql', 0, 'x', now(), 1, true);
                    """ + sql);
            return database;
        } catch (SQLException e) {
            database.close();
            throw new IllegalStateException(e);
        }
    }

    /** A database with nothing in it. */
    public Database fresh() {
        return new One(create("template1"));
    }

    /** Whoever may do everything on this server, at the database that it came with. */
    public Database.Login superuser() {
        return server.superuser();
    }

    /** Makes a role as the engines make those of {@code roles:}, unless it is there. */
    public synchronized void role(String name) {
        if (roles.add(name)) {
            execute("create role " + name + " nologin");
            execute("grant " + name + " to " + server.owner().user() + " with admin option");
        }
    }

    /** Drops the bases that were built, for tests with many. */
    public void forgetBases() {
        for (String key : List.copyOf(bases.keySet())) {
            String built = bases.remove(key);
            if (built != null) {
                execute("drop database " + built);
            }
        }
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public Database open(BaseSpec base, BaseBuilder builder, Progress progress) {
        String built = bases.computeIfAbsent(base.fingerprint(), key -> build(builder));
        return new One(create(built));
    }

    private String build(BaseBuilder builder) {
        One database = new One(create("template1"));
        try {
            builder.build(database.owner());
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return database.name;
    }

    private String create(String template) {
        IllegalStateException left = notDropped.get();
        if (left != null) {
            throw new IllegalStateException("a database that was closed is still in use", left);
        }
        String name = "test_" + NUMBER.incrementAndGet();
        execute("create database " + name + " owner " + server.owner().user() + " template " + template);
        return name;
    }

    /** A session that somebody forgot to close is told to whoever comes next. */
    private void drop(String name) {
        try {
            execute("drop database " + name);
        } catch (IllegalStateException e) {
            notDropped.compareAndSet(null, new IllegalStateException(sessions(name), e));
        }
    }

    private String sessions(String database) {
        Database.Login login = server.superuser();
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select string_agg(application_name || ' (' || state || '): '"
                        + " || query, '; ') from pg_stat_activity where datname = '" + database + "'")) {
            row.next();
            return "sessions of " + database + ": " + row.getString(1);
        } catch (SQLException e) {
            return e.toString();
        }
    }

    private void execute(String sql) {
        Database.Login login = server.superuser();
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private final class One implements Database {
        private final String name;
        private boolean closed;

        One(String name) {
            this.name = name;
        }

        @Override
        public Login owner() {
            return here(server.owner());
        }

        @Override
        public Login superuser() {
            return here(server.superuser());
        }

        private Login here(Login login) {
            return new Login(
                    login.url().replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"), login.user(), login.password());
        }

        @Override
        public String serverVersion() {
            return server.serverVersion();
        }

        @Override
        public Opening opening() {
            return new Opening(true, 0, 0);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                // It waits for a checkpoint, and nobody waits for it.
                DROPS.execute(() -> drop(name));
            }
        }
    }
}
