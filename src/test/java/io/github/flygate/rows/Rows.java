package io.github.flygate.rows;

import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A database with a base in it, as its owner sees it. */
final class Rows implements AutoCloseable {
    private final Database database;
    private final Connection owner;

    private Rows(Database database, Connection owner) {
        this.database = database;
        this.owner = owner;
    }

    static Rows on(int postgres, String base) throws SQLException {
        return of(TestServer.of(Integer.toString(postgres)).fresh(), base);
    }

    /** The base of hostile.sql. */
    static Rows hostile(int postgres) throws SQLException {
        Rows rows = on(postgres, "");
        rows.asSuperuser("create extension btree_gist");
        try (InputStream in = Objects.requireNonNull(Rows.class.getResourceAsStream("hostile.sql"))) {
            rows.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    static Rows of(Database database, String base) throws SQLException {
        Rows rows = new Rows(database, connect(database.owner()));
        if (!base.isEmpty()) {
            rows.execute(base);
        }
        return rows;
    }

    private static Connection connect(Database.Login login) throws SQLException {
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }

    Connection owner() {
        return owner;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    void asSuperuser(String sql) throws SQLException {
        try (Connection superuser = connect(database.superuser());
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    Seeding fill(int rows) throws SQLException {
        return Seeder.fill(owner, rows);
    }

    void strip() throws SQLException {
        try (Connection superuser = connect(database.superuser())) {
            Seeder.strip(superuser);
        }
    }

    String value(String query) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    /** How many rows each table holds, and a hash of them. */
    Map<String, String> content() throws SQLException {
        Map<String, String> content = new TreeMap<>();
        for (RowTable table : RowSchema.read(owner).tables().values()) {
            if (table.kind() != RowTable.Kind.FOREIGN && !table.ofExtension()) {
                content.put(
                        table.says(),
                        value("select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from "
                                + (table.kind() == RowTable.Kind.PARTITIONED ? "" : "only ") + table.quoted() + " t"));
            }
        }
        return content;
    }

    RowTable table(String name) throws SQLException {
        return RowSchema.read(owner).table("public", name).orElseThrow();
    }

    /** The row of that variant, inserted for good with what comes before it. */
    Outcome insert(String name, Variant variant) throws SQLException {
        owner.setAutoCommit(false);
        try {
            RowSchema schema = RowSchema.read(owner);
            RowTable table = schema.table("public", name).orElseThrow();
            Outcome outcome = new RowMaker(owner, schema).make(table, variant);
            if (outcome instanceof Outcome.Made made) {
                List<String> statements = new ArrayList<>(made.before());
                statements.add(made.insert(table));
                for (String statement : statements) {
                    execute(statement);
                }
            }
            owner.commit();
            return outcome;
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    @Override
    public void close() throws SQLException {
        owner.close();
        database.close();
    }
}
