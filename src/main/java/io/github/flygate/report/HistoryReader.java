package io.github.flygate.report;

import io.github.flygate.model.History;
import io.github.flygate.model.History.Problem;

/** Reads back where files and history do not agree. */
final class HistoryReader {
    private HistoryReader() {}

    static History history(JsonRecord json) {
        return new History(
                json.number("entries"), json.texts("exported"), json.list("problems", HistoryReader::problem));
    }

    private static Problem problem(JsonRecord json) {
        return new Problem(
                json.text("kind"),
                json.text("file"),
                json.textOrEmpty("version"),
                json.text("name"),
                json.textOrEmpty("was"),
                json.textOrEmpty("becomes"),
                json.textOrEmpty("code"),
                json.text("detail"),
                json.text("next"),
                json.text("remedy"));
    }
}
