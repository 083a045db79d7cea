package io.github.flygate.fact;

import io.github.flygate.model.Span;

/**
 * An index is built whose name an index had that an earlier statement of the pending migrations has dropped, and which
 * was there before. Not where one transaction does both: then nobody sees the table without it.
 *
 * @param droppedIn the file that dropped it
 * @param droppedLine the line there
 */
public record ReplaceIndex(TableFact table, IndexFact index, String droppedIn, long droppedLine) implements Fact {
    /**
     * The gap that a new index ends.
     *
     * @param dropped where the index of that name was dropped
     */
    public static ReplaceIndex of(CreateIndex created, Span dropped) {
        String file = dropped.file();
        return new ReplaceIndex(
                created.table(), created.index(), file.substring(file.lastIndexOf('/') + 1), dropped.line());
    }

    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + index.name();
    }
}
