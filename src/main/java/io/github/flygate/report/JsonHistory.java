package io.github.flygate.report;

import io.github.flygate.model.History;
import io.github.flygate.model.History.Problem;
import java.io.IOException;
import java.util.Optional;

/** The part of the JSON report that says where files and history do not agree. */
final class JsonHistory {
    private final JsonFields json;

    JsonHistory(JsonFields json) {
        this.json = json;
    }

    void compared(Optional<History> history) throws IOException {
        if (history.isEmpty()) {
            json.nothing("history");
            return;
        }
        json.open("history");
        json.number("entries", history.get().entries());
        json.texts("exported", history.get().exported());
        json.list("problems", history.get().problems(), this::problem);
        json.close();
    }

    private void problem(Problem problem) throws IOException {
        json.open();
        json.text("kind", problem.kind());
        json.text("file", problem.file());
        json.textOrNull("version", problem.version());
        json.text("name", problem.name());
        json.textOrNull("was", problem.was());
        json.textOrNull("becomes", problem.becomes());
        json.textOrNull("code", problem.code());
        json.text("detail", problem.detail());
        json.text("next", problem.next());
        json.text("remedy", problem.remedy());
        json.close();
    }
}
