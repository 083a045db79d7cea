package io.github.flygate.gate;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.ArrayList;
import java.util.List;

/**
 * The column {@code query} of a CSV file as {@code \copy (select * from pg_stat_statements) to 'file.csv' csv header}
 * writes it.
 */
final class CsvQueries {
    private final String text;
    private int at;

    private CsvQueries(String text) {
        this.text = text;
    }

    /** @throws FlygateException with code CONFIGURATION when there is no such column */
    static List<String> of(String file, String text) {
        CsvQueries csv = new CsvQueries(text);
        int column = csv.record().indexOf("query");
        if (column < 0) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    file + ":1: has no column query",
                    "Write it with: \\copy (select query from pg_stat_statements) to '" + file + "' csv header");
        }
        List<String> queries = new ArrayList<>();
        while (csv.at < text.length()) {
            List<String> fields = csv.record();
            if (column < fields.size() && !fields.get(column).isBlank()) {
                queries.add(fields.get(column));
            }
        }
        return queries;
    }

    private List<String> record() {
        List<String> fields = new ArrayList<>();
        do {
            fields.add(field());
        } while (at < text.length() && text.charAt(at++) == ',');
        return fields;
    }

    /** Stops at the comma or line end behind it. */
    private String field() {
        StringBuilder field = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        at += quoted ? 1 : 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quoted && c == '"') {
                at++;
                if (at >= text.length() || text.charAt(at) != '"') {
                    break;
                }
            } else if (!quoted && (c == ',' || c == '\n')) {
                break;
            }
            field.append(c);
            at++;
        }
        return quoted ? field.toString() : field.toString().strip();
    }
}
