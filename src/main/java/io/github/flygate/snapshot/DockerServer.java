package io.github.flygate.snapshot;

import io.github.flygate.model.FlygateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** PostgreSQL in a container. */
final class DockerServer {
    private static final long START_SECONDS = 120;
    private static final long POLL_MS = 20;

    private final DockerContainer container;
    private final ServerSettings settings;

    DockerServer(DockerContainer container, ServerSettings settings) {
        this.container = container;
        this.settings = settings;
    }

    /**
     * Starts the container and returns when PostgreSQL takes connections. A connection is the only sure sign: the
     * ready line is printed once by some images and twice by others, whose first server is a passing one.
     */
    void start(String database, String user, String password) {
        container.start();
        Database.Login login = container.login(database, user, password);
        if (container.port() == 0) {
            throw died();
        }
        await(login);
    }

    private void await(Database.Login login) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                connect(login).close();
                return;
            } catch (SQLException e) {
                String state = e.getSQLState() == null ? "" : e.getSQLState();
                if (state.startsWith("28") || state.equals("3D000")) {
                    throw Failures.engine(
                            "PostgreSQL in the container does not let " + login + " in: " + e.getMessage(),
                            "an image must make the user of POSTGRES_USER with POSTGRES_PASSWORD, as the official one"
                                    + " does",
                            e);
                }
                if (!container.running()) {
                    throw died();
                }
                if (System.nanoTime() > deadline) {
                    throw Failures.engine(
                            "PostgreSQL in the container took no connections within " + START_SECONDS + " s: "
                                    + e.getMessage() + ": " + container.logTail(),
                            "the image must start PostgreSQL on port 5432, as the official one does",
                            e);
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            } catch (InterruptedException e) {
                throw Failures.interrupted(e);
            }
        }
    }

    private FlygateException died() {
        String log = container.logTail();
        Long code = container.inspect().getState().getExitCodeLong();
        String hint = Docker.hintFor(log);
        return settings.blame(log)
                .orElseGet(() -> Failures.engine(
                        "PostgreSQL in the container did not start, exit code " + code + ": " + log,
                        hint.isEmpty()
                                ? "see that the image starts with `docker run -e POSTGRES_PASSWORD=…`, as the official"
                                        + " one does"
                                : hint));
    }

    private static Connection connect(Database.Login login) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        return DriverManager.getConnection(login.url(), properties);
    }

    /** The single value of a query. */
    static String ask(Database.Login login, String query) {
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw Failures.engine("PostgreSQL in the container does not answer: " + e.getMessage(), "", e);
        }
    }

    /** Writes everything to the files and stops the server, so that an image of it starts without recovery. */
    void stop(Database.Login superuser) {
        try (Connection connection =
                        DriverManager.getConnection(superuser.url(), superuser.user(), superuser.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw Failures.engine(
                    "cannot write a checkpoint: " + e.getMessage(), Docker.hintFor(String.valueOf(e.getMessage())), e);
        }
        container.stopCleanly();
    }
}
