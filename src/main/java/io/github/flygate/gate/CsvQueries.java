package io.github.flygate.gate;

import io.github.flygate.csv.CsvTable;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The column {@code query} of a CSV file as {@code \copy (select * from pg_stat_statements) to 'file.csv' csv header}
 * writes it.
 */
final class CsvQueries {
    private static final String COLUMN = "query";

    private CsvQueries() {}

    /** @throws FlygateException with code CONFIGURATION when there is no such column, or the file is no CSV */
    static List<String> of(String file, String text) {
        CsvTable table = CsvTable.read(file, text, ErrorCode.CONFIGURATION);
        if (!table.columns().contains(COLUMN)) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    file + ":1: has no column query",
                    "Write it with: \\copy (select query from pg_stat_statements) to '" + file + "' csv header");
        }
        List<String> queries = new ArrayList<>();
        for (Optional<CsvTable.Row> row = table.next(); row.isPresent(); row = table.next()) {
            String query = row.get().get(COLUMN);
            if (!query.isBlank()) {
                queries.add(query.strip());
            }
        }
        return queries;
    }
}
