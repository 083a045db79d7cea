package io.github.flygate.fact;

/**
 * A statement works while an earlier statement of its transaction holds ACCESS EXCLUSIVE on a relation that existed
 * before.
 *
 * @param table the relation that stays locked
 * @param work {@code rows}, {@code scan}, {@code index build} or {@code rewrite}
 * @param heldSinceLine line of the statement that took the lock
 */
public record WorkUnderLock(TableFact table, String work, long heldSinceLine) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + work;
    }
}
