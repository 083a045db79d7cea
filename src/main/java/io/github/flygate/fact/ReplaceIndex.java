package io.github.flygate.fact;

/**
 * An index is built whose name an index had that an earlier statement of the pending migrations has dropped, and which
 * was there before. Not where one transaction does both: then nobody sees the table without it.
 *
 * @param droppedIn the file that dropped it
 * @param droppedLine the line there
 */
public record ReplaceIndex(TableFact table, IndexFact index, String droppedIn, long droppedLine) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + index.name();
    }
}
