package io.github.flygate.trace;

import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import io.github.flygate.trace.TraceRequest.TracedScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/** Follows Flyway through a replay and passes on where it is. */
final class ReplayObserver extends BaseCallback implements ObservedDataSource.JdbcListener {
    private final Map<String, Script> scripts = new TreeMap<>();
    private final Replay.Listener listener;
    private final boolean group;
    private @Nullable Script current;
    private @Nullable Migration committing;
    private int number;
    private boolean asking;

    ReplayObserver(TraceRequest request, Replay.Listener listener) {
        this.listener = listener;
        this.group = request.flyway().group();
        for (TracedScript script : request.scripts()) {
            scripts.put(script.script().migration().script(), script.script());
        }
    }

    @Override
    public boolean supports(Event event, Context context) {
        return switch (event) {
            case BEFORE_EACH_MIGRATE, AFTER_EACH_MIGRATE, AFTER_EACH_MIGRATE_STATEMENT -> true;
            default -> false;
        };
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            switch (event) {
                case BEFORE_EACH_MIGRATE -> begin(context.getMigrationInfo());
                case AFTER_EACH_MIGRATE -> end();
                case AFTER_EACH_MIGRATE_STATEMENT -> sqlStatement(context.getConnection());
                default -> {
                    // not asked for
                }
            }
        } catch (SQLException e) {
            throw new MigrationObserver.TraceFailure(e);
        }
    }

    private void begin(MigrationInfo info) throws SQLException {
        if (!group) {
            // A group commits when all its files are done: until then others would wait for its locks.
            finish();
        }
        current = scripts.get(info.getScript());
        number = 0;
    }

    /** Flyway commits only after this event: others see the file's work when the next one begins. */
    private void end() {
        committing = current == null ? null : current.migration();
        current = null;
    }

    /** Nothing comes any more: the last file is committed. */
    void finish() throws SQLException {
        Migration done = committing;
        committing = null;
        if (done != null) {
            listener.fileDone(done);
        }
    }

    private void sqlStatement(Connection session) throws SQLException {
        Script script = current;
        if (script != null && !script.migration().kind().isJava()) {
            ask(session, script, number++, script.transactional());
        }
    }

    private void ask(Connection session, Script script, int done, boolean inTransaction) throws SQLException {
        asking = true;
        try {
            listener.statementDone(session, script.migration(), done, inTransaction);
        } finally {
            asking = false;
        }
    }

    @Override
    public void opened(int pid) {
        // nobody watches
    }

    @Override
    public void closed(int pid) {
        // nobody watches
    }

    @Override
    public Object executed(Connection raw, Statement statement, String sql, ObservedDataSource.Execution execution)
            throws Throwable {
        Object result = execution.run();
        Script script = current;
        if (script != null && script.migration().kind().isJava() && !asking) {
            boolean own = JavaCaller.line(script.migration().script()).isPresent() || !JavaCaller.isFlyway();
            int done = own ? number++ : -1;
            if (own && !isReading(statement)) {
                ask(raw, script, done, !raw.getAutoCommit());
            }
        }
        return result;
    }

    /** A result that the migration is about to read must not be disturbed, and reading changes nothing. */
    private static boolean isReading(Statement statement) throws SQLException {
        return statement.getResultSet() != null;
    }
}
