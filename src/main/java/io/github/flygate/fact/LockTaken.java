package io.github.flygate.fact;

/**
 * A lock on a relation is taken or made stronger. From the text: the strongest that the statement is known to take on
 * the relations it names.
 *
 * @param mode PostgreSQL's name, such as {@code AccessExclusiveLock}
 * @param blocksReads readers wait
 * @param blocksWrites writers wait
 * @param named the statement's text names the relation
 * @param firstOfTransaction the first lock of its transaction that blocks writes on a relation that existed before
 * @param hot the relation is one of {@code hotTables} in flygate.yml
 * @param partitions how many partitions of it are locked along, as strongly; never comes from the text
 */
public record LockTaken(
        TableFact table,
        String mode,
        boolean blocksReads,
        boolean blocksWrites,
        boolean named,
        boolean firstOfTransaction,
        boolean hot,
        long partitions)
        implements Fact {
    /** The same on a relation that is hot, or is not. */
    public LockTaken withHot(boolean isHot) {
        return new LockTaken(table, mode, blocksReads, blocksWrites, named, firstOfTransaction, isHot, partitions);
    }

    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + mode;
    }
}
