package io.github.flygate.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.flygate.history.HistoryFile.Format;
import io.github.flygate.history.HistoryFile.Gap;
import io.github.flygate.history.HistoryFile.Taken;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a history from JSON without ever holding more of it than its rows: an array of rows, a row on each line, the
 * output of {@code flyway info}, or flygate's own export.
 */
final class JsonHistory {
    private static final int DEEPEST = 50;
    private static final int LONGEST_TEXT = 1_000_000;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 1000;
    private static final String AGAIN = "Export it again, with the command that docs/history.md shows.";
    private static final Set<String> ROW = Set.copyOf(HistoryColumns.ALL);

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final String file;
    private final HistoryRows rows;
    private @Nullable Format format;
    private Optional<Taken> taken = Optional.empty();

    JsonHistory(String file) {
        this.file = file;
        this.rows = new HistoryRows(file);
    }

    HistoryFile read(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                document(parser, token);
            }
        } catch (JsonEOFException e) {
            throw wrong(line(e), "ends in the middle of the JSON", "Export it again: the file is cut off.");
        } catch (StreamConstraintsException e) {
            throw wrong(line(e), "is nested too deeply or holds a text too long for a history", AGAIN);
        } catch (JsonProcessingException e) {
            throw wrong(line(e), "is no JSON: " + e.getOriginalMessage(), AGAIN);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text does not fail", e);
        }
        Format found = format;
        if (found == null) {
            throw wrong(1, "is no history", AGAIN);
        }
        return new HistoryFile(
                file, found, rows.sorted(), found == Format.INFO ? Set.of(Gap.values()) : Set.of(), taken);
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    private void document(JsonParser parser, JsonToken token) throws IOException {
        int line = JsonCells.line(parser);
        if (token == JsonToken.START_ARRAY) {
            requireFirst(line);
            format = Format.ROWS;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int begin = JsonCells.line(parser);
                rows.add(begin, new JsonCells(rows, parser, ROW).all());
            }
        } else if (token == JsonToken.START_OBJECT) {
            object(parser, line);
        } else {
            throw wrong(line, "something else where a row should begin", AGAIN);
        }
    }

    /** What an object is, is known from the names in it, which come in any order. */
    private void object(JsonParser parser, int line) throws IOException {
        Set<String> wanted = new LinkedHashSet<>(ROW);
        wanted.addAll(FactsHistory.HEAD);
        JsonCells head = new JsonCells(rows, parser, wanted);
        Optional<FactsHistory> facts = Optional.empty();
        boolean info = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && name.equals("migrations")) {
                requireFirst(line);
                format = Format.INFO;
                info = true;
                new InfoHistory(rows).read(parser);
            } else if (value == JsonToken.START_OBJECT && name.equals("history")) {
                requireFirst(line);
                format = Format.FACTS;
                facts = Optional.of(FactsHistory.read(rows, parser));
            } else if (value == JsonToken.START_ARRAY && name.equals("individualResults")) {
                throw wrong(
                        line,
                        "holds the results of several commands of Flyway",
                        "Run flyway info -outputType=json alone.");
            } else if (value == JsonToken.START_OBJECT && name.equals("error")) {
                Cell message =
                        new JsonCells(rows, parser, Set.of("message")).all().getOrDefault("message", Cell.NULL);
                throw wrong(
                        line,
                        "holds an error of Flyway and no history: " + message.text(),
                        "Put that right, then run flyway info again.");
            } else {
                head.take(name);
            }
        }
        if (facts.isPresent()) {
            taken = Optional.of(facts.get().taken(head, line));
        } else if (!info) {
            row(head, line);
        }
    }

    private void row(JsonCells head, int line) {
        if (head.taken().keySet().stream().noneMatch(ROW::contains)) {
            throw wrong(line, "is no history: an object with none of the names that a history has", AGAIN);
        }
        if (format != Format.ROWS) {
            requireFirst(line);
            format = Format.ROWS;
        }
        rows.add(line, head.taken());
    }

    private void requireFirst(int line) {
        if (format != null) {
            throw wrong(line, "something behind the end of the history", "Write one history into a file.");
        }
    }

    private FlygateException wrong(int line, String problem, String hint) {
        return rows.wrong(line, problem, hint);
    }
}
