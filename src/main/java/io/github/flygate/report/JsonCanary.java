package io.github.flygate.report;

import io.github.flygate.model.Canary;
import io.github.flygate.model.Canary.Broken;
import io.github.flygate.model.Canary.Contract;
import io.github.flygate.model.Canary.Covered;
import io.github.flygate.model.Canary.NotCovered;
import io.github.flygate.model.Canary.Rerun;
import io.github.flygate.model.Canary.Restart;
import io.github.flygate.model.GateReport.Answer;
import java.io.IOException;

/** The part of the JSON report that says what was tried of the version that still runs; nothing is cut. */
final class JsonCanary {
    private final JsonFields json;

    JsonCanary(JsonFields json) {
        this.json = json;
    }

    void answer(Canary canary) throws IOException {
        if (canary.rollingUpdateSafe() == Answer.UNKNOWN) {
            json.nothing("rollingUpdateSafe");
        } else {
            json.truth("rollingUpdateSafe", canary.rollingUpdateSafe() == Answer.YES);
        }
        json.texts("rollingUpdateReasons", canary.reasons());
    }

    void tried(Canary canary) throws IOException {
        if (canary.contract().isPresent()) {
            contract(canary.contract().get());
        } else {
            json.nothing("contract");
        }
        if (canary.restart().isPresent()) {
            restart(canary.restart().get());
        } else {
            json.nothing("restart");
        }
        // A file that bears it is in the list as well: no file was run again when the list is empty.
        if (canary.rerun().isEmpty()) {
            json.nothing("rerun");
        } else {
            json.list("rerun", canary.rerun(), this::rerun);
        }
    }

    private void contract(Contract contract) throws IOException {
        json.open("contract");
        json.number("checked", contract.checked());
        json.list("broken", contract.broken(), this::broken);
        coverage(contract.coverage());
        json.list("notCovered", contract.notCovered(), this::notCovered);
        json.close();
    }

    private void broken(Broken broken) throws IOException {
        json.open();
        json.text("origin", broken.origin());
        json.textOrNull("object", broken.object());
        json.text("sql", broken.sql());
        json.truth("prepared", broken.prepared());
        json.text("sqlState", broken.sqlState());
        json.text("message", broken.message());
        json.textOrNull("script", broken.script());
        json.textOrNull("file", broken.file());
        if (broken.line() > 0) {
            json.number("line", broken.line());
        } else {
            json.nothing("line");
        }
        json.close();
    }

    private void coverage(Covered covered) throws IOException {
        json.open("coverage");
        json.number("tables", covered.tables());
        json.number("views", covered.views());
        json.number("columns", covered.columns());
        json.number("sequences", covered.sequences());
        json.number("routines", covered.routines());
        json.number("types", covered.types());
        json.number("teamStatements", covered.teamStatements());
        json.number("tablesWritten", covered.tablesWritten());
        json.close();
    }

    private void notCovered(NotCovered notCovered) throws IOException {
        json.open();
        json.text("what", notCovered.what());
        json.text("reason", notCovered.reason());
        json.close();
    }

    private void restart(Restart restart) throws IOException {
        json.open("restart");
        json.truth("valid", restart.valid());
        json.texts("errors", restart.errors());
        json.texts("reapplied", restart.reapplied());
        json.close();
    }

    private void rerun(Rerun rerun) throws IOException {
        json.open();
        json.text("script", rerun.script());
        json.text("kind", rerun.kind());
        json.texts("problems", rerun.problems());
        json.close();
    }
}
