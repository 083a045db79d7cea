package io.github.flygate.history;

import io.github.flygate.csv.CsvTable;
import io.github.flygate.history.HistoryFile.Format;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the history table as {@code psql} writes it with {@code csv header}: any order of columns, any further ones. */
final class CsvHistory {
    private CsvHistory() {}

    static HistoryFile read(String file, String text) {
        CsvTable table = CsvTable.read(file, text, ErrorCode.HISTORY);
        List<String> missing = HistoryColumns.ALL.stream()
                .filter(column -> !table.columns().contains(column))
                .toList();
        if (missing.size() == HistoryColumns.ALL.size()) {
            throw new FlygateException(
                    ErrorCode.HISTORY,
                    file + ":1: is no history: neither JSON nor CSV with the names of the history table's columns",
                    example());
        }
        if (!missing.isEmpty()) {
            throw new FlygateException(
                    ErrorCode.HISTORY, file + ":1: has no column " + String.join(", ", missing), example());
        }
        HistoryRows rows = new HistoryRows(file);
        for (Optional<CsvTable.Row> row = table.next(); row.isPresent(); row = table.next()) {
            row.get().requireAllFields();
            Map<String, Cell> cells = new HashMap<>();
            for (String column : HistoryColumns.ALL) {
                cells.put(column, Cell.text(row.get().get(column)));
            }
            rows.add(row.get().line(), cells);
        }
        return new HistoryFile(file, Format.CSV, rows.sorted(), Set.of(), Optional.empty());
    }

    private static String example() {
        return "Write it with: \\copy (select * from flyway_schema_history) to 'history.csv' csv header";
    }
}
