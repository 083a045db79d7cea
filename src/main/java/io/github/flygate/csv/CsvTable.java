package io.github.flygate.csv;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table whose first record names its columns, read record by record. Fields are data: nothing in them is ever evaluated.
 * NULL and the empty text are the same.
 */
public final class CsvTable {
    private final String file;
    private final ErrorCode code;
    private final CsvRecords records;
    private final List<String> columns;
    private final Map<String, Integer> places = new HashMap<>();

    private CsvTable(String file, String text, ErrorCode code) {
        this.file = file;
        this.code = code;
        this.records = new CsvRecords(file, text, code);
        this.columns = records.next().stream().map(String::strip).toList();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (places.putIfAbsent(column, i) != null && !column.isEmpty()) {
                throw wrong(1, "has the column " + column + " twice", "Write each column once.");
            }
        }
    }

    /**
     * Reads the names of the columns.
     *
     * @param file its name in messages
     * @param code of the failures
     * @throws FlygateException with file:line when the first record cannot be read or names a column twice
     */
    public static CsvTable read(String file, String text, ErrorCode code) {
        return new CsvTable(file, text, code);
    }

    /** In their order, without blanks around them. */
    public List<String> columns() {
        return columns;
    }

    /**
     * The next record that is no empty line.
     *
     * @throws FlygateException with file:line when a quoted field does not end, or text follows its end
     */
    public Optional<Row> next() {
        while (records.hasNext()) {
            int line = records.line();
            List<String> fields = records.next();
            if (fields.size() > 1 || !fields.get(0).isEmpty() || columns.size() == 1) {
                return Optional.of(new Row(line, fields));
            }
        }
        return Optional.empty();
    }

    private FlygateException wrong(int line, String problem, String hint) {
        return new FlygateException(code, file + ":" + line + ": " + problem, hint);
    }

    /** A record behind the first one. */
    public final class Row {
        private final int line;
        private final List<String> fields;

        private Row(int line, List<String> fields) {
            this.line = line;
            this.fields = fields;
        }

        /** Where it begins; 1 is the line with the names. */
        public int line() {
            return line;
        }

        /** The field of this column; empty where the column or the field is missing. */
        public String get(String column) {
            Integer place = places.get(column);
            return place == null || place >= fields.size() ? "" : fields.get(place);
        }

        /**
         * Refuses a record that is cut off or has been changed.
         *
         * @throws FlygateException when it has more or fewer fields than there are columns
         */
        public void requireAllFields() {
            if (fields.size() != columns.size()) {
                throw wrong(
                        line,
                        fields.size() + (fields.size() == 1 ? " field" : " fields") + " where the first line names "
                                + columns.size(),
                        "Export it again: the file is cut off, or a program has changed it.");
            }
        }
    }
}
