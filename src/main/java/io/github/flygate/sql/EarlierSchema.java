package io.github.flygate.sql;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What earlier files have made, as far as it is certain. */
final class EarlierSchema {
    final SchemaState state;

    EarlierSchema(String defaultSchema) {
        this.state = new SchemaState(defaultSchema, Optional.empty());
    }

    void forgetAll() {
        forget(name -> true);
        forgetFunctions(name -> true);
    }

    /** Forgets the relations of these bare names, with their indexes, and indexes of these names. */
    void forget(Predicate<String> names) {
        state.partial = true;
        state.relations.keySet().removeIf(name -> names.test(bare(name)));
        state.indexes
                .tables
                .entrySet()
                .removeIf(index -> names.test(bare(index.getKey())) || names.test(bare(index.getValue())));
    }

    void forgetFunctions(Predicate<String> names) {
        state.functions.replaceAll((name, volatility) -> names.test(bare(name)) ? "unknown" : volatility);
    }

    /** A session's own tables are gone with it. */
    void dropTemporary() {
        state.relations.values().removeIf(relation -> relation.temporary);
    }

    /** A relation as the pending migrations find it. */
    Optional<Relation> before(String qualified) {
        return Optional.ofNullable(state.relations.get(qualified)).map(Relation::asEarlier);
    }

    /** Where a name has gone to; empty when it has gone nowhere. */
    String movedTo(String qualified) {
        return state.indexes.moves.getOrDefault(qualified, "");
    }

    /** Other bare names that decide about this one: the earlier names of a relation, the table of an index. */
    Set<String> leadsTo(String name) {
        Set<String> names = new HashSet<>();
        state.unknownOrigins.forEach(origin -> names.add(bare(origin)));
        state.indexes.tables.forEach((index, table) -> {
            if (bare(index).equals(name)) {
                names.add(bare(table));
            }
        });
        return names;
    }

    static String bare(String qualified) {
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }
}
