package io.github.flygate.rows;

import java.util.List;

/** What came of the search for a row. */
public sealed interface Outcome {
    /**
     * The server has accepted the row.
     *
     * @param values in the order of the columns; those that are missing are left to their defaults; empty for
     *     {@code DEFAULT VALUES}
     * @param before complete statements that must run first, in the same transaction and in this order: rows that the
     *     foreign keys lead to. Empty when the table's parents are there.
     */
    record Made(List<Assignment> values, List<String> before) implements Outcome {
        public Made {
            values = List.copyOf(values);
            before = List.copyOf(before);
        }

        /** The complete statement that inserts the row. */
        public String insert(RowTable table) {
            return RowInsert.of(table, values);
        }
    }

    /**
     * No row was found.
     *
     * @param reason in one line, the server's words where it has said something
     */
    record Unmade(String reason) implements Outcome {}
}
