package io.github.flygate.trace;

import io.github.flygate.fact.StatementFact;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.Span;
import io.github.flygate.trace.TraceRequest.Hint;
import io.github.flygate.trace.TraceRequest.TracedScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.callback.Warning;
import org.jspecify.annotations.Nullable;

/**
 * Follows Flyway through its run: which script, which statement. Statements of SQL files come as callbacks, those of
 * Java migrations from the connection they use.
 */
final class MigrationObserver extends BaseCallback implements ObservedDataSource.JdbcListener {
    private static final StatementFact JAVA_STATEMENT = new StatementFact("java", true, true, false, false);

    private final StatementRecorder recorder;
    private final Watchdog watchdog;
    private final Map<String, TracedScript> scripts = new TreeMap<>();
    private final List<Run> runs = new ArrayList<>();
    private final Duration timeLimit;
    private final Map<String, String> settings = new TreeMap<>();
    private @Nullable Run current;

    /** A script as Flyway ran it. */
    static final class Run {
        final TracedScript script;
        final long startedNanos = System.nanoTime();
        final List<Seen> statements = new ArrayList<>();
        boolean completed;
        long endedNanos;

        Run(TracedScript script) {
            this.script = script;
        }

        boolean isJava() {
            return script.script().migration().kind().isJava();
        }
    }

    MigrationObserver(StatementRecorder recorder, Watchdog watchdog, TraceRequest request) {
        this.recorder = recorder;
        this.watchdog = watchdog;
        this.timeLimit = request.timeLimit();
        request.scripts()
                .forEach(script -> scripts.put(script.script().migration().script(), script));
    }

    List<Run> runs() {
        return runs;
    }

    Map<String, String> settings() {
        return settings;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return switch (event) {
            case BEFORE_EACH_MIGRATE,
                    AFTER_EACH_MIGRATE,
                    AFTER_EACH_MIGRATE_ERROR,
                    BEFORE_EACH_MIGRATE_STATEMENT,
                    AFTER_EACH_MIGRATE_STATEMENT,
                    AFTER_EACH_MIGRATE_STATEMENT_ERROR -> true;
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
                case AFTER_EACH_MIGRATE -> end(true);
                case AFTER_EACH_MIGRATE_ERROR -> end(false);
                case BEFORE_EACH_MIGRATE_STATEMENT -> beforeSqlStatement(context);
                case AFTER_EACH_MIGRATE_STATEMENT -> afterSqlStatement(context);
                case AFTER_EACH_MIGRATE_STATEMENT_ERROR -> recorder.error();
                default -> {
                    // not asked for
                }
            }
        } catch (SQLException e) {
            throw new TraceFailure(e);
        }
    }

    private void begin(MigrationInfo info) {
        TracedScript script = scripts.get(info.getScript());
        if (script == null) {
            throw new IllegalStateException("Flyway runs " + info.getScript() + ", which is not pending");
        }
        current = new Run(script);
        runs.add(current);
    }

    private void end(boolean completed) {
        Run done = current;
        if (done != null) {
            done.completed = completed;
            done.endedNanos = System.nanoTime();
            current = null;
        }
    }

    private void beforeSqlStatement(Context context) throws SQLException {
        Run run = current;
        if (run == null || run.isJava()) {
            return;
        }
        Script script = run.script.script();
        int number = run.statements.size();
        Span span = Span.line(script.migration().file(), 1);
        String sql = context.getStatement().getSql();
        if (number < script.statements().size()) {
            Statement expected = script.statements().get(number);
            span = expected.span();
            sql = expected.sql();
        }
        Connection session = context.getConnection();
        readSettings(session);
        recorder.before(
                session,
                number,
                span,
                sql,
                run.script.hints().get(Math.min(number, run.script.hints().size() - 1)),
                script.transactional(),
                timeLeft(run));
    }

    private Duration timeLeft(Run run) {
        return timeLimit.minusNanos(System.nanoTime() - run.startedNanos);
    }

    private void afterSqlStatement(Context context) throws SQLException {
        Run run = current;
        if (run != null && recorder.isRunning()) {
            List<String> messages = context.getStatement().getWarnings().stream()
                    .map(Warning::getMessage)
                    .toList();
            run.statements.add(recorder.after(context.getConnection(), messages));
        }
    }

    /** Flyway gave up: the statement that was running is the one that failed. */
    void failed(SQLException error) throws SQLException {
        if (recorder.isRunning() && !runs.isEmpty()) {
            runs.get(runs.size() - 1).statements.add(recorder.failed(error, List.of()));
        }
        end(false);
    }

    private void readSettings(Connection session) throws SQLException {
        if (settings.isEmpty()) {
            settings.putAll(SessionSettings.of(session));
        }
    }

    @Override
    public void opened(int pid) {
        watchdog.addSession(pid);
    }

    @Override
    public void closed(int pid) {
        watchdog.removeSession(pid);
    }

    @Override
    public Object executed(
            Connection raw, java.sql.Statement statement, String sql, ObservedDataSource.Execution execution)
            throws Throwable {
        Run run = current;
        if (run == null || !run.isJava() || recorder.isRunning()) {
            return execution.run();
        }
        OptionalInt line = JavaCaller.line(run.script.script().migration().script());
        if (line.isEmpty() && JavaCaller.isFlyway()) {
            return execution.run();
        }
        readSettings(raw);
        Span span = Span.line(run.script.script().migration().file(), line.orElse(1));
        Hint hint = new Hint(JAVA_STATEMENT, List.of());
        recorder.before(raw, run.statements.size(), span, sql, hint, !raw.getAutoCommit(), timeLeft(run));
        Object result;
        try {
            result = execution.run();
        } catch (SQLException e) {
            run.statements.add(recorder.failed(e, List.of()));
            throw e;
        }
        List<String> messages = new ArrayList<>();
        for (var warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            messages.add(warning.getMessage());
        }
        run.statements.add(recorder.after(raw, messages));
        return result;
    }

    /** Carries a failure of the observation itself through Flyway. */
    static final class TraceFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TraceFailure(SQLException cause) {
            super(cause);
        }
    }
}
