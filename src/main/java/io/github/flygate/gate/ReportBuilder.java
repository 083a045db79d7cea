package io.github.flygate.gate;

import io.github.flygate.config.GateConfig;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.StatementReport;
import io.github.flygate.model.GateReport.Timings;
import io.github.flygate.model.Status;
import io.github.flygate.sql.ScriptReading;
import io.github.flygate.sql.StatementReading;
import io.github.flygate.trace.TraceResult;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the report of one database together. */
final class ReportBuilder {
    private final GateConfig config;
    private final MigrationPlan plan;
    private final HistoryPass history;

    ReportBuilder(GateConfig config, MigrationPlan plan, HistoryPass history) {
        this.history = history;
        this.config = config;
        this.plan = plan;
    }

    DatabaseReport build(
            List<ScriptReading> readings,
            Optional<Observations> seen,
            Judgement judgement,
            Timings timings,
            String engine) {
        Optional<TraceResult> trace = seen.map(Observations::trace);
        List<MigrationReport> migrations = readings.stream()
                .map(reading -> migration(
                        reading,
                        trace.flatMap(result -> result.script(reading.script().migration()))))
                .toList();
        SortedMap<String, String> settings = trace.map(TraceResult::settings).orElseGet(TreeMap::new);
        return new DatabaseReport(
                config.name(),
                engine,
                seen.map(Observations::serverVersion).orElse(""),
                DatabaseCheck.flywayVersion(),
                plan.base(),
                migrations,
                Release.of(plan, seen, judgement.findings()),
                history.report(plan.base().migrations()),
                judgement.findings(),
                coverage(migrations, judgement.findings()),
                settings,
                notes(readings, seen, judgement.notes()),
                timings);
    }

    private static MigrationReport migration(ScriptReading reading, Optional<ScriptTrace> trace) {
        Migration migration = reading.script().migration();
        return new MigrationReport(
                migration.script(),
                migration.file(),
                migration.version(),
                migration.description(),
                migration.kind().id(),
                reading.script().transactional(),
                trace.map(script -> script.completed() || !script.statements().isEmpty())
                        .orElse(false),
                trace.map(ScriptTrace::completed).orElse(false),
                trace.map(ScriptTrace::durationMs).orElse(0.0),
                migration.kind().isJava() ? javaStatements(trace) : sqlStatements(reading, trace));
    }

    private static List<StatementReport> javaStatements(Optional<ScriptTrace> trace) {
        return trace.map(ScriptTrace::statements).orElse(List.of()).stream()
                .map(statement -> new StatementReport(
                        statement.span(), statement.sql(), statement.says().kind(), true, statement.effects()))
                .toList();
    }

    private static List<StatementReport> sqlStatements(ScriptReading reading, Optional<ScriptTrace> trace) {
        List<StatementReport> statements = new ArrayList<>();
        for (StatementReading statement : reading.statements()) {
            Optional<StatementTrace> traced = trace.flatMap(
                    script -> script.statement(statement.statement().number()));
            statements.add(new StatementReport(
                    statement.statement().span(),
                    statement.statement().sql(),
                    statement.says().kind(),
                    statement.says().read(),
                    traced.map(StatementTrace::effects).orElse(null)));
        }
        return statements;
    }

    private static Coverage coverage(List<MigrationReport> migrations, List<Finding> findings) {
        List<StatementReport> statements =
                migrations.stream().flatMap(m -> m.statements().stream()).toList();
        return new Coverage(
                migrations.size(),
                (int) migrations.stream().filter(MigrationReport::traced).count(),
                statements.size(),
                (int) statements.stream().filter(StatementReport::parsed).count(),
                (int) statements.stream()
                        .filter(statement -> statement.effects() != null)
                        .count(),
                (int) findings.stream()
                        .filter(finding -> finding.status() == Status.REFUTED)
                        .count());
    }

    private List<String> notes(List<ScriptReading> readings, Optional<Observations> seen, List<String> accepted) {
        List<String> notes = new ArrayList<>(plan.notes());
        notes.addAll(history.notes());
        readings.stream()
                .map(reading -> reading.script())
                .filter(script -> script.statements().isEmpty()
                        && !script.migration().kind().isJava())
                .forEach(script -> notes.add(script.migration().file() + " holds no statement"));
        plan.lookAlikes().forEach(lookAlike -> notes.add("not a migration for Flyway: " + lookAlike));
        seen.ifPresent(result -> {
            notes.addAll(result.trace().notes());
            notes.addAll(result.notes());
        });
        notes.addAll(accepted);
        if (seen.isEmpty() && !plan.pending().isEmpty()) {
            notes.add("read only: nothing was run");
        }
        return notes;
    }
}
