package io.github.flygate.trace;

import io.github.flygate.fact.FlywayFact;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Migration.Kind;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.ScriptSplitter;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import io.github.flygate.sql.StaticReader;
import io.github.flygate.trace.TraceRequest.Hint;
import io.github.flygate.trace.TraceRequest.TracedScript;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Traces a few migrations on a fresh database: base SQL first, then one file after the other. */
final class Traced {
    private final int postgres;
    private final List<Migration> migrations = new ArrayList<>();
    private FlywaySettings settings = FlywaySettings.defaults();
    private String base = "";
    private Duration timeLimit = Duration.ofMinutes(1);

    private Traced(int postgres) {
        this.postgres = postgres;
    }

    static Traced on(int postgres) {
        return new Traced(postgres);
    }

    Traced base(String sql) {
        base = sql;
        return this;
    }

    Traced file(String script, String sql) {
        migrations.add(MigrationFinder.file(script, Path.of(script), sql.getBytes(StandardCharsets.UTF_8), settings));
        return this;
    }

    Traced java(Class<?> type) {
        migrations.add(new Migration(
                Kind.JAVA, type.getName(), type.getSimpleName() + ".java", Path.of(""), "9", "java", 0, "", ""));
        return this;
    }

    Traced sessionLock() {
        settings = settings.withTransactionalLock(false);
        return this;
    }

    Traced timeLimit(Duration limit) {
        timeLimit = limit;
        return this;
    }

    List<ScriptTrace> run() {
        ScriptSplitter splitter = new ScriptSplitter(settings, postgres, Map.of());
        FlywayFact flyway = new FlywayFact(settings.transactionalLock(), false, false, false);
        StaticReader reader = new StaticReader(new StaticReader.Settings(postgres, "public", flyway, 0, true, "UTC"));
        List<TracedScript> scripts = new ArrayList<>();
        for (Migration migration : migrations) {
            Script script = splitter.split(migration);
            scripts.add(new TracedScript(
                    script,
                    reader.read(script).statements().stream()
                            .map(statement -> new Hint(statement.says(), statement.relations()))
                            .toList()));
        }
        try (Database database = TestServer.of(Integer.toString(postgres)).withBase(base)) {
            return Tracer.run(
                            database,
                            new TraceRequest(Path.of("."), settings, flyway, scripts, List.of(), "UTC", timeLimit),
                            Progress.none())
                    .scripts();
        }
    }

    /** The last statement of the last file. */
    StatementTrace last() {
        List<ScriptTrace> scripts = run();
        List<StatementTrace> statements = scripts.get(scripts.size() - 1).statements();
        return statements.get(statements.size() - 1);
    }
}
