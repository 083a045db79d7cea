package io.github.flygate.report;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.Effects.ServerError;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.StatementReport;
import java.io.IOException;

/** The part of the JSON report that says what each statement is and did. */
final class JsonMigrations {
    private final JsonFields json;

    JsonMigrations(JsonFields json) {
        this.json = json;
    }

    void migration(MigrationReport migration) throws IOException {
        json.open();
        json.text("script", migration.script());
        json.text("file", migration.file());
        json.textOrNull("version", migration.version());
        json.text("description", migration.description());
        json.text("kind", migration.kind());
        json.truth("transactional", migration.transactional());
        json.truth("traced", migration.traced());
        json.truth("completed", migration.completed());
        json.milliseconds("durationMs", migration.durationMs());
        json.list("statements", migration.statements(), this::statement);
        json.close();
    }

    private void statement(StatementReport statement) throws IOException {
        json.open();
        json.number("line", statement.span().line());
        json.number("column", statement.span().column());
        json.number("endLine", statement.span().endLine());
        json.number("endColumn", statement.span().endColumn());
        json.text("sql", statement.sql());
        json.text("kind", statement.kind());
        json.truth("parsed", statement.parsed());
        Effects effects = statement.effects();
        if (effects == null) {
            json.nothing("effects");
        } else {
            effects(effects);
        }
        json.close();
    }

    private void effects(Effects effects) throws IOException {
        json.open("effects");
        json.milliseconds("durationMs", effects.durationMs());
        json.number("rows", effects.rows());
        json.number("walBytes", effects.walBytes());
        json.list("locks", effects.locks(), this::lock);
        json.texts("rewrites", effects.rewrites());
        json.texts("scans", effects.scans());
        json.list("indexBuilds", effects.indexBuilds(), this::indexBuild);
        json.texts("validations", effects.validations());
        json.texts("skipped", effects.skipped());
        json.texts("invalidIndexes", effects.invalidIndexes());
        json.texts("notValid", effects.notValid());
        json.number("lockTimeoutMs", effects.lockTimeoutMs());
        ServerError error = effects.error();
        if (error == null) {
            json.nothing("error");
        } else {
            error(error);
        }
        json.truth("hung", effects.hung());
        json.close();
    }

    private void lock(Lock lock) throws IOException {
        json.open();
        json.text("relation", lock.relation());
        json.text("relationKind", lock.relationKind());
        json.text("mode", lock.mode().pgName());
        json.truth("existing", lock.existing());
        json.truth("acquired", lock.acquired());
        json.milliseconds("heldMs", lock.heldMs());
        json.close();
    }

    private void indexBuild(IndexBuild build) throws IOException {
        json.open();
        json.text("index", build.index());
        json.text("relation", build.relation());
        json.truth("existing", build.existing());
        json.close();
    }

    private void error(ServerError error) throws IOException {
        json.open("error");
        json.text("sqlState", error.sqlState());
        json.text("message", error.message());
        json.number("position", error.position());
        json.close();
    }
}
