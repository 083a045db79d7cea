package io.github.flygate.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.flygate.history.HistoryFile.Taken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part {@code history} of flygate's own file of facts. Names in it are those of flygate's other JSON; what a later
 * version adds beside them is passed over.
 */
final class FactsHistory {
    /** The names around the history that are read. */
    static final Set<String> HEAD = Set.of("schemaVersion", "kind", "exportedAt", "postgres");

    static final String SCHEMA_VERSION = "1";
    static final String KIND = "facts";
    private static final Map<String, String> COLUMNS = columns();
    private static final String AGAIN = "Write it again with flygate facts export.";

    private final HistoryRows rows;
    private final JsonCells names;
    private boolean hasRows;

    private FactsHistory(HistoryRows rows, JsonCells names) {
        this.rows = rows;
        this.names = names;
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        HistoryColumns.ALL.forEach(column -> columns.put(column, column));
        columns.put(HistoryColumns.RANK, "installedRank");
        return columns;
    }

    /** Reads the object whose beginning is the current token, up to its end. */
    static FactsHistory read(HistoryRows rows, JsonParser parser) throws IOException {
        FactsHistory facts = new FactsHistory(rows, new JsonCells(rows, parser, Set.of("schema", "table")));
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("rows")) {
                facts.rows(parser);
            } else {
                facts.names.take(name);
            }
        }
        return facts;
    }

    private void rows(JsonParser parser) throws IOException {
        hasRows = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int line = JsonCells.line(parser);
            Map<String, Cell> given = new JsonCells(rows, parser, Set.copyOf(COLUMNS.values())).all();
            Map<String, Cell> cells = new HashMap<>();
            COLUMNS.forEach(
                    (column, name) -> Optional.ofNullable(given.get(name)).ifPresent(cell -> cells.put(column, cell)));
            rows.add(line, cells);
        }
    }

    /** @param head what stands around the history */
    Taken taken(JsonCells head, int line) {
        String version = head.get("schemaVersion").text();
        if (!head.get("kind").text().equals(KIND) || version.isEmpty() || !hasRows) {
            throw rows.wrong(line, "is no history: kind, schemaVersion or history.rows of an export is missing", AGAIN);
        }
        if (!version.equals(SCHEMA_VERSION)) {
            throw rows.wrong(
                    line,
                    "has schemaVersion " + HistoryRows.cut(version) + ", and this flygate reads " + SCHEMA_VERSION,
                    "Read it with the version of flygate that wrote it, or export it again with this one.");
        }
        return new Taken(
                at(head.get("exportedAt").text(), line),
                head.get("postgres").text(),
                names.get("schema").text(),
                names.get("table").text());
    }

    private Instant at(String text, int line) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw rows.wrong(line, "exportedAt is \"" + HistoryRows.cut(text) + "\" and no time", AGAIN);
        }
    }
}
