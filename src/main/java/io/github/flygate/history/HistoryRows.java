package io.github.flygate.history;

import static io.github.flygate.history.HistoryColumns.*;

import io.github.flygate.history.Cell.Kind;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes rows of what stands in a file, and refuses what no history table can hold. */
final class HistoryRows {
    static final int MOST = 100_000;

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,10}");
    private static final int SHOWN = 40;

    private final String file;
    private final List<HistoryRow> rows = new ArrayList<>();
    private final Map<Integer, Integer> lines = new HashMap<>();

    HistoryRows(String file) {
        this.file = file;
    }

    /** A row of the table, by the names of its columns; other columns do not matter. */
    void add(int line, Map<String, Cell> cells) {
        List<String> missing =
                ALL.stream().filter(column -> !cells.containsKey(column)).toList();
        if (!missing.isEmpty()) {
            throw wrong(
                    line,
                    "a row without " + String.join(", ", missing),
                    "Export all columns of the history table; docs/history.md shows how.");
        }
        add(
                line,
                new HistoryRow(
                        integer(line, RANK, cells.get(RANK)).orElseThrow(() -> absent(line, RANK)),
                        text(line, VERSION, cells),
                        text(line, DESCRIPTION, cells),
                        required(line, TYPE, cells),
                        text(line, SCRIPT, cells),
                        integer(line, CHECKSUM, cells.get(CHECKSUM)),
                        truth(line, cells.get(SUCCESS))));
    }

    void add(int line, HistoryRow row) {
        if (rows.size() == MOST) {
            throw wrong(line, "more than " + MOST + " rows, and no history has", "Give another file.");
        }
        Integer before = lines.putIfAbsent(row.installedRank(), line);
        if (before != null) {
            throw wrong(
                    line,
                    "a second row with installed_rank " + row.installedRank() + "; the first one is in line " + before,
                    "Export one history table into one file: installed_rank is its primary key.");
        }
        rows.add(row);
    }

    /** By rank, as Flyway reads them. */
    List<HistoryRow> sorted() {
        rows.sort(Comparator.comparingInt(HistoryRow::installedRank));
        return rows;
    }

    private String required(int line, String column, Map<String, Cell> cells) {
        String text = text(line, column, cells);
        if (text.isEmpty()) {
            throw absent(line, column);
        }
        return text;
    }

    /** Numbers are refused: JSON that says 1.10 means 1.1, and that is another version. */
    private String text(int line, String column, Map<String, Cell> cells) {
        Cell cell = cells.getOrDefault(column, Cell.NULL);
        if (cell.kind() == Kind.NUMBER || cell.kind() == Kind.TRUTH) {
            throw wrong(
                    line,
                    column + " is " + cut(cell.text()) + " without quotes, and it is a text",
                    "Export it again with row_to_json or json_agg, which keep it a text.");
        }
        return cell.text();
    }

    private Optional<Integer> integer(int line, String column, @Nullable Cell cell) {
        if (cell == null || cell.text().isEmpty()) {
            return Optional.empty();
        }
        String text = cell.text().strip();
        long value = INTEGER.matcher(text).matches() ? Long.parseLong(text) : Long.MAX_VALUE;
        if (value != (int) value) {
            throw wrong(
                    line,
                    column + " is \"" + cut(cell.text()) + "\", and it is an integer of 32 bits",
                    "Export it again: a program has changed the file.");
        }
        return Optional.of((int) value);
    }

    private boolean truth(int line, @Nullable Cell cell) {
        String text = cell == null ? "" : cell.text();
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "t", "true" -> true;
            case "f", "false" -> false;
            case "" -> throw absent(line, SUCCESS);
            default ->
                throw wrong(
                        line,
                        "success is \"" + cut(text) + "\", and it is true or false",
                        "Export it again: a program has changed the file.");
        };
    }

    private FlygateException absent(int line, String column) {
        return wrong(line, column + " is empty", "Export it again: in the history table it never is.");
    }

    static String cut(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }

    FlygateException wrong(int line, String problem, String hint) {
        return new FlygateException(ErrorCode.HISTORY, file + ":" + line + ": " + problem, hint);
    }
}
