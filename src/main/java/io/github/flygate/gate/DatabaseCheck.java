package io.github.flygate.gate;

import io.github.flygate.base.DatabaseNames;
import io.github.flygate.base.ProjectBase;
import io.github.flygate.config.GateConfig;
import io.github.flygate.contract.ContractRequest;
import io.github.flygate.contract.ContractResult;
import io.github.flygate.fact.CreateIfNotExists;
import io.github.flygate.fact.FlywayFact;
import io.github.flygate.migration.FlywayConfigurations;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.ScriptSplitter;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.Timings;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Engine;
import io.github.flygate.sql.EarlierFiles;
import io.github.flygate.sql.ScriptReading;
import io.github.flygate.sql.StaticReader;
import io.github.flygate.trace.TraceRequest;
import io.github.flygate.trace.TraceRequest.Hint;
import io.github.flygate.trace.TraceRequest.TracedScript;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The passes over one database, one after the other. */
final class DatabaseCheck {
    private static final double NANOS_PER_MS = 1_000_000.0;
    private static final String LOCK_TIMEOUT = "lock_timeout";

    private final GateConfig config;
    private final MigrationPlan plan;
    private final HistoryPass history;
    private final PreparedRules rules;
    private final LocalDate today;
    private final long startedNanos = System.nanoTime();
    private final DatabaseNames names;
    private final ProjectBase base;

    DatabaseCheck(GateConfig config, MigrationPlan plan, PreparedRules rules, LocalDate today) {
        this(config, plan, HistoryPass.of(config, plan), rules, today);
    }

    DatabaseCheck(GateConfig config, MigrationPlan plan, HistoryPass history, PreparedRules rules, LocalDate today) {
        this.config = config;
        this.history = history;
        this.plan = plan;
        this.rules = rules;
        this.today = today;
        this.names = DatabaseNames.of(config.flyway());
        this.base = ProjectBase.of(config, plan).withRows(config.contract().rows());
    }

    DatabaseReport lint() {
        return lint(read());
    }

    /** @param readings from {@link #read} */
    DatabaseReport lint(List<ScriptReading> readings) {
        Judgement judgement = judge(readings, Optional.empty());
        return new ReportBuilder(config, plan, history)
                .build(readings, Optional.empty(), judgement, timings(0, 0, 0), "none");
    }

    DatabaseReport check(Engine engine, Progress progress) {
        if (plan.pending().isEmpty() && !config.history().fromNothing()) {
            return lint();
        }
        List<ScriptReading> readings = new ArrayList<>();
        Observations seen = observe(engine, readings, progress);
        progress.step("judging");
        Judgement judgement = judge(readings, Optional.of(seen));
        return new ReportBuilder(config, plan, history)
                .build(
                        readings,
                        Optional.of(seen),
                        judgement,
                        timings(
                                seen.restoreMs(),
                                seen.trace().migrateMs(),
                                seen.contract().map(ContractResult::ms).orElse(0.0)),
                        engine.name());
    }

    /**
     * Reads the pending migrations and runs them.
     *
     * @param readings gets what their text says
     */
    Observations observe(Engine engine, List<ScriptReading> readings, Progress progress) {
        Copying copying = new Copying(engine, base, progress);
        FromNothing fromNothing = new FromNothing(config, plan, copying, flywayFact(), progress);
        if (plan.pending().isEmpty()) {
            return fromNothing.alone(base.timeZone());
        }
        Observations seen = new Observation(config, plan, copying, progress)
                .run(
                        () -> {
                            readings.addAll(read());
                            return traceRequest(readings);
                        },
                        this::contractRequest);
        return config.history().fromNothing() ? fromNothing.addTo(seen, base.timeZone()) : seen;
    }

    private ContractRequest contractRequest() {
        return new ContractRequest(
                config.applicationRole(),
                config.flyway().effectiveSchema(),
                base.timeZone(),
                new TeamFiles(config, splitter()).read(),
                config.contract().complete(),
                Set.of(base.historyTable()),
                config.contract().rows() > 0);
    }

    /** What the text of the pending migrations says. */
    List<ScriptReading> read() {
        ScriptSplitter splitter = splitter();
        StaticReader.Settings settings = new StaticReader.Settings(
                postgresMajor(),
                config.flyway().effectiveSchema(),
                flywayFact(),
                0,
                !setsLockTimeout(),
                base.timeZone());
        StaticReader reader =
                new StaticReader(settings, new EarlierFiles(earlier(), new EarlierTexts(splitter), settings));
        List<ScriptReading> readings = new ArrayList<>();
        for (CompletableFuture<Script> script : splitAhead(splitter)) {
            readings.add(reader.read(Waiting.on(script)));
        }
        return readings;
    }

    /** What has run before the pending migrations; the callbacks run again with each migrate. */
    private List<Migration> earlier() {
        return Stream.concat(plan.appliedWhereItIsNear().stream(), plan.baseCallbacks().stream())
                .toList();
    }

    private ScriptSplitter splitter() {
        return new ScriptSplitter(
                config.flyway(),
                postgresMajor(),
                Map.of("flyway:user", names.owner(), "flyway:database", names.database()));
    }

    /** Splitting and reading take about as long, and only reading needs the files one after the other. */
    private List<CompletableFuture<Script>> splitAhead(ScriptSplitter splitter) {
        List<Migration> pending = plan.pending();
        List<CompletableFuture<Script>> scripts = pending.stream()
                .map(migration -> new CompletableFuture<Script>())
                .toList();
        CompletableFuture<Void> splitting = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < pending.size(); i++) {
                scripts.get(i).complete(splitter.split(pending.get(i)));
            }
        });
        // Whoever waits for the file that cannot be split, or for one after it, is told why.
        return scripts.stream()
                .map(script -> CompletableFuture.anyOf(script, splitting).thenCompose(any -> script))
                .toList();
    }

    private Judgement judge(List<ScriptReading> readings, Optional<Observations> seen) {
        return judge(rules, readings, seen);
    }

    /** What these rules say of it. */
    Judgement judge(PreparedRules prepared, List<ScriptReading> readings, Optional<Observations> seen) {
        PreparedRules.Ready ready = prepared.await();
        return new Judge(config, history, ready.book(), ready.engine(), today).judge(readings, seen);
    }

    private TraceRequest traceRequest(List<ScriptReading> readings) {
        List<TracedScript> scripts = readings.stream()
                .map(reading -> new TracedScript(
                        reading.script(),
                        reading.statements().stream()
                                .map(statement -> new Hint(
                                        statement.says(),
                                        statement.relations(),
                                        statement.all(CreateIfNotExists.class)))
                                .toList()))
                .toList();
        return new TraceRequest(
                config.project(),
                config.flyway(),
                flywayFact(),
                scripts,
                plan.callbacks(),
                base.timeZone(),
                config.timeLimit());
    }

    private FlywayFact flywayFact() {
        return flywayFact(config);
    }

    static FlywayFact flywayFact(GateConfig config) {
        return new FlywayFact(
                config.flyway().transactionalLock(),
                config.flyway().mixed(),
                config.flyway().group(),
                config.flyway().outOfOrder());
    }

    /** Whether something beside the migrations sets it; then only a session of Flyway's knows its value. */
    private boolean setsLockTimeout() {
        return config.settings().keySet().stream().anyMatch(LOCK_TIMEOUT::equalsIgnoreCase)
                || Stream.concat(
                                Stream.of(config.flyway().initSql()),
                                plan.callbacks().stream().map(Migration::content))
                        .anyMatch(sql -> sql.toLowerCase(Locale.ROOT).contains(LOCK_TIMEOUT));
    }

    private int postgresMajor() {
        return postgresMajor(config);
    }

    static int postgresMajor(GateConfig config) {
        return postgresMajor(config.postgres());
    }

    /** @param version as configured, such as {@code 16} or {@code 16.4.0} */
    static int postgresMajor(String version) {
        return Integer.parseInt(version.split("\\.", 2)[0]);
    }

    private Timings timings(double restoreMs, double migrateMs, double contractMs) {
        return new Timings(restoreMs, migrateMs, contractMs, (System.nanoTime() - startedNanos) / NANOS_PER_MS);
    }

    static String flywayVersion() {
        return FlywayConfigurations.flywayVersion();
    }
}
