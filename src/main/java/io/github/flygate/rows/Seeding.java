package io.github.flygate.rows;

import java.util.List;

/**
 * What filling a snapshot came to.
 *
 * @param tables user tables that were looked at, partitions not counted
 * @param filled those that held no row and now do
 * @param rows that are in these; what their triggers wrote elsewhere is not counted
 * @param unfilled those that still hold no row
 * @param ms how long it took
 */
public record Seeding(int tables, int filled, long rows, List<Unfilled> unfilled, double ms) {
    public Seeding {
        unfilled = List.copyOf(unfilled);
    }

    /**
     * A table that still holds no row.
     *
     * @param table schema and name
     * @param reason in one line, the server's words where it has said something
     */
    public record Unfilled(String table, String reason) {}
}
