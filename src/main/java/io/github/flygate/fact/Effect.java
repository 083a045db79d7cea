package io.github.flygate.fact;

/**
 * Something costly that the server was seen to do. Never comes from the text.
 *
 * @param kind {@code rewrite}, {@code scan}, {@code index build} or {@code lock}
 * @param lockMode the strongest lock on the relation meanwhile, PostgreSQL's name; empty for none
 * @param blocksReads that lock keeps readers waiting
 * @param blocksWrites that lock keeps writers waiting
 * @param named the statement's text names the relation
 * @param family {@code schema.name} of the topmost table that the relation is a partition of, its own name otherwise
 */
public record Effect(
        TableFact table,
        String kind,
        String lockMode,
        boolean blocksReads,
        boolean blocksWrites,
        boolean named,
        String family)
        implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + kind;
    }
}
