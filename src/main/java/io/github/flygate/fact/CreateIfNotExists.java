package io.github.flygate.fact;

import java.util.List;

/**
 * A statement makes a table, a column or an index unless its name is taken. Comes from the text alone: where the name is
 * taken and something else is there, that is {@code keep_other_definition}.
 *
 * @param object {@code table}, {@code column} or {@code index}
 * @param name of the object; for tables and indexes {@code schema.name}
 * @param definition what it consists of: columns with their types, for an index the names of its columns alone, empty
 *     when it has expressions
 */
public record CreateIfNotExists(TableFact table, String object, String name, List<String> definition) implements Fact {
    public CreateIfNotExists {
        definition = List.copyOf(definition);
    }

    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name() + " " + object + " " + name;
    }
}
