package io.github.flygate.fact;

/**
 * A query locks the rows that it reads.
 *
 * @param clause {@code FOR UPDATE}, {@code FOR NO KEY UPDATE}, {@code FOR SHARE} or {@code FOR KEY SHARE}
 * @param everyRow without a condition and a limit
 */
public record LockRows(TableFact table, String clause, boolean everyRow) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + clause;
    }
}
