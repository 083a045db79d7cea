package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Base;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.Timings;
import io.github.flygate.model.Severity;
import java.io.IOException;

/**
 * The report as JSON, for machines. A contract that {@code report.schema.json} describes: keys are written out here and
 * follow no rename in the model. Every key is always there; what is absent is null.
 */
final class JsonReport {
    private static final int SCHEMA_VERSION = 1;

    private final JsonFields json;

    private JsonReport(JsonFields json) {
        this.json = json;
    }

    static String render(GateReport report) throws IOException {
        return JsonFields.document(json -> new JsonReport(json).report(report));
    }

    private void report(GateReport report) throws IOException {
        json.open();
        json.number("schemaVersion", SCHEMA_VERSION);
        json.open("tool");
        json.text("name", "flygate");
        json.text("version", report.toolVersion());
        json.close();
        json.text("verdict", report.verdict().id());
        json.text("failOn", report.failOn().id());
        json.list("databases", report.databases(), database -> database(database, report.failOn()));
        json.close();
    }

    private void database(DatabaseReport database, Severity failOn) throws IOException {
        json.open();
        json.text("name", database.name());
        json.text("engine", database.engine());
        json.textOrNull("postgres", database.postgres());
        json.textOrNull("flyway", database.flyway());
        base(database.base());
        JsonMigrations migrations = new JsonMigrations(json);
        json.list("migrations", database.migrations(), migrations::migration);
        JsonCanary canary = new JsonCanary(json);
        canary.answer(database.canary());
        json.list("findings", database.findings(), this::finding);
        counts(Counts.of(database.findings(), failOn));
        coverage(database.coverage());
        canary.tried(database.canary());
        new JsonHistory(json).compared(database.history());
        json.map("settings", database.settings());
        json.texts("notes", database.notes());
        timings(database.timings());
        json.close();
    }

    private void base(Base base) throws IOException {
        json.open("base");
        json.textOrNull("ref", base.ref());
        json.textOrNull("commit", base.commit());
        json.textOrNull("version", base.version());
        json.number("migrations", base.migrations());
        json.close();
    }

    private void finding(Finding finding) throws IOException {
        json.open();
        json.text("rule", finding.rule().value());
        json.text("severity", finding.severity().id());
        json.text("hazard", finding.hazard().id());
        json.text("proof", finding.proof().id());
        json.text("status", finding.status().id());
        json.text("message", finding.message());
        json.text("file", finding.span().file());
        json.number("line", finding.span().line());
        json.number("column", finding.span().column());
        json.number("endLine", finding.span().endLine());
        json.number("endColumn", finding.span().endColumn());
        json.textOrNull("relation", finding.relation());
        json.map("evidence", finding.evidence());
        json.textOrNull("instead", finding.instead());
        json.textOrNull("help", finding.help());
        json.text("fingerprint", finding.fingerprint());
        json.textOrNull("reason", finding.reason());
        json.close();
    }

    private void counts(Counts counts) throws IOException {
        json.open("counts");
        json.number("error", counts.errors());
        json.number("warning", counts.warnings());
        json.number("info", counts.infos());
        json.number("failing", counts.failing());
        json.number("confirmed", counts.confirmed());
        json.number("unverified", counts.unverified());
        json.number("refuted", counts.refuted());
        json.number("suppressed", counts.suppressed());
        json.number("baseline", counts.baseline());
        json.close();
    }

    private void coverage(Coverage coverage) throws IOException {
        json.open("coverage");
        json.number("migrations", coverage.scripts());
        json.number("migrationsTraced", coverage.scriptsTraced());
        json.number("statements", coverage.statements());
        json.number("statementsRead", coverage.statementsRead());
        json.number("statementsTraced", coverage.statementsTraced());
        json.number("refuted", coverage.refuted());
        json.close();
    }

    private void timings(Timings timings) throws IOException {
        json.open("timings");
        json.milliseconds("restoreMs", timings.restoreMs());
        json.milliseconds("migrateMs", timings.migrateMs());
        json.milliseconds("contractMs", timings.contractMs());
        json.milliseconds("totalMs", timings.totalMs());
        json.close();
    }
}
