package io.github.flygate.contract;

import io.github.flygate.contract.ChangeCase.Old;
import io.github.flygate.contract.ChangeCase.Pending;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.ScriptSplitter;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.snapshot.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Applies a case's migrations by plain SQL and tries the old version's statements: before, after each statement of a
 * migration, and after each migration, when a new session sees it.
 */
final class ChangeRun {
    private final ChangeCase change;
    private final Database database;
    private final ScriptSplitter splitter;
    private final List<Tried> tried = new ArrayList<>();

    private ChangeRun(ChangeCase change, Database database, int postgres) {
        this.change = change;
        this.database = database;
        splitter = new ScriptSplitter(FlywaySettings.defaults(), postgres, Map.of());
    }

    /**
     * A statement of the old version, over time.
     *
     * @param steps while the migrations ran, after each of their statements; only of one that is expected to fail
     * @param files after each migration, in a new session
     * @param prepared after each migration, in a session that had prepared it before
     */
    record Tried(Old old, OldOutcome base, List<Step> steps, List<OldOutcome> files, List<OldOutcome> prepared) {}

    /** After one statement of a migration. */
    record Step(String script, int line, int endLine, OldOutcome outcome) {}

    static List<Tried> of(ChangeCase change, Database database, int postgres) throws SQLException {
        ChangeRun run = new ChangeRun(change, database, postgres);
        try (Connection owner = run.connect();
                Connection old = run.connect()) {
            run.prepare(owner, old);
            for (Pending file : change.pending()) {
                run.migrate(owner, file);
                SequenceState sequences = SequenceState.of(owner);
                run.tryAfter(old);
                sequences.restore(owner);
            }
        }
        return run.tried;
    }

    private Connection connect() throws SQLException {
        Database.Login owner = database.owner();
        return DriverManager.getConnection(owner.url(), owner.user(), owner.password());
    }

    private void prepare(Connection owner, Connection old) throws SQLException {
        execute(owner, change.base());
        if (!change.role().isEmpty()) {
            execute(old, "set role " + change.role());
        }
        SequenceState sequences = SequenceState.of(owner);
        for (Old statement : change.old()) {
            old.setAutoCommit(false);
            OldOutcome base = OldOutcome.in(old, change.role(), statement.sql());
            old.rollback();
            old.setAutoCommit(true);
            if (base.works() && statement.preparable()) {
                execute(old, "prepare " + name(statement) + " as " + statement.sql());
            }
            tried.add(new Tried(statement, base, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        }
        sequences.restore(owner);
    }

    private static String name(Old statement) {
        return "old_" + statement.line();
    }

    private void migrate(Connection owner, Pending file) throws SQLException {
        Script script = splitter.split(MigrationFinder.file(
                file.script(),
                Path.of(file.script()),
                file.sql().getBytes(StandardCharsets.UTF_8),
                FlywaySettings.defaults()));
        owner.setAutoCommit(!script.transactional());
        for (Statement statement : script.statements()) {
            execute(owner, statement.sql());
            tryWithin(owner, file, statement);
        }
        if (script.transactional()) {
            owner.commit();
        }
        owner.setAutoCommit(true);
    }

    private void tryWithin(Connection owner, Pending file, Statement statement) throws SQLException {
        boolean between = owner.getAutoCommit();
        owner.setAutoCommit(false);
        SequenceState sequences = SequenceState.of(owner);
        for (Tried one : tried) {
            if (one.old.breaks()) {
                one.steps.add(new Step(
                        file.script(),
                        statement.span().line(),
                        statement.span().endLine(),
                        OldOutcome.in(owner, change.role(), one.old.sql())));
            }
        }
        sequences.restore(owner);
        if (between) {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    private void tryAfter(Connection old) throws SQLException {
        try (Connection fresh = connect()) {
            fresh.setAutoCommit(false);
            old.setAutoCommit(false);
            for (Tried one : tried) {
                one.files.add(OldOutcome.in(fresh, change.role(), one.old.sql()));
                if (one.base.works() && one.old.preparable()) {
                    one.prepared.add(OldOutcome.in(old, change.role(), "execute " + name(one.old)));
                }
            }
            fresh.rollback();
            old.rollback();
            old.setAutoCommit(true);
        }
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (java.sql.Statement statement = session.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + " in: " + sql, e.getSQLState(), e);
        }
    }
}
