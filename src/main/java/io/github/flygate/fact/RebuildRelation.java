package io.github.flygate.fact;

import java.util.List;

/**
 * A relation or its indexes are written anew by a statement that says so.
 *
 * @param table whose users wait; its name is empty where the text does not tell, as of {@code REINDEX SCHEMA}
 * @param by {@code reindex}, {@code refresh}, {@code vacuum full}, {@code cluster}, {@code set logged},
 *     {@code set unlogged}, {@code set tablespace} or {@code set access method}
 * @param concurrently with CONCURRENTLY, beside those who use it
 * @param object the relation, index, schema or database that the statement is about, for people
 * @param relations {@code schema.name} of all that were built anew; never comes from the text
 */
public record RebuildRelation(TableFact table, String by, boolean concurrently, String object, List<String> relations)
        implements Fact {
    public RebuildRelation {
        relations = List.copyOf(relations);
    }

    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + by;
    }

    @Override
    public List<String> alsoAbout() {
        return relations;
    }
}
