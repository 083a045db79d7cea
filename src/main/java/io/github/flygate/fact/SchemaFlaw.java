package io.github.flygate.fact;

/**
 * Something that is not as it should be when the last pending migration is done, and that the base does not have. Never
 * comes from the text. It stands at the statement that brought it.
 *
 * @param table its name is empty when it is about no table
 * @param flaw {@code foreign key without index}, {@code foreign key of another type}, {@code no primary key},
 *     {@code constraint not valid}, {@code index too much}, {@code row security without policy} or
 *     {@code security definer without search_path}
 * @param object the columns of a foreign key, or the name of the constraint, index, table or function; several are
 *     separated by commas
 * @param detail the referenced table, the types, or the index that does the same; empty for other flaws
 */
public record SchemaFlaw(TableFact table, String flaw, String object, String detail) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return flaw + " " + table.name() + " " + object;
    }
}
