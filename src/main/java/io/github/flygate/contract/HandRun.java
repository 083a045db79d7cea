package io.github.flygate.contract;

import io.github.flygate.migration.FlywayConfigurations;
import io.github.flygate.migration.JavaMigrations;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.TemporaryFolder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.postgresql.PGConnection;

/** Runs a migration as somebody does by hand: without Flyway, as the owner, one statement after the other. */
final class HandRun {
    private static final Pattern COPY = Pattern.compile("(?is)^[^']*?\\bcopy\\b[^']*?\\bfrom\\s+stdin\\b");

    private final RerunRequest request;
    private final Database database;

    /**
     * Why it could not be done.
     *
     * @param statement number in the script, from 0; -1 when it is none of them
     */
    record Failure(int statement, String sqlState, String message) {}

    /** Whether nobody could: the rows of a COPY FROM STDIN are no part of its statement. */
    static boolean isImpossible(Script script) {
        return script.statements().stream()
                .anyMatch(statement -> COPY.matcher(statement.sql()).find());
    }

    HandRun(RerunRequest request, Database database) {
        this.request = request;
        this.database = database;
    }

    /** Empty when it went through. */
    Optional<Failure> run(Script script) throws SQLException {
        try (Connection session =
                Sessions.owner(database.owner(), request.flyway().effectiveSchema(), request.timeZone())) {
            int pid = session.unwrap(PGConnection.class).getBackendPID();
            Deadline deadline = new Deadline(database.superuser(), pid, request.timeLimit());
            try {
                return script.migration().kind().isJava() ? java(session, script.migration()) : sql(session, script);
            } finally {
                deadline.lift();
            }
        }
    }

    private static Optional<Failure> sql(Connection session, Script script) {
        for (Statement statement : script.statements()) {
            try (java.sql.Statement jdbc = session.createStatement()) {
                jdbc.setEscapeProcessing(false);
                jdbc.execute(statement.sql());
            } catch (SQLException e) {
                return Optional.of(failure(statement.number(), e));
            }
        }
        return Optional.empty();
    }

    private Optional<Failure> java(Connection session, Migration migration) throws SQLException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            ClassLoader loader = JavaMigrations.classLoader(
                    request.project(), request.flyway(), List.of(migration), folder.folder("classes"));
            JavaMigration java = JavaMigrations.load(List.of(migration), loader).get(0);
            boolean transaction = java.canExecuteInTransaction();
            session.setAutoCommit(!transaction);
            java.migrate(new HandContext(FlywayConfigurations.of(request.flyway(), loader), session));
            if (transaction) {
                session.commit();
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(failure(-1, e));
        } catch (IOException e) {
            throw new FlygateException(ErrorCode.IO, "cannot write classes: " + e.getMessage(), "", e);
        } catch (FlygateException e) {
            throw e;
        } catch (Exception | LinkageError e) { // whatever the project's code throws
            return Optional.of(new Failure(-1, "", String.valueOf(e.getMessage())));
        }
    }

    private static Failure failure(int statement, SQLException e) {
        return new Failure(statement, Objects.requireNonNullElse(e.getSQLState(), ""), ServerWords.of(e));
    }

    private record HandContext(Configuration configuration, Connection connection) implements Context {
        @Override
        public Configuration getConfiguration() {
            return configuration;
        }

        @Override
        public Connection getConnection() {
            return connection;
        }
    }
}
