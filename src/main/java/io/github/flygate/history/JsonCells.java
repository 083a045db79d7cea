package io.github.flygate.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.flygate.history.Cell.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The values of one JSON object that are wanted, by their names; everything else is passed over and not kept. */
final class JsonCells {
    private final HistoryRows errors;
    private final JsonParser parser;
    private final Set<String> wanted;
    private final Map<String, Cell> cells = new HashMap<>();

    JsonCells(HistoryRows errors, JsonParser parser, Set<String> wanted) {
        this.errors = errors;
        this.parser = parser;
        this.wanted = wanted;
    }

    /** Reads the object whose beginning is the current token, up to its end. */
    Map<String, Cell> all() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw errors.wrong(
                    line(parser),
                    "something else where an object with the names of the columns should begin",
                    "Export it again, with the command that docs/history.md shows.");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            take(name);
        }
        return cells;
    }

    /** Takes the value that is the current token, or passes over it. */
    void take(String name) throws IOException {
        if (!wanted.contains(name)) {
            parser.skipChildren();
            return;
        }
        int line = line(parser);
        Cell cell = switch (parser.currentToken()) {
            case VALUE_STRING -> Cell.text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Cell(Kind.NUMBER, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Cell(Kind.TRUTH, parser.getText());
            case VALUE_NULL -> Cell.NULL;
            default ->
                throw errors.wrong(
                        line, name + " is no plain value", "Export it again: a program has changed the file.");
        };
        if (cell.text().indexOf('\0') >= 0) {
            throw errors.wrong(
                    line,
                    name + " holds a zero character, which PostgreSQL never stores",
                    "Export it again: a program has changed the file.");
        }
        if (cells.put(name, cell) != null) {
            throw errors.wrong(line, name + " stands twice in one object", "Write each name once.");
        }
    }

    Cell get(String name) {
        return cells.getOrDefault(name, Cell.NULL);
    }

    Map<String, Cell> taken() {
        return cells;
    }

    static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
