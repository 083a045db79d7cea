package io.github.flygate.report;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.Effects.ServerError;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.StatementReport;
import io.github.flygate.model.LockMode;

/** Reads back what each statement is and did. */
final class MigrationReader {
    private MigrationReader() {}

    static MigrationReport migration(JsonRecord json) {
        String file = json.text("file");
        return new MigrationReport(
                json.text("script"),
                file,
                json.textOrEmpty("version"),
                json.text("description"),
                json.oneOf("kind", "sql", "java", "repeatable"),
                json.truth("transactional"),
                json.truth("traced"),
                json.truth("completed"),
                json.milliseconds("durationMs"),
                json.list("statements", statement -> statement(statement, file)));
    }

    private static StatementReport statement(JsonRecord json, String file) {
        return new StatementReport(
                FindingReader.span(json, file),
                json.text("sql"),
                json.text("kind"),
                json.truth("parsed"),
                json.optional("effects", MigrationReader::effects).orElse(null));
    }

    private static Effects effects(JsonRecord json) {
        return new Effects(
                json.milliseconds("durationMs"),
                json.longNumber("rows"),
                json.longNumber("walBytes"),
                json.list("locks", MigrationReader::lock),
                json.texts("rewrites"),
                json.texts("scans"),
                json.list("indexBuilds", MigrationReader::indexBuild),
                json.texts("validations"),
                json.texts("skipped"),
                json.texts("invalidIndexes"),
                json.texts("notValid"),
                json.longNumber("lockTimeoutMs"),
                json.optional("error", MigrationReader::error).orElse(null),
                json.truth("hung"));
    }

    private static Lock lock(JsonRecord json) {
        return new Lock(
                json.text("relation"),
                json.oneOf(
                        "relationKind",
                        "table",
                        "partitioned table",
                        "view",
                        "materialized view",
                        "foreign table",
                        "sequence",
                        "index"),
                json.oneOf("mode", LockMode.values(), LockMode::pgName),
                json.truth("existing"),
                json.truth("acquired"),
                json.milliseconds("heldMs"));
    }

    private static IndexBuild indexBuild(JsonRecord json) {
        return new IndexBuild(json.text("index"), json.text("relation"), json.truth("existing"));
    }

    private static ServerError error(JsonRecord json) {
        return new ServerError(json.text("sqlState"), json.text("message"), json.number("position"));
    }
}
