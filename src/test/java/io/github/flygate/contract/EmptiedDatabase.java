package io.github.flygate.contract;

import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** One database for many cases, emptied before each: making one takes longer than most cases do. */
final class EmptiedDatabase implements AutoCloseable {
    private final TestServer server;
    private final Database database;

    EmptiedDatabase(int postgres) {
        server = TestServer.of(Integer.toString(postgres));
        database = server.fresh();
    }

    Database forCase(ChangeCase change) throws SQLException {
        if (!change.role().isEmpty()) {
            server.role(change.role());
        }
        Database.Login login = database.superuser();
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    do $$
                    declare
                      name text;
                    begin
                      for name in select nspname from pg_namespace
                                  where nspname !~ '^pg_' and nspname <> 'information_schema' loop
                        execute format('drop schema %I cascade', name);
                      end loop;
                    end $$
                    """);
            statement.execute(
                    "create schema public authorization " + database.owner().user());
            statement.execute("grant usage on schema public to public");
        }
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
